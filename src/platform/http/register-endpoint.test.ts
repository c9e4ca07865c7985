import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, expect, test } from 'vitest';
import { type TestPlatform, testPlatform } from '#platform/testing/test-platform.ts';
import { type Probe, probeServer, probeSession, readerSession } from './http.fixtures.ts';

let platform: TestPlatform;
let probe: Probe;

beforeAll(async () => {
  platform = await testPlatform();
  probe = await probeServer(platform);
});

interface Call {
  body?: unknown;
  session?: string | undefined;
  headers?: Record<string, string>;
}

async function call(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, options: Call = {}) {
  const session = 'session' in options ? options.session : probeSession;
  const answer = await probe.app.inject({
    method,
    url: `/api/v1${path}`,
    headers: options.headers ?? {},
    ...(session ? { cookies: { perennial_session: session } } : {}),
    ...(options.body === undefined ? {} : { payload: options.body as object }),
  });
  const body = answer.body.startsWith('{') ? answer.json() : answer.body;
  return { status: answer.statusCode, body, headers: answer.headers };
}

test('an endpoint asks strangers to sign in and tells the signed-in what they lack', async () => {
  const stranger = await call('POST', '/notes', { body: { text: 'x' }, session: undefined });
  expect([stranger.status, stranger.body.code]).toEqual([401, 'platform.sign_in_first']);
  const reader = await call('POST', '/notes', { body: { text: 'x' }, session: readerSession });
  expect([reader.status, reader.body]).toMatchObject([
    403,
    { code: 'platform.permission_missing', values: { permission: 'notes.write' } },
  ]);
});

test('what an endpoint writes into the audit says from which address and program it came', async () => {
  const headers = { 'user-agent': 'Mozilla/5.0 (X11)' };
  await call('POST', '/notes', { body: { text: 'from where' }, headers });
  await call('POST', '/notes', { body: { text: 'from where' }, headers: { 'user-agent': 'curl/8.5' } });
  const { rows } = await platform.database.pool.query(
    `select via, address, user_agent from platform.audit_entries where detail ->> 'text' = 'from where' order by id`,
  );
  expect(rows).toEqual([
    { via: 'web', address: '127.0.0.1', user_agent: 'Mozilla/5.0 (X11)' },
    { via: 'api', address: '127.0.0.1', user_agent: 'curl/8.5' },
  ]);
});

test.each(['/notes/%zz', '/notes/%ff', `/notes/${'x'.repeat(501)}`])(
  'the address %.20s, which cannot be read, is refused in the shape of all refusals',
  async (path) => {
    const answer = await call('GET', path);
    expect(answer.body.code).toBe('platform.malformed');
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  },
);

test('a stranger gets no body read: not even a broken one is looked at', async () => {
  const headers = { 'content-type': 'application/json' };
  const answer = await call('POST', '/notes', { body: '{broken', session: undefined, headers });
  expect(answer.status).toBe(401);
});

test('every answer forbids caches and carries the version as its tag', async () => {
  const answer = await call('GET', '/notes/1');
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', etag: '"4"' });
});

test('an answer without content has none', async () => {
  const answer = await call('DELETE', '/notes/1');
  expect([answer.status, answer.body]).toEqual([204, '']);
});

test('a failure is one shape of problem+json with the reference of the request', async () => {
  const answer = await call('GET', '/notes/2');
  expect(answer.status).toBe(404);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(answer.body).toEqual({
    type: 'about:blank',
    title: 'notFound',
    status: 404,
    code: 'probe.not_found',
    detail: 'There is no such note.',
    reference: expect.stringMatching(/^[\da-f-]{36}$/),
  });
});

test('a fault tells nothing but its reference, which the log has with the cause and without the query', async () => {
  const lines: [Record<string, unknown>, string | undefined][] = [];
  const log = {
    ...platform.log,
    error: (details: object, text?: string) => lines.push([{ ...details }, text]),
  };
  const { app } = await probeServer({ ...platform, log } as TestPlatform);
  const answer = await app.inject({ method: 'POST', url: '/api/v1/break', payload: {} });
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain('hunter2');
  expect(answer.json()).toEqual({
    type: 'about:blank',
    title: 'fault',
    status: 500,
    code: 'platform.fault',
    reference: lines[0]?.[0].reference,
  });
  expect(lines[0]?.[0]).toMatchObject({
    path: '/api/v1/break',
    err: { message: expect.stringContaining('hunter2') },
  });
});

test.each([
  ['an unknown key', { text: 'x', admin: true }],
  ['a wrong type', { text: 5 }],
  ['a NUL, which the database cannot store', { text: 'a\0b' }],
  ['half of a surrogate pair', { text: 'a\ud800' }],
  ['a NUL deep inside', { text: 'x', parts: [{ deep: '\0' }] }],
  ['a NUL in a key', { text: 'x', parts: { '\0': 1 } }],
  ['a list', [1, 2]],
  ['null', 'null'],
  ['a tower of lists', `{"text":"x","parts":${'['.repeat(5000)}${']'.repeat(5000)}}`],
])('%s as input answers 400 and names the input', async (_name, body) => {
  const headers: Record<string, string> =
    typeof body === 'string' ? { 'content-type': 'application/json' } : {};
  const answer = await call('POST', '/notes', { body, headers });
  expect([answer.status, answer.body.code]).toEqual([400, 'platform.wrong_input']);
});

test.each([
  ['broken JSON', 'application/json', '{"text":', 400],
  ['a poisoned prototype', 'application/json', '{"text":"x","__proto__":{"admin":true}}', 400],
  ['a form, as other sites could send it', 'application/x-www-form-urlencoded', 'text=x', 415],
  ['XML', 'application/xml', '<text/>', 415],
])('%s is not read', async (_name, type, body, status) => {
  const answer = await call('POST', '/notes', { body, headers: { 'content-type': type } });
  expect([answer.status, answer.body.code]).toEqual([status, 'platform.malformed']);
});

test('plain text is no input, even where it looks like JSON', async () => {
  const headers = { 'content-type': 'text/plain' };
  const answer = await call('POST', '/notes', { body: '{"text":"x"}', headers });
  expect([answer.status, answer.body.code]).toEqual([400, 'platform.wrong_input']);
});

test('a file where JSON belongs is refused', async () => {
  const headers = { 'content-type': 'application/octet-stream' };
  const answer = await call('POST', '/notes', { body: 'text', headers });
  expect([answer.status, answer.body.code]).toEqual([400, 'platform.wrong_input']);
});

test('a body past two megabytes is refused', async () => {
  const answer = await call('POST', '/notes', { body: { text: 'x'.repeat(2 * 1024 * 1024) } });
  expect([answer.status, answer.body.code]).toEqual([413, 'platform.too_large']);
});

test.each(['0', '-1', '1.5', 'abc', '9223372036854775808', "1'--", '%00'])(
  'the id %s is refused',
  async (text) => {
    const answer = await call('GET', `/notes/${text}`);
    expect([answer.status, answer.body.code]).toEqual([400, 'platform.wrong_input']);
  },
);

test('an edit must say which version it was made from', async () => {
  const missing = await call('PATCH', '/notes/1', { body: { text: 'x' } });
  expect([missing.status, missing.body.code]).toEqual([400, 'platform.if_match_missing']);
  for (const header of ['"4"', 'W/"4"', '4']) {
    const answer = await call('PATCH', '/notes/1', { body: { text: 'x' }, headers: { 'if-match': header } });
    expect(answer.body).toEqual({ ifMatch: '4' });
  }
});

test('a secret is not read from the address', async () => {
  const inAddress = await call('POST', '/whisper?secret=hush', { body: {}, session: undefined });
  expect(inAddress.status).toBe(400);
  const inBody = await call('POST', '/whisper', { body: { secret: 'hush' }, session: undefined });
  expect(inBody.body).toEqual({ token: 'hush-1' });
});

test('of a call with a secret nothing is kept for repeats', async () => {
  const again = () =>
    call('POST', '/whisper', { body: { secret: 'hush' }, headers: { 'idempotency-key': 'w' } });
  const [first, second] = [await again(), await again()];
  expect(first.body.token).not.toBe(second.body.token);
  const { rows } = await platform.database.pool.query(
    'select 1 from platform.idempotency_keys where key = $1',
    ['w'],
  );
  expect(rows).toHaveLength(0);
});

test('an upload is taken as bytes only, and strangers send none', async () => {
  const send = (type: string, session?: string) =>
    call('POST', '/files?name=a.csv', { body: 'a,b', headers: { 'content-type': type }, session });
  expect((await send('application/octet-stream', probeSession)).body).toEqual({ name: 'a.csv', bytes: 3 });
  const json = await send('application/json', probeSession);
  expect([json.status, json.body.code]).toEqual([400, 'platform.not_a_file']);
  expect((await send('application/octet-stream')).status).toBe(401);
});

test('a stranger who uploads without end is answered before the end', async () => {
  const own = await probeServer(platform);
  await own.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = own.app.server.address() as AddressInfo;
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const upload = httpRequest(
      {
        host: '127.0.0.1',
        port,
        path: '/api/v1/files?name=a',
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
      },
      (answer) => {
        resolve(answer.statusCode);
        upload.destroy();
      },
    );
    upload.on('error', reject);
    upload.write('the first bytes of a file without an end');
  });
  expect(status).toBe(401);
});

test('a download is a file by any name, and never a page', async () => {
  const answer = await call('GET', `/files?name=${encodeURIComponent('客户 "2026"\r\nx: y\'(1).csv')}`);
  expect(answer.headers['content-disposition']).toBe(
    "attachment; filename*=UTF-8''%E5%AE%A2%E6%88%B7%20%222026%22%0D%0Ax%3A%20y%27%281%29.csv",
  );
  expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
});

test('guess-work is slowed down by address and goes on a minute later', async () => {
  const guess = (remoteAddress: string) =>
    probe.app.inject({ method: 'POST', url: '/api/v1/guess', payload: {}, remoteAddress });
  for (let count = 0; count < 3; count++) expect((await guess('203.0.113.1')).statusCode).toBe(200);
  const refused = await guess('203.0.113.1');
  expect([refused.statusCode, refused.json().code]).toEqual([429, 'platform.too_many_calls']);
  expect(refused.headers['retry-after']).toBe('60');
  expect((await guess('203.0.113.2')).statusCode).toBe(200);
  platform.clock.set('2026-03-05T08:01:00Z');
  expect((await guess('203.0.113.1')).statusCode).toBe(200);
});
