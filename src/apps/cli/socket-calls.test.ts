import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { endpoint } from '#platform/http/contract.ts';
import {
  callOver,
  downloadOver,
  isAnswering,
  LineCutError,
  RefusedError,
  uploadOver,
} from './socket-calls.ts';

const shape = { path: '/things/:id', summary: '', needs: 'public', output: z.any() } as const;
const read = endpoint({ ...shape, method: 'GET', input: z.strictObject({ id: z.string(), q: z.string() }) });
const write = endpoint({
  ...shape,
  method: 'POST',
  input: z.strictObject({ id: z.string(), n: z.number() }),
});
const send = endpoint({ ...shape, method: 'POST', upload: true, input: z.strictObject({ id: z.string() }) });

let folder: string;
let path: string;
let server: Server;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perennial-calls-'));
  path = join(folder, 'cli.sock');
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

async function answering(listener: RequestListener): Promise<void> {
  server = createServer(listener).listen(path);
  await once(server, 'listening');
}

/** Answers with what arrived. */
const echo: RequestListener = async (request, response) => {
  const pieces = await request.toArray();
  const body = Buffer.concat(pieces).toString();
  response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body }));
};

test('path, query, body and key of a call travel as the contract says', async () => {
  await answering(echo);
  expect(await callOver(path, read, { id: 'a/b', q: '张 &' })).toMatchObject({
    method: 'GET',
    url: '/api/v1/things/a%2Fb?q=%E5%BC%A0+%26',
    body: '',
  });
  expect(await callOver(path, write, { id: '7', n: 1 }, { idempotencyKey: 'k' })).toMatchObject({
    url: '/api/v1/things/7',
    body: '{"n":1}',
    headers: { 'idempotency-key': 'k', 'content-type': 'application/json' },
  });
});

test('a file is sent as it is, and one that cannot be read is no fault of the line', async () => {
  await answering(echo);
  const file = join(folder, 'file');
  writeFileSync(file, 'one\ntwo');
  const sent = await uploadOver(path, send, { id: '7' }, file);
  expect(sent).toMatchObject({ body: 'one\ntwo', headers: { 'content-type': 'application/octet-stream' } });
  await expect(uploadOver(path, send, { id: '7' }, join(folder, 'none'))).rejects.toMatchObject({
    code: 'ENOENT',
  });
});

test('a refusal keeps its problem, also where a file was asked for', async () => {
  const problem = { type: 'about:blank', title: 'notFound', status: 404, code: 'x.gone', reference: 'r' };
  await answering((_request, response) => response.writeHead(404).end(JSON.stringify(problem)));
  const refused = await callOver(path, read, { id: '7', q: '' }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(RefusedError);
  expect(refused).toMatchObject({ problem });
  await expect(downloadOver(path, read, { id: '7', q: '' })).rejects.toMatchObject({ problem });
});

test('a server that is gone, breaks off or is about to stop counts as a line that was cut', async () => {
  const call = () => callOver(path, read, { id: '7', q: '' });
  await expect(call()).rejects.toThrow(LineCutError);
  await answering((request, response) => {
    if (request.url?.endsWith('q=half')) {
      response.writeHead(200, { 'content-length': '100' }).write('{');
      setTimeout(() => response.destroy(), 20);
    } else if (request.url?.endsWith('q=stopping')) response.writeHead(503).end();
    else request.socket.destroy();
  });
  expect(await isAnswering(path)).toBe(true);
  for (const q of ['half', 'stopping', 'cut']) {
    await expect(callOver(path, read, { id: '7', q })).rejects.toThrow(LineCutError);
  }
  await expect(uploadOver(path, send, { id: '7' }, import.meta.filename)).rejects.toThrow(LineCutError);
});

test('an interrupted call ends at once', async () => {
  await answering(() => undefined);
  const abort = new AbortController();
  const call = callOver(path, read, { id: '7', q: '' }, { signal: abort.signal });
  setTimeout(() => abort.abort(), 20);
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
});
