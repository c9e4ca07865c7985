import { expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { customersDomain } from '../domain.ts';
import { tellRecord } from '../quality/quality.fixtures.ts';
import { recomputeCustomers } from './recompute.ts';
import { importWorld } from './records.fixtures.ts';

const { platform, ensure, fresh, till } = await importWorld();
const call = await callRoutes(platform, customersDomain.routes);
const reader = { as: userWith('customers.read') };
const writer = { as: userWith('customers.read', 'customers.write') };

/** One customer that two sources tell of under one phone. */
async function twice(phone: string) {
  const [one] = await ensure([{ externalId: fresh(), name: '张伟', phones: [phone], city: '杭州市' }]);
  await ensure([{ name: '张伟', phones: [phone], city: '宁波市' }], { sourceId: till });
  const { body } = await call('GET', `/customers/${one!.customerId}`, reader);
  expect(body.records).toHaveLength(2);
  return body;
}

test('records that are split off make a customer of their own, and the two are called different', async () => {
  const customer = await twice('13800130001');
  const late = customer.records.find((record: { unifiedBy: string }) => record.unifiedBy === 'phone');
  const { status, body } = await call('POST', `/customers/${customer.id}/split`, {
    ...writer,
    body: { recordIds: [late.id] },
  });
  expect(status).toBe(200);
  const fresh = await call('GET', `/customers/${body.id}`, reader);
  expect(fresh.body).toMatchObject({ displayName: '张伟', city: '宁波市' });
  expect(fresh.body.records.map((record: { id: string }) => record.id)).toEqual([late.id]);
  expect((await call('GET', `/customers/${customer.id}`, reader)).body.records).toHaveLength(1);
});

test('a customer cannot be split into nothing, nor by records of others', async () => {
  const customer = await twice('13800130002');
  const split = (recordIds: string[]) =>
    call('POST', `/customers/${customer.id}/split`, { ...writer, body: { recordIds } });
  const all = customer.records.map((record: { id: string }) => record.id);
  expect((await split(all)).body.code).toBe('customers.split_not_possible');
  expect((await split(['999999999'])).body.code).toBe('customers.split_not_possible');
  expect((await split([])).status).toBe(400);
});

test('of two people who split the same record at once one is refused', async () => {
  const customer = await twice('13800130003');
  const body = { recordIds: [customer.records[0].id] };
  const split = () => call('POST', `/customers/${customer.id}/split`, { ...writer, body });
  const statuses = (await Promise.all([split(), split()])).map(({ status }) => status).sort();
  expect(statuses).toEqual([200, 409]);
});

test('splitting needs customers.write', async () => {
  expect((await call('POST', '/customers/1/split', { ...reader, body: { recordIds: ['1'] } })).status).toBe(
    403,
  );
});

test('a field that a person set by hand stays without a mark when the customer is computed anew', async () => {
  const [made] = await ensure([{ externalId: fresh(), name: 'Ada', phones: ['13800130004'] }]);
  const { id, version } = (await call('GET', `/customers/${made!.customerId}`, reader)).body;
  await call('PATCH', `/customers/${id}`, {
    ...writer,
    headers: { 'if-match': `"${version}"` },
    body: { birthday: '1990-01-01' },
  });
  await tellRecord(platform, id, {
    notes: { birthday: { before: 'x', problem: 'date' }, city: { problem: 'x' } },
  });
  await platform.run((ctx) => recomputeCustomers(ctx, [id]));
  expect((await call('GET', `/customers/${id}`, reader)).body.marks).toEqual(['city']);
});
