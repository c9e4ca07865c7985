import { beforeAll, expect, test } from 'vitest';
import { type TestPlatform, testPlatform } from '#platform/testing/test-platform.ts';
import { probeServer, probeSession, withConfig } from './http.fixtures.ts';
import { networkOf } from './network-address.ts';

let platform: TestPlatform;

beforeAll(async () => {
  platform = await testPlatform();
});

const forwarded = { 'x-forwarded-for': '198.51.100.9, 192.0.2.7', 'x-forwarded-proto': 'https' };

async function hello(config: Partial<TestPlatform['config']>, remoteAddress: string) {
  const { app } = await probeServer(withConfig(platform, { host: '0.0.0.0', ...config }));
  return (await app.inject({ url: '/api/v1/hello', headers: forwarded, remoteAddress })).json();
}

test('without a proxy nobody may make up the address that calls are counted by', async () => {
  expect(await hello({}, '203.0.113.5')).toEqual({ address: '203.0.113.5', secure: false });
});

test('a public address alone makes only a proxy on this machine believed', async () => {
  const publicUrl = 'http://crm.example.com';
  expect(await hello({ publicUrl }, '127.0.0.1')).toEqual({ address: '192.0.2.7', secure: true });
  expect(await hello({ publicUrl }, '203.0.113.5')).toEqual({ address: '203.0.113.5', secure: false });
});

test('a named proxy is believed, and of a chain only the part that our proxies wrote', async () => {
  const trustedProxies = ['10.0.0.0/8', '192.0.2.7'];
  expect(await hello({ trustedProxies }, '10.1.2.3')).toEqual({ address: '198.51.100.9', secure: true });
  expect(await hello({ trustedProxies: ['10.0.0.0/8'] }, '10.1.2.3')).toMatchObject({ address: '192.0.2.7' });
});

test('over https the session cookie is one that no other host can have set', async () => {
  const { app } = await probeServer(withConfig(platform, { publicUrl: 'https://crm.example.com' }));
  const call = (name: string) =>
    app.inject({ url: '/api/v1/notes/1', headers: { cookie: `${name}=${probeSession}` } });
  expect((await call('perennial_session')).statusCode).toBe(401);
  expect((await call('__Host-perennial_session')).statusCode).toBe(200);
});

test.each([
  ['203.0.113.5', '203.0.113.5'],
  ['::ffff:203.0.113.5', '203.0.113.5'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['', ''],
])('the caller %s is counted as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
