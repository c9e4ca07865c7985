import { afterEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { endpoint } from '../http/contract.ts';
import { call, downloadUrl } from './client.ts';
import { ProblemError, UnreachableError } from './problem.ts';

const get = endpoint({
  method: 'GET',
  path: '/things/:id/parts',
  summary: 'Lists parts.',
  needs: 'public',
  input: z.strictObject({ id: z.string(), q: z.string().optional(), tag: z.array(z.string()).optional() }),
  output: z.object({ ok: z.boolean() }),
});
const edit = endpoint({
  method: 'PATCH',
  path: '/things/:id',
  summary: 'Changes a thing.',
  needs: 'public',
  ifMatch: true,
  input: z.strictObject({ id: z.string(), name: z.string() }),
  output: z.object({ ok: z.boolean() }),
});

const answer = (body: string, status = 200) => {
  const fake = vi.fn(async (_url: string, _init: RequestInit) => new Response(body || null, { status }));
  vi.stubGlobal('fetch', fake);
  return fake;
};

afterEach(() => vi.unstubAllGlobals());

it('spreads a flat input over path, query and body', async () => {
  const read = answer('{"ok":true}');
  expect(await call(get, { id: 'a/b', q: '', tag: ['x', 'y'] })).toEqual({ ok: true });
  expect(read.mock.calls[0]?.[0]).toBe('/api/v1/things/a%2Fb/parts?tag=x&tag=y');
  expect(downloadUrl(get, { id: '7', q: '张' })).toBe('/api/v1/things/7/parts?q=%E5%BC%A0');
  const write = answer('{"ok":true}');
  await call(edit, { id: '7', name: 'n' });
  expect(write.mock.calls[0]?.[0]).toBe('/api/v1/things/7');
  expect(write.mock.calls[0]?.[1].body).toBe('{"name":"n"}');
});

it('names the version it edits from, and a key of its own for every write', async () => {
  const write = answer('{"ok":true}');
  await call(edit, { id: '7', name: 'n' }, { version: 3 });
  await call(edit, { id: '7', name: 'n' }, { idempotencyKey: 'mine' });
  const headers = write.mock.calls.map(([, init]) => new Headers(init.headers));
  expect(headers[0]?.get('if-match')).toBe('"3"');
  expect(headers[0]?.get('idempotency-key')).toMatch(/^[0-9a-f]{32}$/);
  expect(headers[1]?.get('idempotency-key')).toBe('mine');
});

it('throws the problem that the server tells, and a fault for an answer that is none of ours', async () => {
  answer(
    '{"type":"about:blank","title":"conflict","status":409,"code":"things.taken","reference":"r1"}',
    409,
  );
  await expect(call(get, { id: '1' })).rejects.toMatchObject({ code: 'things.taken', status: 409 });
  answer('<html>Bad gateway</html>', 502);
  const error = await call(get, { id: '1' }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ProblemError);
  expect(error).toMatchObject({ code: 'platform.fault', status: 502 });
});

it('tells a server that is not there from one that refuses', async () => {
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => Promise.reject(new TypeError('failed to fetch'))),
  );
  await expect(call(get, { id: '1' })).rejects.toBeInstanceOf(UnreachableError);
});
