import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type BulkReads, countBulkReads } from '../audit/bulk-reads.ts';
import type { Platform } from '../db/platform.ts';
import { fail } from '../errors/errors.ts';
import { outageOf } from '../errors/outages.ts';
import { countCalls } from './call-counts.ts';
import type { HttpOptions } from './http-options.ts';
import { type ProblemAnswer, problemOf } from './problem.ts';
import { refuseForeign } from './refuse-foreign.ts';
import { registerEndpoint } from './register-endpoint.ts';
import { serveWeb } from './serve-web.ts';

const jsonLimitBytes = 2 * 1024 * 1024;

/** The HTTP server over all routes; the caller makes it listen. */
export async function buildHttpServer(platform: Platform, options: HttpOptions): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: jsonLimitBytes,
    genReqId: () => randomUUID(),
    trustProxy: trustedProxies(platform),
    routerOptions: { maxParamLength: 500 },
    forceCloseConnections: 'idle',
    // Addresses that lead nowhere because they cannot even be read.
    frameworkErrors: (error, request, reply) => void sendProblem(reply, problemOf(error, request.id)),
  });
  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentSecurityPolicy },
    hsts: false,
  });
  // Uploads are read as streams by their handlers.
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
  if (options.defendBrowser) app.addHook('onRequest', async (request) => refuseForeign(platform, request));
  app.setErrorHandler(async (error, request, reply) => {
    const outage = outageOf(error);
    const answer = problemOf(error, request.id, outage ? await platform.hasRoom() : true);
    const about = { reference: request.id, path: pathOf(request) };
    if (outage) platform.log.warn({ ...about, code: answer.body.code }, 'request refused');
    else if (answer.status >= 500) platform.log.error({ err: error, ...about }, 'request failed');
    return sendProblem(reply, answer);
  });
  app.get('/healthz', async () => ({ ready: true }));
  if (options.openApi) app.get('/api/v1/openapi.json', async () => options.openApi?.());
  const counts = { reads: settledEveryMinute(app, platform), calls: countCalls(platform.clock) };
  for (const set of options.routes) {
    for (const [name, endpoint] of Object.entries(set.contract.endpoints)) {
      registerEndpoint(app, platform, options, endpoint, set.handlers[name], counts);
    }
  }
  if (options.webFolder) await serveWeb(app, options.webFolder);
  else
    app.setNotFoundHandler(() => {
      throw fail('notFound', 'platform.no_such_page');
    });
  return app;
}

function sendProblem(reply: FastifyReply, { status, retryAfterSeconds, body }: ProblemAnswer): FastifyReply {
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  return reply.status(status).type('application/problem+json').send(JSON.stringify(body));
}

function settledEveryMinute(app: FastifyInstance, platform: Platform): BulkReads {
  const reads = countBulkReads(platform);
  const settle = (all?: boolean) =>
    reads.settle(all).catch((error: unknown) => {
      platform.log.error({ err: error }, 'counts of bulk reads were not written');
    });
  const timer = setInterval(() => void settle(), 60_000).unref();
  app.addHook('onClose', async () => {
    clearInterval(timer);
    await settle(true);
  });
  return reads;
}

/** Everybody else could make up the address that calls are counted by. */
function trustedProxies(platform: Platform): string[] | false {
  const { publicUrl, trustedProxies: named } = platform.config;
  if (publicUrl === undefined && named.length === 0) return false;
  return publicUrl === undefined ? [...named] : ['loopback', ...named];
}

/** Without the query, which may hold the token of a link. */
function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0]!;
}

const contentSecurityPolicy = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
};
