import { beforeAll, expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { type Probe, probeServer } from './http.fixtures.ts';

let probe: Probe;

beforeAll(async () => {
  probe = await probeServer(await testPlatform());
});

const get = (url: string) => probe.app.inject({ url });

test.each(['/', '/customers/12', '/setup?token=abc', '/api'])('the page %s is the web app', async (url) => {
  const answer = await get(url);
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(answer.headers['cache-control']).toBe('no-cache');
});

test('every page runs our own scripts only, in no frame, and tells nobody where a link came from', async () => {
  const { headers } = await get('/');
  const policy = String(headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("base-uri 'none'");
  expect(policy).not.toMatch(/unsafe|\*/);
  expect(headers).toMatchObject({
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
  expect(headers['x-powered-by']).toBeUndefined();
});

test('answers of the interface and refusals carry the same headers', async () => {
  for (const url of ['/api/v1/hello', '/api/v1/notes/1', '/api/v1/nothing']) {
    expect((await get(url)).headers['content-security-policy']).toContain("default-src 'none'");
  }
});

test('built files are kept for a year, since their names change with them', async () => {
  const answer = await get('/assets/main-1a2b.js');
  expect([answer.statusCode, answer.headers['cache-control']]).toEqual([
    200,
    'public, max-age=31536000, immutable',
  ]);
});

test.each([
  '/assets/../../secret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/assets/%2e%2e/%2e%2e/secret.txt',
  '/assets/..%5c..%5csecret.txt',
  '/assets//etc/passwd',
  '/assets/%00',
  '/assets/missing.js',
  '/assets/',
  '/assets',
])('%s gives nothing from outside the built files', async (url) => {
  const answer = await get(url);
  expect(answer.body).not.toContain('outside the web app');
  expect(answer.body).not.toContain('root:');
});

test.each(['/assets/missing.js', '/assets/', '/api/v1/nothing', '/api/v2/hello', '/api/'])(
  '%s is no page: a program that asks for it must not get one',
  async (url) => {
    const answer = await get(url);
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'platform.no_such_page']);
  },
);

test('only reads get a page', async () => {
  const answer = await probe.app.inject({ method: 'POST', url: '/customers', payload: {} });
  expect(answer.statusCode).toBe(404);
  expect((await probe.app.inject({ method: 'HEAD', url: '/customers' })).statusCode).toBe(200);
});

test('the server says when it is ready', async () => {
  expect((await get('/healthz')).json()).toEqual({ ready: true });
});
