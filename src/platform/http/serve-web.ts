import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { fail } from '../errors/errors.ts';

/** Serves the built web app: hashed files for a year, and index.html for every page address. */
export async function serveWeb(app: FastifyInstance, folder: string): Promise<void> {
  const index = await readFile(join(folder, 'index.html'), 'utf8');
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    index: false,
    immutable: true,
    maxAge: '365d',
    wildcard: true,
    preCompressed: true,
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0]!;
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const isPage = isRead && !path.startsWith('/api/') && !path.startsWith('/assets/');
    if (!isPage) throw fail('notFound', 'platform.no_such_page');
    return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(index);
  });
}
