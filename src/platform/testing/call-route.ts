import { afterAll } from 'vitest';
import { type Actor, anonymousActor, type UserActor } from '#platform/access/actor.ts';
import { writesEveryField } from '#platform/access/field-rights.contract.ts';
import { reachesEverything } from '#platform/access/reach.contract.ts';
import type { RouteSet } from '#platform/http/bind.ts';
import type { Method } from '#platform/http/contract.ts';
import { buildHttpServer } from '#platform/http/http-server.ts';
import type { TestPlatform } from './test-platform.ts';

export interface RouteAnswer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape.
  body: any;
  text: string;
  headers: Record<string, unknown>;
}

export interface RouteCall {
  body?: unknown;
  headers?: Record<string, string>;
  /** Nobody, unless told. */
  as?: Actor;
}

export type CallRoute = (method: Method, path: string, call?: RouteCall) => Promise<RouteAnswer>;

/** A server over these routes; a call names the path below /api/v1 and who makes it. */
export async function callRoutes(platform: TestPlatform, routes: RouteSet[]): Promise<CallRoute> {
  let actor: Actor = anonymousActor;
  const app = await buildHttpServer(platform, {
    routes,
    authenticate: async () => actor,
    defendBrowser: false,
  });
  afterAll(() => app.close());
  return async (method, path, { body, headers = {}, as = anonymousActor } = {}) => {
    actor = as;
    const payload = body === undefined ? {} : { payload: body as object };
    const answer = await app.inject({ method, url: `/api/v1${path}`, headers, ...payload });
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    return {
      status: answer.statusCode,
      body: isJson ? answer.json() : undefined,
      text: answer.body,
      headers: answer.headers,
    };
  };
}

/** A signed-in user with these permissions and no others, who reaches everything. */
export function userWith(...permissions: string[]): UserActor {
  return {
    kind: 'user',
    userId: '7',
    role: 'member',
    teamId: '1',
    teamIds: ['1'],
    reaches: reachesEverything,
    fields: writesEveryField,
    permissions: new Set(permissions),
  };
}
