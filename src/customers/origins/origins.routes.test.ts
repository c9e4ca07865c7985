import { expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersDomain } from '../domain.ts';
import { setCustomer, type ToldRecord, tellRecord } from '../quality/quality.fixtures.ts';
import type { Origin } from './origins.contract.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, customersDomain.routes);
const reader = { as: userWith('customers.read') };
const writer = { as: userWith('customers.read', 'customers.write') };

async function trust(source: string, body: Record<string, unknown>): Promise<void> {
  const { body: all } = await call('GET', '/sources', reader);
  const found = all.items.find((item: { name: string }) => item.name === source);
  await call('PATCH', `/sources/${found.id}`, {
    ...writer,
    headers: { 'if-match': `"${found.version}"` },
    body,
  });
}

/** A customer that these records tell of; the first one leads in the field. */
async function told(field: string, value: string | null, records: ToldRecord[]) {
  const made = await call('POST', '/customers', { ...writer, body: { displayName: 'Ann' } });
  const ids: string[] = [];
  for (const record of records) ids.push(await tellRecord(platform, made.body.id, record));
  await setCustomer(platform, made.body.id, {
    edited_fields: [],
    [field]: value,
    field_records: JSON.stringify({ [field]: Number(ids[0]) }),
  });
  return { id: made.body.id as string, ids };
}

async function origin(id: string, field: string): Promise<Origin> {
  const { status, body } = await call('GET', `/customers/${id}/origins`, reader);
  expect(status).toBe(200);
  return body.fields.find((each: Origin) => each.field === field);
}

test('a value names its record with source, import and row, what it was before cleaning, and by which rules', async () => {
  const { id, ids } = await told('city', '杭州市', [
    {
      source: 'Shop',
      importId: 5,
      rowNo: 12,
      fields: { city: '杭州市' },
      notes: { city: { before: ' 杭州 ', rules: ['space', 'division'] } },
    },
  ]);
  expect(await origin(id, 'city')).toMatchObject({
    value: '杭州市',
    from: 'record',
    record: { recordId: ids[0], sourceName: 'Shop', importId: '5', rowNo: '12', trust: 50 },
    before: ' 杭州 ',
    rules: ['space', 'division'],
    others: [],
  });
});

test('what other records say comes with why it does not stand: trust, being older, knowing less, being no lead', async () => {
  const at = (day: number) => `2026-03-0${day}T00:00:00Z`;
  const { id } = await told('postal_code', '1', [
    { source: 'Shop', at: at(5), fields: { postal_code: '1', city: 'x' } },
    { source: 'Shop', at: at(5), fields: { postal_code: '2' } },
    { source: 'Shop', at: at(4), fields: { postal_code: '3', city: 'x' } },
    { source: 'Shop', at: at(6), fields: { postal_code: '4' }, leads: false },
    { source: 'Weak', at: at(6), fields: { postal_code: '5' } },
    { source: 'Shop', at: at(2), notes: { postal_code: { before: 'abc', problem: 'postal_code' } } },
  ]);
  await trust('Weak', { fieldTrust: { postalCode: 10 } });
  const { others } = await origin(id, 'postalCode');
  expect(Object.fromEntries(others.map((claim) => [claim.value ?? 'none', claim.lostBy]))).toEqual({
    2: 'completeness',
    3: 'time',
    4: 'leads',
    5: 'trust',
    none: 'unreadable',
  });
});

test('what belongs to another place than the one that was decided on is said to', async () => {
  const { id } = await told('city', '上海市', [
    { source: 'Shop', at: '2026-03-05T00:00:00Z', fields: { region: '上海市', city: '上海市' } },
    { source: 'Shop', at: '2026-03-04T00:00:00Z', fields: { city: '北京市', address: '中关村1号' } },
  ]);
  const { others } = await origin(id, 'address');
  expect(others.map(({ value, lostBy }) => [value, lostBy])).toEqual([['中关村1号', 'place']]);
  expect((await origin(id, 'city')).others[0]).toMatchObject({ value: '北京市', lostBy: 'place' });
});

test('what a file wrote in place of a customer number is told with its reason', async () => {
  const before = '310115********0012';
  const { id } = await told('city', '杭州市', [
    {
      source: 'Shop',
      fields: { city: '杭州市' },
      notes: { external_id: { before, problem: 'external_id.identity_number' } },
    },
  ]);
  expect(await origin(id, 'externalId')).toMatchObject({
    value: null,
    from: 'unknown',
    others: [{ value: null, before, problem: 'external_id.identity_number', lostBy: 'unreadable' }],
  });
});

test('after a source has gained trust its value is told to stand with the next change', async () => {
  const { id } = await told('district', 'A', [
    { source: 'Shop', fields: { district: 'A' } },
    { source: 'Rising', fields: { district: 'B' }, at: '2026-01-01T00:00:00Z' },
  ]);
  await trust('Rising', { trust: 90 });
  expect((await origin(id, 'district')).others).toMatchObject([{ value: 'B', lostBy: 'next' }]);
});

test('a value set by hand names the person and the time, and every record stands behind it', async () => {
  const { id } = await told('city', '杭州市', [{ source: 'Shop', fields: { city: '杭州市' } }]);
  platform.clock.set('2026-03-05T09:30:00Z');
  await call('PATCH', `/customers/${id}`, {
    ...writer,
    headers: { 'if-match': '"1"' },
    body: { city: '宁波市' },
  });
  expect(await origin(id, 'city')).toMatchObject({
    value: '宁波市',
    from: 'person',
    person: { actor: 'user:7', at: '2026-03-05T09:30:00Z' },
    record: null,
    others: [{ value: '杭州市', lostBy: 'byHand' }],
  });
});

test('POST /customers/:id/release lets the records decide again, once', async () => {
  const { id } = await told('city', '杭州市', [
    { source: 'Shop', fields: { display_name: 'Ann', city: '杭州市' } },
  ]);
  await call('PATCH', `/customers/${id}`, {
    ...writer,
    headers: { 'if-match': '"1"' },
    body: { city: '宁波市' },
  });
  const release = (as = writer) =>
    call('POST', `/customers/${id}/release`, { ...as, body: { field: 'city' } });
  expect((await release(reader)).status).toBe(403);
  expect((await release()).status).toBe(200);
  expect(await origin(id, 'city')).toMatchObject({ value: '杭州市', from: 'record' });
  expect((await call('GET', `/customers/${id}`, reader)).body.version).toBeGreaterThan(2);
  expect(await release()).toMatchObject({ status: 409, body: { code: 'customers.not_set_by_hand' } });
});

test('a customer made by hand has its values from whoever made it', async () => {
  const { body } = await call('POST', '/customers', {
    ...writer,
    body: { displayName: 'Zoë', city: 'York' },
  });
  expect(await origin(body.id, 'city')).toMatchObject({ from: 'person', person: { actor: 'user:7' } });
  expect(await origin(body.id, 'region')).toBeUndefined();
});

test('custom fields and contact points name their records too', async () => {
  const made = await call('POST', '/customers', {
    ...writer,
    body: {
      displayName: 'Ann',
      contactPoints: [
        { kind: 'phone', value: '13800138000' },
        { kind: 'email', value: 'ann@example.com' },
      ],
    },
  });
  const { id, contactPoints } = made.body;
  const recordId = await tellRecord(platform, id, {
    fields: { 'custom.等级': '金卡' },
    contacts: [{ kind: 'phone', value: contactPoints[0].value, entered: '138-0013-8000', certain: true }],
    notes: { phone: { before: '138-0013-8000', rules: ['phone'] } },
  });
  await setCustomer(platform, id, {
    custom: JSON.stringify({ 等级: '金卡' }),
    field_records: JSON.stringify({ 'custom.等级': Number(recordId) }),
  });
  expect(await origin(id, 'custom.等级')).toMatchObject({ value: '金卡', record: { recordId } });
  const { body } = await call('GET', `/customers/${id}/origins`, reader);
  expect(body.contactPoints).toMatchObject([
    { from: 'record', records: [{ recordId, entered: '138-0013-8000', rules: ['phone'] }] },
    { from: 'person', records: [] },
  ]);
});

test('origins of a customer that is not there are not found, and need customers.read', async () => {
  expect(await call('GET', '/customers/999999999/origins', reader)).toMatchObject({
    status: 404,
    body: { code: 'customers.not_found' },
  });
  expect((await call('GET', '/customers/1/origins', { as: userWith('admin.manage') })).status).toBe(403);
});
