import { expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { segmentsDomain } from '../domain.ts';
import { customersNamed } from '../rfm/rfm.fixtures.ts';
import { computeStages } from './lifecycle.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, segmentsDomain.routes);
const writer = userWith('customers.read', 'commerce.read', 'segments.read', 'segments.write');
const withoutCities = { ...writer, fields: { customers: { city: 'hidden' }, orders: {} } as const };

await customersNamed(platform, ['Ada']);

const filled = { type: 'field', field: 'displayName', operator: 'filled' };
const loyal = { type: 'stage', operator: 'in', stages: ['loyal'] };
const edit = async (rule: object | null) => {
  const { body } = await call('GET', '/segments/lifecycle', { as: writer });
  const stages = rule && [{ stage: 'loyal', rule }];
  const headers = { 'if-match': `"${body.settings.version}"` };
  expect(
    (await call('PUT', '/segments/lifecycle/settings', { as: writer, headers, body: { stages } })).status,
  ).toBe(200);
};

test('what stages were worked out by goes on to keep them from whoever may not read it, until other rules are applied', async () => {
  const statuses = async () =>
    Promise.all([
      call('GET', '/segments/lifecycle/customers', { as: withoutCities }),
      call('POST', '/segments/count', { as: withoutCities, body: { rule: loyal } }),
      call('POST', '/segments/lifecycle/preview', {
        ...{ as: withoutCities, body: { stages: [{ stage: 'loyal', rule: filled }] } },
      }),
    ]).then((all) => all.map(({ status }) => status));
  await edit({ type: 'field', field: 'city', operator: 'empty' });
  await platform.run(computeStages);
  expect(await statuses()).toEqual([403, 403, 403]);
  await edit(filled);
  expect(await statuses()).toEqual([403, 403, 403]);
  await platform.run(computeStages);
  expect(await statuses()).toEqual([200, 200, 200]);
  await edit(null);
  await platform.run(computeStages);
  const withoutOrders = { ...writer, permissions: userWith('customers.read', 'segments.read').permissions };
  await edit(filled);
  expect((await call('GET', '/segments/lifecycle/customers', { as: withoutOrders })).status).toBe(403);
});
