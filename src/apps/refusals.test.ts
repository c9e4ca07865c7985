import { describe, expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import en from '#platform/ui/messages/en.json' with { type: 'json' };
import zh from '#platform/ui/messages/zh.json' with { type: 'json' };
import { domains } from './domains.ts';

const platform = await testPlatform();
const routes = domains.flatMap((domain) => domain.routes);
const call = await callRoutes(platform, routes);
const endpoints = routes.flatMap(({ contract }) => Object.values(contract.endpoints));
const guarded = endpoints.filter(({ needs }) => needs !== 'public');
const permissions = [...new Set(guarded.map(({ needs }) => needs))].filter((needs) => needs !== 'signedIn');

/** The call of an endpoint, with whatever its path names filled in. */
function callOf({ method, path, upload }: (typeof endpoints)[number]) {
  const isBodyless = method === 'GET' || method === 'DELETE';
  const headers: Record<string, string> = upload ? { 'content-type': 'application/octet-stream' } : {};
  const body = upload ? Buffer.from('a,b') : isBodyless ? undefined : {};
  return { method, path: path.replace(/:\w+/g, '1'), headers, body };
}

test('every permission is put into words in both languages', () => {
  for (const words of [en, zh]) {
    const told = Object.entries(words.permission).flatMap(([area, acts]) =>
      Object.keys(acts).map((act) => `${area}.${act}`),
    );
    expect(told.toSorted()).toEqual(permissions.toSorted());
  }
});

describe('every endpoint that is not public', () => {
  test('is one of many, of every domain', () => {
    expect(guarded.length).toBeGreaterThan(100);
    expect(permissions.toSorted()).toEqual([
      'admin.manage',
      'commerce.export',
      'commerce.read',
      'commerce.write',
      'customers.export',
      'customers.fields',
      'customers.read',
      'customers.sensitive',
      'customers.tags',
      'customers.write',
      'ingestion.read',
      'ingestion.write',
      'segments.read',
      'segments.write',
    ]);
  });

  test.each(guarded.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
    '%s refuses whoever has no session, or every permission but its own',
    async (_name, endpoint) => {
      const { method, path, ...rest } = callOf(endpoint);
      const nobody = await call(method, path, rest);
      expect(nobody).toMatchObject({ status: 401, body: { code: 'platform.sign_in_first' } });
      if (endpoint.needs === 'signedIn') return;
      const others = permissions.filter((permission) => permission !== endpoint.needs);
      const stranger = await call(method, path, { ...rest, as: userWith(...others) });
      expect(stranger).toMatchObject({ status: 403, body: { code: 'platform.permission_missing' } });
    },
  );
});
