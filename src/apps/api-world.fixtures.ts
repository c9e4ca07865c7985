import {
  authenticate,
  listTeams,
  readActiveUsers,
  readAssignee,
  readColleague,
  readKeyLives,
  readOrganisation,
  setupLink,
} from '#admin/public.ts';
import { addedFields } from '#customers/public.ts';
import type { Platform } from '#platform/db/platform.ts';
import {
  declaredAddedValues,
  declaredFields,
  declaredListFilters,
  declaredPermissions,
} from '#platform/domains/registry.ts';
import { buildHttpServer } from '#platform/http/http-server.ts';
import { openApiOf } from '#platform/http/openapi.ts';
import { type Operation, operationsOf } from '#platform/testing/fuzz/operations.ts';
import { domains } from './domains.ts';

const routes = domains.flatMap((domain) => domain.routes);
const email = 'owner@example.com';
/** That of the others is one that fuzzed calls are made with; nobody hits upon this one. */
const ownerPassword = 'a phrase that no call is made with';
const password = 'sturdy copper kettle';

/** Where calls made somebody else an owner too, the first may have been lowered or shut out. */
const backAsOwner = `update admin.users set deactivated_at = null,
  role_id = (select id from admin.roles where key = 'owner') where email = $1`;

/** What lets somebody in. */
export type Headers = Record<string, string>;

export interface ApiCall {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE' | 'HEAD' | 'OPTIONS';
  url: string;
  headers: Headers;
  payload?: string | undefined;
  address?: string;
}

export interface ApiAnswer {
  status: number;
  contentType: string;
  headers: Record<string, unknown>;
  text: string;
  session: string | undefined;
}

/** The whole API, and people who really sign in. */
export interface ApiWorld {
  platform: Platform;
  operations: Operation[];
  send(call: ApiCall): Promise<ApiAnswer>;
  /** The owner: the first time by setting everything up, then by signing in. */
  owner(): Promise<Headers>;
  /** Somebody new, invited by `owner` with this role. */
  join(owner: Headers, role: string): Promise<Headers>;
  key(user: Headers, permissions: string[]): Promise<Headers>;
  /** The answer of a POST that has to be taken. */
  post(path: string, body: object, headers?: Headers): Promise<Posted>;
  close(): Promise<void>;
}

interface Posted {
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape.
  body: any;
  cookie: string;
}

/**
 * All endpoints over a database in which nothing is set up. What would run later (imports, backups) is queued and not
 * run.
 */
export async function apiWorld(bare: Platform): Promise<ApiWorld> {
  const platform: Platform = {
    ...bare,
    readOrganisation,
    readActiveUsers,
    readAssignee,
    readColleague,
    readKeyLives,
    readTeams: listTeams,
    permissions: declaredPermissions(domains),
    guardedFields: declaredFields(domains),
    listFilters: declaredListFilters(domains),
    addedValues: declaredAddedValues(domains),
    readAddedFields: addedFields,
  };
  const app = await buildHttpServer(platform, {
    routes,
    authenticate: (request) => authenticate(platform, request),
    defendBrowser: true,
  });
  const send = senderOf(app);
  const post = posterOf(send);
  let people = 0;
  return {
    platform,
    operations: operationsOf(openApiOf(routes)),
    send,
    post,
    close: () => app.close(),
    async owner() {
      await platform.database.pool.query('delete from platform.guesses');
      await platform.database.pool.query(backAsOwner, [email]);
      if (people > 0) return { cookie: (await post('/session', { email, password: ownerPassword })).cookie };
      people += 1;
      return { cookie: await setUp(post, platform) };
    },
    async join(owner, role) {
      const address = `${role}${people++}@example.com`;
      const { body } = await post('/invitations', { email: address, role }, owner);
      const token = new URL(body.path, 'http://localhost').searchParams.get('token');
      return { cookie: (await post('/invitations/accept', { token, name: role, password })).cookie };
    },
    async key(user, permissions) {
      const { body } = await post('/account/keys', { name: 'Shop', permissions }, user);
      return { authorization: `Bearer ${body.key}` };
    },
  };
}

/** In place of a status where an answer had begun and did not end. */
const brokenOff = 599;

type App = Awaited<ReturnType<typeof buildHttpServer>>;

function senderOf(app: App): ApiWorld['send'] {
  return async ({ method, url, headers, payload, address }) => {
    const body = payload === undefined ? {} : { payload };
    const from = address === undefined ? {} : { remoteAddress: address };
    const answer = await app
      .inject({ method, url, headers, ...from, ...body })
      .catch((broken: Error) => broken);
    if (answer instanceof Error)
      return { status: brokenOff, contentType: '', headers: {}, text: answer.message, session: undefined };
    return {
      status: answer.statusCode,
      contentType: String(answer.headers['content-type'] ?? ''),
      headers: answer.headers,
      text: answer.body,
      session: answer.cookies.find(({ name }) => name === 'perennial_session')?.value,
    };
  };
}

function posterOf(send: ApiWorld['send']): ApiWorld['post'] {
  let calls = 0;
  return async (path, body, headers = {}) => {
    const answer = await send({
      method: 'POST',
      url: `/api/v1${path}`,
      headers: { ...headers, 'content-type': 'application/json' },
      payload: JSON.stringify(body),
      address: `203.0.113.${calls++ % 250}`,
    });
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
    return { body: JSON.parse(answer.text), cookie: `perennial_session=${answer.session}` };
  };
}

async function setUp(post: ApiWorld['post'], platform: Platform): Promise<string> {
  const token = new URL((await setupLink(platform))!, 'http://localhost').searchParams.get('token');
  const form = {
    ...{ token, organisationName: 'Evergreen', currency: 'CNY', timeZone: 'Asia/Shanghai' },
    ...{ language: 'zh', ownerName: 'Lin Mei', email, password: ownerPassword },
  };
  return (await post('/setup', form)).cookie;
}
