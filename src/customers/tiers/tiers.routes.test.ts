import { expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersFrom } from '../customers.fixtures.ts';
import { customersDomain } from '../domain.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, customersDomain.routes);
const reader = { as: userWith('customers.read') };
const writer = { as: userWith('customers.read', 'customers.write') };
const address = (city: string) => `/city-tiers/${encodeURIComponent(city)}`;

async function namesIn(cityTier: string): Promise<string[]> {
  const { body } = await call('GET', `/customers?cityTier=${cityTier}&sort=displayName`, reader);
  return body.items.map((row: { displayName: string }) => row.displayName);
}

test('GET /city-tiers begins with the four first cities and fifteen new first ones, with their list and its day', async () => {
  const { status, body } = await call('GET', '/city-tiers', reader);
  expect(status).toBe(200);
  const tiers = body.items.map((entry: { tier: string }) => entry.tier);
  expect(tiers).toEqual([...Array(4).fill('first'), ...Array(15).fill('new_first')]);
  expect(body.items[0]).toMatchObject({ publishedOn: '2025-05-28', updatedBy: 'system' });
  expect(body.items[0].source).toContain('第一财经');
});

test('a customer has the tier of its city, however the city is written, and lists filter by it', async () => {
  await platform.run((ctx) =>
    customersFrom(ctx, [
      { externalId: '1', name: 'A', country: 'CN', region: '浙江省', city: '杭州市' },
      { externalId: '2', name: 'B', city: '杭州' },
      { externalId: '3', name: 'C', country: 'CN', region: '上海市' },
      { externalId: '4', name: 'D', country: 'CN', city: '无名市' },
      { externalId: '5', name: 'E' },
      { externalId: '6', name: 'F', country: 'JP', city: '杭州' },
    ]),
  );
  expect(await namesIn('new_first')).toEqual(['A', 'B']);
  expect(await namesIn('first')).toEqual(['C']);
  expect(await namesIn('none')).toEqual(['D', 'E', 'F']);
  const { body } = await call('GET', '/customers?q=A&sort=displayName', reader);
  expect((await call('GET', `/customers/${body.items[0].id}`, reader)).body.cityTier).toBe('new_first');
});

test('PUT /city-tiers/:city adds a city or moves it, and the filter follows at once', async () => {
  const body = { tier: 'second', source: 'Own list', publishedOn: '2026-01-01', note: 'where our shops are' };
  const put = await call('PUT', address('无名市'), { ...writer, body });
  expect(put.body).toMatchObject({ city: '无名', ...body, updatedBy: 'user:7' });
  expect(await namesIn('second')).toEqual(['D']);
  expect((await call('PUT', address('无名'), { ...writer, body: { tier: 'third' } })).body).toMatchObject({
    tier: 'third',
    source: null,
  });
  expect((await call('PUT', address('无名'), { ...writer, body: { tier: 'ninth' } })).status).toBe(400);
});

test('DELETE /city-tiers/:city takes a city out once', async () => {
  expect((await call('DELETE', address('无名'), writer)).status).toBe(200);
  expect(await call('DELETE', address('无名'), writer)).toMatchObject({
    status: 404,
    body: { code: 'customers.city_tier_not_found' },
  });
  expect(await namesIn('third')).toEqual([]);
});

test('reading tiers needs customers.read and changing them customers.write', async () => {
  const answers = [
    await call('GET', '/city-tiers', { as: userWith('admin.manage') }),
    await call('PUT', address('上海'), { ...reader, body: { tier: 'fifth' } }),
    await call('DELETE', address('上海'), reader),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
});

test('two people who put one city at once leave one entry', async () => {
  const put = (tier: string) => call('PUT', address('同城'), { ...writer, body: { tier } });
  const answers = await Promise.all([put('second'), put('third')]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  const { body } = await call('GET', '/city-tiers', reader);
  expect(body.items.filter((entry: { city: string }) => entry.city === '同城')).toHaveLength(1);
});
