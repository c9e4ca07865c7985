import type { FastifyInstance } from 'fastify';
import { afterAll } from 'vitest';
import { operatorActor } from '#platform/access/actor.ts';
import type { Method } from '#platform/http/contract.ts';
import { buildHttpServer } from '#platform/http/http-server.ts';
import { type TestPlatform, testPlatform } from '#platform/testing/test-platform.ts';
import { adminDomain } from './domain.ts';
import {
  authenticate,
  readAssignee,
  readColleague,
  readKeyLives,
  readOrganisation,
  readUserNames,
  setupLink,
} from './public.ts';

export interface CallOptions {
  body?: unknown;
  /** The session token of whoever calls. */
  session?: string;
  headers?: Record<string, string>;
  address?: string;
}

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape.
  body: any;
  headers: Record<string, unknown>;
  /** The session token that the answer sets; empty where it clears it. */
  session: string | undefined;
}

export type Call = (method: Method, path: string, options?: CallOptions) => Promise<Answer>;

export interface AdminServer {
  platform: TestPlatform;
  call: Call;
  /** As the command line's socket answers. */
  callAsOperator: Call;
}

export const ownerPassword = 'sturdy copper kettle';
export const memberPassword = 'quiet harbour lantern';

/** All admin endpoints over a fresh database in which nothing is set up. */
export async function adminServer(): Promise<AdminServer> {
  const platform = await testPlatform();
  platform.readOrganisation = readOrganisation;
  platform.readAssignee = readAssignee;
  platform.readColleague = readColleague;
  platform.readUserNames = readUserNames;
  platform.readKeyLives = readKeyLives;
  platform.permissions = new Set(['admin.manage', 'customers.read']);
  const routes = adminDomain.routes;
  const app = await buildHttpServer(platform, {
    routes,
    authenticate: (request) => authenticate(platform, request),
    defendBrowser: true,
  });
  const socket = await buildHttpServer(platform, {
    routes,
    authenticate: async () => operatorActor,
    defendBrowser: false,
  });
  afterAll(async () => {
    await app.close();
    await socket.close();
  });
  return { platform, call: callOf(app), callAsOperator: callOf(socket) };
}

export function setupForm(token: string) {
  return {
    token,
    organisationName: 'Evergreen Trading',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    language: 'zh',
    ownerName: 'Lin Mei',
    email: 'Owner@Example.com',
    password: ownerPassword,
  };
}

/** Sets the organisation up and returns the owner's session. */
export async function setUpOwner(server: AdminServer): Promise<{ session: string; userId: string }> {
  const link = await setupLink(server.platform);
  const answer = await server.call('POST', '/setup', { body: setupForm(tokenOf(link!)) });
  if (answer.status !== 200) throw new Error(`set-up answered ${JSON.stringify(answer.body)}`);
  return { session: answer.session!, userId: answer.body.userId };
}

/** Invites and accepts, and returns the new user's session. */
export async function addUser(
  server: AdminServer,
  ownerSession: string,
  email: string,
  role = 'member',
): Promise<{ session: string; userId: string }> {
  const invited = await server.call('POST', '/invitations', { session: ownerSession, body: { email, role } });
  const body = { token: tokenOf(invited.body.path), name: email.split('@')[0], password: memberPassword };
  const joined = await server.call('POST', '/invitations/accept', { body });
  if (joined.status !== 200) throw new Error(`joining answered ${JSON.stringify(joined.body)}`);
  return { session: joined.session!, userId: joined.body.userId };
}

export function tokenOf(path: string): string {
  return new URL(path, 'http://localhost').searchParams.get('token')!;
}

/** The actions that the audit trail holds, in order. */
export async function auditedActions(platform: TestPlatform): Promise<string[]> {
  const { rows } = await platform.database.pool.query(
    'select action from platform.audit_entries order by id',
  );
  return rows.map((row) => row.action);
}

function callOf(app: FastifyInstance): Call {
  return async (method, path, options = {}) => {
    const answer = await app.inject({
      method,
      url: `/api/v1${path}`,
      headers: options.headers ?? {},
      ...(options.address === undefined ? {} : { remoteAddress: options.address }),
      ...(options.session === undefined ? {} : { cookies: { perennial_session: options.session } }),
      ...(options.body === undefined ? {} : { payload: options.body as object }),
    });
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    const body = isJson ? answer.json() : answer.body || undefined;
    const session = answer.cookies.find((cookie) => cookie.name === 'perennial_session')?.value;
    return { status: answer.statusCode, body, headers: answer.headers, session };
  };
}
