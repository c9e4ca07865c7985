import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type Actor, mayDo } from '../access/actor.ts';
import type { BulkReads } from '../audit/bulk-reads.ts';
import { type Caller, callerOf, networkCaller } from '../audit/caller.ts';
import type { Context } from '../db/context.ts';
import type { Platform } from '../db/platform.ts';
import { transact } from '../db/transact.queries.ts';
import { fail } from '../errors/errors.ts';
import type { FileAnswer, OpenContext, RequestFacts, SecretContext, StreamContext } from './bind.ts';
import { type CountCalls, countCaller } from './call-counts.ts';
import { type Endpoint, isStorableText } from './contract.ts';
import type { HttpOptions } from './http-options.ts';
import { once } from './idempotency.queries.ts';
import { networkOf } from './network-address.ts';
import { takeCall } from './rate-limit.queries.ts';
import { bearerOf, isFile } from './request-headers.ts';
import { takeRows } from './row-ceiling.queries.ts';
import { isSecure, readSessionCookie, setSessionCookie } from './session-cookie.ts';

type JsonHandler = (ctx: Context, input: unknown, request: RequestFacts) => Promise<unknown>;
type SecretHandler = (ctx: SecretContext, input: unknown, request: RequestFacts) => Promise<unknown>;
type OpenHandler = (ctx: OpenContext, input: unknown) => Promise<unknown>;
type StreamHandler = (ctx: StreamContext, input: unknown) => Promise<unknown>;

/** One request that is let in. */
interface Call {
  platform: Platform;
  endpoint: Endpoint;
  actor: Actor;
  caller: Caller;
  request: FastifyRequest;
  reply: FastifyReply;
  input: unknown;
}

/** What a server counts over all its endpoints. */
interface Counts {
  reads: BulkReads;
  calls: CountCalls;
}

/** Puts one endpoint on the server: permission, input, transaction, output, in this order. */
export function registerEndpoint(
  app: FastifyInstance,
  platform: Platform,
  options: HttpOptions,
  endpoint: Endpoint,
  handler: unknown,
  { reads, calls }: Counts,
): void {
  const actors = new WeakMap<FastifyRequest, Actor>();
  app.route({
    method: endpoint.method,
    url: `/api/v1${endpoint.path}`,
    ...(endpoint.upload ? { bodyLimit: Number.MAX_SAFE_INTEGER } : {}),
    // Before the body is read: whoever may not call gets no memory of ours.
    onRequest: async (request) => {
      actors.set(request, await admit(platform, options, endpoint, request, calls));
    },
    handler: async (request, reply) => {
      const actor = actors.get(request)!;
      const caller = options.defendBrowser
        ? networkCaller(
            request.ip,
            request.headers['user-agent'],
            bearerOf(request) !== undefined,
            actor.kind === 'user' ? actor.keyHint : undefined,
          )
        : callerOf(actor);
      const input = readInput(endpoint, request);
      const call: Call = { platform, endpoint, actor, caller, request, reply, input };
      if (endpoint.upload || endpoint.download) return stream(call, handler as StreamHandler);
      const output = endpoint.output.parse(await runJson(call, handler));
      await noteRead(reads, call, output);
      return answerJson(reply, output);
    },
  });
}

function runJson(call: Call, handler: unknown): Promise<unknown> {
  if (call.endpoint.secret) return runSecret(call, handler as SecretHandler);
  if (call.endpoint.ownTransactions) return runOpen(call, handler as OpenHandler);
  return runInTransaction(call, handler as JsonHandler);
}

async function noteRead(reads: BulkReads, call: Call, output: unknown): Promise<void> {
  const { endpoint, actor, caller } = call;
  if (endpoint.countsReads === undefined) return;
  const { items } = output as { items?: unknown[] };
  const { cursor: _cursor, limit: _limit, ...filter } = call.input as Record<string, unknown>;
  const path = `/api/v1${endpoint.path}`;
  const rows = items?.length ?? 1;
  await takeRows(call.platform, actor, rows);
  await reads.note({ actor, caller, kind: endpoint.countsReads, rows, path, filter });
}

async function admit(
  platform: Platform,
  options: HttpOptions,
  endpoint: Endpoint,
  request: FastifyRequest,
  calls: CountCalls,
): Promise<Actor> {
  if (endpoint.upload && !isFile(request)) {
    throw fail('invalid', 'platform.not_a_file', {
      detail: 'Send the file itself as application/octet-stream.',
    });
  }
  if (endpoint.callsAMinute !== undefined && options.defendBrowser) {
    // Every network has a count of its own, so nobody can lock somebody else out.
    const key = `${endpoint.method} ${endpoint.path} ${networkOf(request.ip)}`;
    await takeCall(platform, key, endpoint.callsAMinute);
  }
  const bearer = bearerOf(request);
  const sessionToken = bearer === undefined ? readSessionCookie(platform, request) : undefined;
  const actor = await options.authenticate({ sessionToken, bearer, address: request.ip });
  if (options.defendBrowser) await countCaller(platform, calls, actor, request.ip);
  refuseBlocked(actor, endpoint);
  if (mayDo(actor, endpoint.needs)) return actor;
  if (actor.kind === 'anonymous') throw fail('unauthenticated', 'platform.sign_in_first');
  throw fail('forbidden', 'platform.permission_missing', { values: { permission: endpoint.needs } });
}

function refuseBlocked(actor: Actor, endpoint: Endpoint): void {
  if (actor.kind !== 'user' || actor.blockedBy === undefined || endpoint.needs === 'public') return;
  if (endpoint.whileBlocked && actor.keyId === undefined) return;
  throw fail('forbidden', actor.blockedBy);
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

function isStorable(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return isStorableText(value);
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

function runSecret({ platform, actor, caller, request, reply, input }: Call, handler: SecretHandler) {
  const ctx: SecretContext = {
    platform,
    actor,
    transact: (run, as = actor) => transact(platform, as, run, { caller }),
  };
  return handler(ctx, input, factsOf(platform, request, reply));
}

function runOpen(call: Call, handler: OpenHandler): Promise<unknown> {
  const { platform, endpoint, actor, caller, request, reply, input } = call;
  const key = readIdempotencyKey(actor, request);
  const named = { endpoint: `${endpoint.method} ${endpoint.path}`, input };
  const ctx: OpenContext = {
    platform,
    actor,
    signal: closedSignal(reply),
    transact: (run) => transact(platform, actor, run, { caller }),
    answer: <T>(run: (ctx: Context) => Promise<T>) =>
      ctx.transact((inner) =>
        key ? (once(inner, { key, ...named }, () => run(inner)) as Promise<T>) : run(inner),
      ),
  };
  return handler(ctx, input);
}

/** Aborted when the caller goes away before the answer. */
function closedSignal(reply: FastifyReply): AbortSignal {
  const abort = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) abort.abort();
  });
  return abort.signal;
}

function runInTransaction(call: Call, handler: JsonHandler): Promise<unknown> {
  const { platform, endpoint, actor, caller, request, reply, input } = call;
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
    {
      readOnly,
      repeatable: true,
      caller,
      gone: closedSignal(reply),
      ...(ifMatch === undefined ? {} : { ifMatch }),
    },
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

function answerJson(reply: FastifyReply, output: unknown): unknown {
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

async function stream(call: Call, handler: StreamHandler): Promise<unknown> {
  const { platform, endpoint, actor, caller, request, reply, input } = call;
  const result = await handler(
    {
      platform,
      actor,
      transact: (run) => transact(platform, actor, run, { caller }),
      takeRows: (rows) => takeRows(platform, actor, rows),
      body: endpoint.upload && request.body instanceof Readable ? request.body : Readable.from([]),
      signal: closedSignal(reply),
    },
    input,
  );
  if (!endpoint.download) return endpoint.output.parse(result);
  const file = result as FileAnswer;
  reply.header('cache-control', 'no-store');
  // Should a browser show it all the same, nothing in it runs or loads.
  reply.header('content-security-policy', "default-src 'none'; sandbox");
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
