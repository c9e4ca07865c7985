import { expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { recordsRoutes } from './records.routes.ts';
import { sourceNamed } from './sources.queries.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, [recordsRoutes]);

test('sources are listed by name', async () => {
  await platform.run((ctx) => sourceNamed(ctx, 'Till'));
  await platform.run((ctx) => sourceNamed(ctx, 'Shop'));
  const { status, body } = await call('GET', '/sources', { as: userWith('customers.read') });
  expect(status).toBe(200);
  expect(body.items.map((source: { name: string }) => source.name)).toEqual(['Shop', 'Till']);
});

test('sources are shown to readers of customers only', async () => {
  expect((await call('GET', '/sources', { as: userWith('admin.manage') })).status).toBe(403);
});

test('two connections that name one new source get one id', async () => {
  const [left, right] = await Promise.all([0, 1].map(() => platform.run((ctx) => sourceNamed(ctx, 'Both'))));
  expect(left).toBe(right);
});
