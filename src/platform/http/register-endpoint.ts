import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type Actor, mayDo } from '../access/actor.ts';
import type { Context } from '../db/context.ts';
import type { Platform } from '../db/platform.ts';
import { transact } from '../db/transact.queries.ts';
import { fail } from '../errors/errors.ts';
import type { FileAnswer, RequestFacts, StreamContext } from './bind.ts';
import type { Endpoint } from './contract.ts';
import { type HttpOptions, sessionCookie } from './http-server.ts';
import { once } from './idempotency.queries.ts';
import { takeCall } from './rate-limit.queries.ts';

type JsonHandler = (ctx: Context, input: unknown, request: RequestFacts) => Promise<unknown>;
type StreamHandler = (ctx: StreamContext, input: unknown) => Promise<unknown>;

/** Puts one endpoint on the server: permission, input, transaction, output, in this order. */
export function registerEndpoint(
  app: FastifyInstance,
  platform: Platform,
  options: HttpOptions,
  endpoint: Endpoint,
  handler: unknown,
): void {
  app.route({
    method: endpoint.method,
    url: `/api/v1${endpoint.path}`,
    ...(endpoint.upload ? { bodyLimit: Number.MAX_SAFE_INTEGER } : {}),
    handler: async (request, reply) => {
      const actor = await admit(platform, options, endpoint, request);
      const input = readInput(endpoint, request);
      if (endpoint.upload || endpoint.download) {
        return stream(platform, actor, endpoint, handler as StreamHandler, request, reply, input);
      }
      return answerJson(platform, actor, endpoint, handler as JsonHandler, request, reply, input);
    },
  });
}

async function admit(
  platform: Platform,
  options: HttpOptions,
  endpoint: Endpoint,
  request: FastifyRequest,
): Promise<Actor> {
  if (endpoint.callsAMinute !== undefined) {
    await takeCall(platform, `${endpoint.method} ${endpoint.path} ${request.ip}`, endpoint.callsAMinute);
  }
  const actor = await options.authenticate({ sessionToken: request.cookies[sessionCookie] });
  if (mayDo(actor, endpoint.needs)) return actor;
  if (actor.kind === 'anonymous') throw fail('unauthenticated', 'platform.sign_in_first');
  throw fail('forbidden', 'platform.permission_missing', { values: { permission: endpoint.needs } });
}

function readInput(endpoint: Endpoint, request: FastifyRequest): unknown {
  const body = endpoint.upload ? undefined : request.body;
  if (body !== undefined && body !== null && (typeof body !== 'object' || Array.isArray(body))) {
    throw fail('invalid', 'platform.wrong_input', { detail: 'The body must be a JSON object.' });
  }
  const given = {
    ...(request.query as object),
    ...(body as object | undefined),
    ...(request.params as object),
  };
  const parsed = endpoint.input.safeParse(given);
  if (parsed.success) return parsed.data;
  throw fail('invalid', 'platform.wrong_input', { errors: parsed.error.issues.map(fieldProblem) });
}

function fieldProblem(issue: z.core.$ZodIssue) {
  return { path: issue.path.join('.'), code: issue.code, message: issue.message };
}

async function answerJson(
  platform: Platform,
  actor: Actor,
  endpoint: Endpoint,
  handler: JsonHandler,
  request: FastifyRequest,
  reply: FastifyReply,
  input: unknown,
): Promise<unknown> {
  const ifMatch = readIfMatch(endpoint, request);
  const facts = factsOf(platform, request, reply);
  const readOnly = endpoint.method === 'GET';
  const key = readOnly ? undefined : request.headers['idempotency-key'];
  if (key !== undefined && (typeof key !== 'string' || key.length > 200))
    throw fail('invalid', 'platform.wrong_idempotency_key');
  const run = (ctx: Context) => handler(ctx, input, facts);
  const result = await transact(
    platform,
    actor,
    (ctx) =>
      key
        ? once(ctx, { key, endpoint: `${endpoint.method} ${endpoint.path}`, input }, () => run(ctx))
        : run(ctx),
    { readOnly, ...(ifMatch === undefined ? {} : { ifMatch }) },
  );
  const output = endpoint.output.parse(result);
  const version = output && typeof output === 'object' && 'version' in output ? output.version : undefined;
  if (typeof version === 'number') reply.header('etag', `"${version}"`);
  reply.header('cache-control', 'no-store');
  if (output === undefined || output === null) return reply.status(204).send();
  return output;
}

function readIfMatch(endpoint: Endpoint, request: FastifyRequest): string | undefined {
  if (!endpoint.ifMatch) return undefined;
  const header = request.headers['if-match'];
  if (header === undefined) {
    throw fail('invalid', 'platform.if_match_missing', {
      detail: 'Send the version you edit from as If-Match.',
    });
  }
  return header.replace(/^(W\/)?"(.*)"$/, '$2');
}

async function stream(
  platform: Platform,
  actor: Actor,
  endpoint: Endpoint,
  handler: StreamHandler,
  request: FastifyRequest,
  reply: FastifyReply,
  input: unknown,
): Promise<unknown> {
  const abort = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) abort.abort();
  });
  const result = await handler(
    {
      platform,
      actor,
      transact: (run) => transact(platform, actor, run),
      body: endpoint.upload && request.body instanceof Readable ? request.body : Readable.from([]),
      signal: abort.signal,
    },
    input,
  );
  if (!endpoint.download) return endpoint.output.parse(result);
  const file = result as FileAnswer;
  reply.header('cache-control', 'no-store');
  reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`);
  return reply.type(file.contentType).send(file.stream);
}

function factsOf(platform: Platform, request: FastifyRequest, reply: FastifyReply): RequestFacts {
  const secure = request.protocol === 'https' || (platform.config.publicUrl?.startsWith('https:') ?? false);
  return {
    address: request.ip,
    userAgent: request.headers['user-agent'],
    secure,
    sessionToken: request.cookies[sessionCookie],
    setSession(token, maxAgeSeconds) {
      const attributes = { path: '/', httpOnly: true, sameSite: 'strict' as const, secure };
      if (token === null) reply.clearCookie(sessionCookie, attributes);
      else reply.setCookie(sessionCookie, token, { ...attributes, maxAge: maxAgeSeconds });
    },
  };
}
