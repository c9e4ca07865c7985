import { expect, test } from 'vitest';
import { customersFrom } from '#customers/customers.fixtures.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { segmentsDomain } from '../domain.ts';
import { keepUp } from '../segments.fixtures.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, segmentsDomain.routes);
const as = userWith('segments.read', 'segments.write', 'customers.read', 'commerce.read');
const withoutCities = { ...as, fields: { customers: { city: 'hidden' }, orders: {} } as const };
const named = { type: 'field', field: 'displayName', operator: 'filled' };
const [ann] = await platform.run((ctx) =>
  customersFrom(ctx, [{ externalId: 'A', name: 'Ann', city: '杭州' }]),
);

test('what members were worked out by goes on to keep them from whoever may not read it, until they are by another rule', async () => {
  const rule = { type: 'field', field: 'city', operator: 'is', values: ['杭州'] };
  const { id } = (await call('POST', '/segments', { as, body: { name: 'Of', shared: 'all', rule } })).body;
  const isIn = { type: 'segment', operator: 'in', segments: [id] };
  const told = async () => {
    const get = (url: string) => call('GET', url, { as: withoutCities });
    const { readable, members } = (await get(`/segments/${id}`)).body;
    const counted = await call('POST', '/segments/count', { as: withoutCities, body: { rule: isIn } });
    return {
      ...{ readable, members, counted: counted.status },
      listed: (await get(`/segments/${id}/members`)).status,
      of: (await get(`/customers/${ann}/segments`)).body.items.length,
    };
  };
  const nothing = { readable: false, members: null, counted: 403, listed: 403, of: 0 };
  await keepUp(platform);
  expect(await told()).toEqual(nothing);
  const headers = { 'if-match': '"1"' };
  expect((await call('PATCH', `/segments/${id}`, { as, headers, body: { rule: named } })).status).toBe(200);
  expect(await told()).toEqual(nothing);
  await keepUp(platform);
  expect(await told()).toEqual({ readable: true, members: 1, counted: 200, listed: 200, of: 1 });
});
