import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type Actor, mayDo } from '../access/actor.ts';
import type { Context } from '../db/context.ts';
import type { Platform } from '../db/platform.ts';
import { transact } from '../db/transact.queries.ts';
import { fail } from '../errors/errors.ts';
import type { FileAnswer, OpenContext, RequestFacts, SecretContext, StreamContext } from './bind.ts';
import type { Endpoint } from './contract.ts';
import type { HttpOptions } from './http-options.ts';
import { once } from './idempotency.queries.ts';
import { takeCall } from './rate-limit.queries.ts';
import { isSecure, readSessionCookie, setSessionCookie } from './session-cookie.ts';

type JsonHandler = (ctx: Context, input: unknown, request: RequestFacts) => Promise<unknown>;
type SecretHandler = (ctx: SecretContext, input: unknown, request: RequestFacts) => Promise<unknown>;
type OpenHandler = (ctx: OpenContext, input: unknown) => Promise<unknown>;
type StreamHandler = (ctx: StreamContext, input: unknown) => Promise<unknown>;

/** Puts one endpoint on the server: permission, input, transaction, output, in this order. */
export function registerEndpoint(
  app: FastifyInstance,
  platform: Platform,
  options: HttpOptions,
  endpoint: Endpoint,
  handler: unknown,
): void {
  const actors = new WeakMap<FastifyRequest, Actor>();
  app.route({
    method: endpoint.method,
    url: `/api/v1${endpoint.path}`,
    ...(endpoint.upload ? { bodyLimit: Number.MAX_SAFE_INTEGER } : {}),
    // Before the body is read: whoever may not call gets no memory of ours.
    onRequest: async (request) => {
      actors.set(request, await admit(platform, options, endpoint, request));
    },
    handler: async (request, reply) => {
      const actor = actors.get(request)!;
      const input = readInput(endpoint, request);
      if (endpoint.upload || endpoint.download) {
        return stream(platform, actor, endpoint, handler as StreamHandler, request, reply, input);
      }
      return answerJson(
        endpoint,
        reply,
        await runJson(platform, actor, endpoint, handler, request, reply, input),
      );
    },
  });
}

function runJson(
  platform: Platform,
  actor: Actor,
  endpoint: Endpoint,
  handler: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  input: unknown,
): Promise<unknown> {
  if (endpoint.secret) return runSecret(platform, actor, handler as SecretHandler, request, reply, input);
  if (endpoint.ownTransactions)
    return runOpen(platform, actor, endpoint, handler as OpenHandler, request, reply, input);
  return runInTransaction(platform, actor, endpoint, handler as JsonHandler, request, reply, input);
}

async function admit(
  platform: Platform,
  options: HttpOptions,
  endpoint: Endpoint,
  request: FastifyRequest,
): Promise<Actor> {
  if (endpoint.upload && !isFile(request)) {
    throw fail('invalid', 'platform.not_a_file', {
      detail: 'Send the file itself as application/octet-stream.',
    });
  }
  if (endpoint.callsAMinute !== undefined && options.defendBrowser) {
    await takeCall(platform, `${endpoint.method} ${endpoint.path}`, request.ip, endpoint.callsAMinute);
  }
  const actor = await options.authenticate({ sessionToken: readSessionCookie(platform, request) });
  if (mayDo(actor, endpoint.needs)) return actor;
  if (actor.kind === 'anonymous') throw fail('unauthenticated', 'platform.sign_in_first');
  throw fail('forbidden', 'platform.permission_missing', { values: { permission: endpoint.needs } });
}

/** Anything else would be parsed as a whole, at any size. */
function isFile(request: FastifyRequest): boolean {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  return type === 'application/octet-stream';
}

function readInput(endpoint: Endpoint, request: FastifyRequest): unknown {
  const body = endpoint.upload ? undefined : request.body;
  if (body !== undefined && body !== null && !isPlainObject(body)) {
    throw fail('invalid', 'platform.wrong_input', { detail: 'The body must be a JSON object.' });
  }
  // Addresses end in the logs of proxies, so a password or token is never read from one.
  const query = endpoint.secret && endpoint.method !== 'GET' ? {} : (request.query as object);
  const given = {
    ...query,
    ...(body as object | undefined),
    ...(request.params as object),
  };
  if (!isStorable(given)) {
    throw fail('invalid', 'platform.wrong_input', {
      detail: 'The input holds something that cannot be stored.',
    });
  }
  const parsed = endpoint.input.safeParse(given);
  if (parsed.success) return parsed.data;
  throw fail('invalid', 'platform.wrong_input', { errors: parsed.error.issues.map(fieldProblem) });
}

const deepest = 50;

/** PostgreSQL stores neither NUL nor half a surrogate pair, and would answer them with an error of its own. */
function isStorable(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  if (depth > deepest) return false;
  return Object.entries(value).every(([key, part]) => isStorable(key) && isStorable(part, depth + 1));
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Readable);
}

function fieldProblem(issue: z.core.$ZodIssue) {
  return { path: issue.path.join('.'), code: issue.code, message: issue.message };
}

function runSecret(
  platform: Platform,
  actor: Actor,
  handler: SecretHandler,
  request: FastifyRequest,
  reply: FastifyReply,
  input: unknown,
): Promise<unknown> {
  const ctx: SecretContext = {
    platform,
    actor,
    transact: (run, as = actor) => transact(platform, as, run),
  };
  return handler(ctx, input, factsOf(platform, request, reply));
}

function runOpen(
  platform: Platform,
  actor: Actor,
  endpoint: Endpoint,
  handler: OpenHandler,
  request: FastifyRequest,
  reply: FastifyReply,
  input: unknown,
): Promise<unknown> {
  const key = readIdempotencyKey(actor, request);
  const call = { endpoint: `${endpoint.method} ${endpoint.path}`, input };
  return handler(
    {
      platform,
      actor,
      signal: closedSignal(reply),
      transact: (run) => transact(platform, actor, run),
      answer: <T>(run: (ctx: Context) => Promise<T>) =>
        transact(platform, actor, (ctx) =>
          key ? (once(ctx, { key, ...call }, () => run(ctx)) as Promise<T>) : run(ctx),
        ),
    },
    input,
  );
}

/** Aborted when the caller goes away before the answer. */
function closedSignal(reply: FastifyReply): AbortSignal {
  const abort = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) abort.abort();
  });
  return abort.signal;
}

function runInTransaction(
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
  const key = readOnly ? undefined : readIdempotencyKey(actor, request);
  const run = (ctx: Context) => handler(ctx, input, facts);
  return transact(
    platform,
    actor,
    (ctx) =>
      key
        ? once(ctx, { key, endpoint: `${endpoint.method} ${endpoint.path}`, input }, () => run(ctx))
        : run(ctx),
    { readOnly, repeatable: true, ...(ifMatch === undefined ? {} : { ifMatch }) },
  );
}

/** Keys belong to an actor; callers whom nobody knows would share theirs, so they have none. */
function readIdempotencyKey(actor: Actor, request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined || actor.kind === 'anonymous') return undefined;
  if (typeof key !== 'string' || key.length === 0 || key.length > 200) {
    throw fail('invalid', 'platform.wrong_idempotency_key');
  }
  return key;
}

function answerJson(endpoint: Endpoint, reply: FastifyReply, result: unknown): unknown {
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
  const result = await handler(
    {
      platform,
      actor,
      transact: (run) => transact(platform, actor, run),
      body: endpoint.upload && request.body instanceof Readable ? request.body : Readable.from([]),
      signal: closedSignal(reply),
    },
    input,
  );
  if (!endpoint.download) return endpoint.output.parse(result);
  const file = result as FileAnswer;
  reply.header('cache-control', 'no-store');
  reply.header('content-disposition', `attachment; filename*=UTF-8''${encodedName(file.fileName)}`);
  return reply.type(file.contentType).send(file.stream);
}

/** RFC 8187: what encodeURIComponent leaves as it is but a header must not hold is encoded too. */
function encodedName(fileName: string): string {
  return encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function factsOf(platform: Platform, request: FastifyRequest, reply: FastifyReply): RequestFacts {
  return {
    address: request.ip,
    userAgent: request.headers['user-agent'],
    secure: isSecure(platform, request),
    sessionToken: readSessionCookie(platform, request),
    setSession: (token, maxAgeSeconds) => setSessionCookie(platform, request, reply, token, maxAgeSeconds),
  };
}
