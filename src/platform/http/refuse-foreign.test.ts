import { beforeAll, expect, test } from 'vitest';
import { type TestPlatform, testPlatform } from '#platform/testing/test-platform.ts';
import { type Probe, probeServer, probeSession, withConfig } from './http.fixtures.ts';

let local: Probe;
let open: Probe;
let behindProxy: Probe;
let socket: Probe;

beforeAll(async () => {
  const platform: TestPlatform = await testPlatform();
  local = await probeServer(platform);
  open = await probeServer(withConfig(platform, { host: '0.0.0.0' }));
  behindProxy = await probeServer(withConfig(platform, { publicUrl: 'https://crm.example.com' }));
  socket = await probeServer(platform, { defendBrowser: false });
});

async function write(probe: Probe, headers: Record<string, string>) {
  const answer = await probe.app.inject({
    method: 'POST',
    url: '/api/v1/notes',
    headers: { host: 'localhost:4380', ...headers },
    cookies: { perennial_session: probeSession, '__Host-perennial_session': probeSession },
    payload: { text: 'hello' },
  });
  return [answer.statusCode, answer.json().code];
}

const written = [200, undefined];
const foreign = [403, 'platform.foreign_origin'];

test.each([
  ['of its own page', { origin: 'http://localhost:4380', 'sec-fetch-site': 'same-origin' }, written],
  ['of a program that is no browser', {}, written],
  ['of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, foreign],
  ['of another site in an old browser', { origin: 'https://evil.example' }, foreign],
  ['of another site that hides its origin', { origin: 'null' }, foreign],
  ['of another site that sends no origin', { 'sec-fetch-site': 'cross-site' }, foreign],
  ['of a sibling host', { 'sec-fetch-site': 'same-site' }, foreign],
  ['of another port', { origin: 'http://localhost:9999' }, foreign],
  ['of another scheme', { origin: 'https://localhost:4380' }, foreign],
  ['of a name that starts like ours', { origin: 'http://localhost:4380.evil.example' }, foreign],
] as const)('a write %s is answered as it should be', async (_name, headers, expected) => {
  expect(await write(local, headers as Record<string, string>)).toEqual(expected);
});

test('reads need no origin, since no read changes anything', async () => {
  const answer = await local.app.inject({
    url: '/api/v1/hello',
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  expect(answer.statusCode).toBe(200);
});

test('the address that people open counts as our own behind a proxy', async () => {
  const host = 'crm.example.com';
  expect(await write(behindProxy, { host, origin: 'https://crm.example.com' })).toEqual(written);
  expect(await write(behindProxy, { host: '127.0.0.1:4380', origin: 'https://crm.example.com' })).toEqual(
    written,
  );
  expect(await write(behindProxy, { host, origin: 'https://other.example.com' })).toEqual(foreign);
});

test.each(['localhost:4380', '127.0.0.1:4380', '[::1]:4380', 'perennial.localhost:4380'])(
  'a server for this machine alone answers to %s',
  async (host) => {
    const answer = await local.app.inject({ url: '/api/v1/hello', headers: { host } });
    expect(answer.statusCode).toBe(200);
  },
);

test.each(['evil.example:4380', 'localhost.evil.example', '127.0.0.1.evil.example', '128.0.0.1'])(
  'a server for this machine alone does not answer to %s, wherever that name points',
  async (host) => {
    for (const url of ['/api/v1/hello', '/', '/assets/main-1a2b.js']) {
      const answer = await local.app.inject({ url, headers: { host } });
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'platform.foreign_name']);
    }
  },
);

test('a server for the network answers to the names that it is given there', async () => {
  const answer = await open.app.inject({ url: '/api/v1/hello', headers: { host: 'crm.intranet:4380' } });
  expect(answer.statusCode).toBe(200);
});

test('the socket of the command line asks for no origin', async () => {
  expect(await write(socket, { host: 'anything', origin: 'https://evil.example' })).toEqual(written);
});

test('no other site may read answers, and none is told that it might', async () => {
  const answer = await local.app.inject({
    method: 'OPTIONS',
    url: '/api/v1/notes',
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
  });
  expect(answer.statusCode).toBe(404);
  expect(answer.headers['access-control-allow-origin']).toBeUndefined();
});
