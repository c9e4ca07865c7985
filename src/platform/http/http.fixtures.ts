import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { afterAll } from 'vitest';
import { z } from 'zod';
import type { TestPlatform } from '#platform/testing/test-platform.ts';
import { type Actor, anonymousActor } from '../access/actor.ts';
import { writesEveryField } from '../access/field-rights.contract.ts';
import { reachesEverything } from '../access/reach.contract.ts';
import { fail } from '../errors/errors.ts';
import { bind } from './bind.ts';
import { contract, endpoint, fileOutput, id, nothing } from './contract.ts';
import type { HttpOptions } from './http-options.ts';
import { buildHttpServer } from './http-server.ts';

const probeContract = contract('probe', {
  hello: endpoint({
    method: 'GET',
    path: '/hello',
    summary: 'Greets.',
    needs: 'public',
    input: z.strictObject({ name: z.string().optional() }),
    output: z.object({ address: z.string(), secure: z.boolean() }),
  }),
  show: endpoint({
    method: 'GET',
    path: '/notes/:id',
    summary: 'Shows a note.',
    needs: 'notes.read',
    input: z.strictObject({ id }),
    output: z.object({ id, version: z.number() }),
    fails: ['probe.not_found'],
  }),
  write: endpoint({
    method: 'POST',
    path: '/notes',
    summary: 'Writes a note.',
    needs: 'notes.write',
    input: z.strictObject({ text: z.string(), parts: z.unknown().optional() }),
    output: z.object({ written: z.number() }),
  }),
  edit: endpoint({
    method: 'PATCH',
    path: '/notes/:id',
    summary: 'Edits a note.',
    needs: 'notes.write',
    ifMatch: true,
    input: z.strictObject({ id, text: z.string() }),
    output: z.object({ ifMatch: z.string().optional() }),
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/notes/:id',
    summary: 'Removes a note.',
    needs: 'notes.write',
    input: z.strictObject({ id }),
    output: z.null(),
  }),
  breakDown: endpoint({
    method: 'POST',
    path: '/break',
    summary: 'Fails in a way that nobody expected.',
    needs: 'public',
    input: nothing,
    output: nothing,
  }),
  guess: endpoint({
    method: 'POST',
    path: '/guess',
    summary: 'Takes a guess.',
    needs: 'public',
    callsAMinute: 3,
    input: nothing,
    output: nothing,
  }),
  whisper: endpoint({
    method: 'POST',
    path: '/whisper',
    summary: 'Takes a secret.',
    needs: 'public',
    secret: true,
    input: z.strictObject({ secret: z.string() }),
    output: z.object({ token: z.string() }),
  }),
  send: endpoint({
    method: 'POST',
    path: '/files',
    summary: 'Takes a file.',
    needs: 'notes.write',
    upload: true,
    input: z.strictObject({ name: z.string() }),
    output: z.object({ name: z.string(), bytes: z.number() }),
  }),
  fetch: endpoint({
    method: 'GET',
    path: '/files',
    summary: 'Gives a file.',
    needs: 'notes.read',
    download: true,
    input: z.strictObject({ name: z.string() }),
    output: fileOutput,
  }),
});

/** The token that signs the probe's user in. */
export const probeSession = 'probe-session';

const probeUser: Actor = {
  kind: 'user',
  userId: '7',
  role: 'member',
  teamId: '1',
  teamIds: ['1'],
  reaches: reachesEverything,
  fields: writesEveryField,
  permissions: new Set(['notes.read', 'notes.write']),
};

/** May read and nothing else. */
export const readerSession = 'reader-session';

const reader: Actor = { ...probeUser, userId: '8', permissions: new Set(['notes.read']) };

const actors: Record<string, Actor> = { [probeSession]: probeUser, [readerSession]: reader };

export interface Probe {
  app: FastifyInstance;
  /** How often the handlers of notes and break ran. */
  runs: { write: number; whisper: number };
}

/** A server over endpoints of every kind, with a small web app. */
export async function probeServer(
  platform: TestPlatform,
  options: Partial<HttpOptions> = {},
): Promise<Probe> {
  const runs = { write: 0, whisper: 0 };
  const routes = bind(probeContract, {
    hello: async (_ctx, _input, request) => ({ address: request.address, secure: request.secure }),
    async show(_ctx, input) {
      if (input.id !== '1') throw fail('notFound', 'probe.not_found', { detail: 'There is no such note.' });
      return { id: '1', version: 4 };
    },
    async write(ctx, input) {
      runs.write += 1;
      await ctx.audit('probe.written', 'note', { text: input.text });
      if (input.text === 'refused') throw fail('conflict', 'probe.refused');
      return { written: runs.write };
    },
    edit: async (ctx) => ({ ifMatch: ctx.ifMatch }),
    remove: async () => null,
    async breakDown() {
      throw new Error('the password of the database is hunter2');
    },
    guess: async () => ({}),
    async whisper(_ctx, input) {
      runs.whisper += 1;
      return { token: `${input.secret}-${runs.whisper}` };
    },
    async send(ctx, input) {
      let bytes = 0;
      for await (const chunk of ctx.body) bytes += (chunk as Buffer).length;
      return { name: input.name, bytes };
    },
    fetch: async (_ctx, input) => ({
      contentType: 'text/csv; charset=utf-8',
      fileName: input.name,
      stream: Readable.from(['a,b\n']),
    }),
  });
  const app = await buildHttpServer(platform, {
    routes: [routes],
    authenticate: async ({ sessionToken }) => (sessionToken && actors[sessionToken]) || anonymousActor,
    defendBrowser: true,
    webFolder: await webFolder(),
    ...options,
  });
  afterAll(() => app.close());
  return { app, runs };
}

/** `platform` with other settings. */
export function withConfig(platform: TestPlatform, change: Partial<TestPlatform['config']>): TestPlatform {
  return { ...platform, config: { ...platform.config, ...change } };
}

async function webFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'perennial-web-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'web', 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'outside the web app');
  await writeFile(join(folder, 'web', 'index.html'), '<!doctype html><title>Perennial</title>');
  await writeFile(join(folder, 'web', 'assets', 'main-1a2b.js'), 'console.log(1)');
  return join(folder, 'web');
}
