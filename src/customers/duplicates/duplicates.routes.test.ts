import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { reachesEverything } from '#platform/access/reach.contract.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersFrom } from '../customers.fixtures.ts';
import { customersDomain } from '../domain.ts';
import { binCustomers } from '../profiles/profiles.ts';
import { suspect } from '../quality/quality.fixtures.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, customersDomain.routes);
const reader = { as: userWith('customers.read') };
const writer = { as: userWith('customers.read', 'customers.write') };
const phone = '+8613800138000';
let [ann, bo, cy] = ['', '', ''];

beforeEach(async () => {
  await sql`truncate customers.possible_duplicates, customers.shared_values`.execute(platform.database.db);
  [ann, bo, cy] = (await platform.run((ctx) =>
    customersFrom(ctx, [
      { name: '张伟', phones: [phone], city: '杭州市', emails: [`a${Math.random()}@example.com`] },
      { name: '李娜', externalId: String(Math.random()) },
      { name: '王芳', externalId: String(Math.random()) },
    ]),
  )) as [string, string, string];
  await suspect(platform, { id: bo, otherId: ann, value: phone, at: '2026-03-01T00:00:00Z' });
  await suspect(platform, { id: cy, otherId: ann, value: phone, at: '2026-03-02T00:00:00Z' });
});

async function openPairs(): Promise<string[]> {
  const { body } = await call('GET', '/possible-duplicates', reader);
  return body.items.map((pair: { customer: { id: string } }) => pair.customer.id);
}

test('pairs come newest first, with what tells whether the two are one', async () => {
  const { status, body } = await call('GET', '/possible-duplicates', reader);
  expect(status).toBe(200);
  expect(body.items).toHaveLength(2);
  expect(body.items[0]).toMatchObject({ kind: 'phone', value: phone, isShared: false, state: 'open' });
  expect(body.items[0].customer).toMatchObject({ id: cy, displayName: '王芳', orders: 0 });
  expect(body.items[0].other).toMatchObject({
    id: ann,
    city: '杭州市',
    phones: [phone],
    sources: ['Fixtures'],
  });
  expect((await call('GET', '/possible-duplicates/count', reader)).body).toEqual({ count: 2, exact: true });
});

test('pages follow each other without a gap, and a foreign cursor is refused', async () => {
  const first = await call('GET', '/possible-duplicates?limit=1', reader);
  const second = await call('GET', `/possible-duplicates?limit=1&cursor=${first.body.next}`, reader);
  expect([first.body.items[0].customer.id, second.body.items[0].customer.id]).toEqual([cy, bo]);
  expect(second.body.next).toBeNull();
  const foreign = Buffer.from(JSON.stringify(['newest', 'yesterday 1', '1'])).toString('base64url');
  expect((await call('GET', `/possible-duplicates?cursor=${foreign}`, reader)).status).toBe(400);
});

test('a pair that a person called different is open no more, whichever is named first, until it is taken back', async () => {
  const judge = (state: string) =>
    call('PATCH', `/possible-duplicates/${ann}/${bo}`, { ...writer, body: { state } });
  expect((await judge('different')).body).toMatchObject({ state: 'different', other: { id: bo } });
  expect(await openPairs()).toEqual([cy]);
  const different = await call('GET', '/possible-duplicates?state=different', reader);
  expect(different.body.items[0].customer.id).toBe(bo);
  await judge('open');
  expect(await openPairs()).toEqual([cy, bo]);
});

test('marking the value as shared closes all its pairs at once and shows on the contact point; unmarking opens them', async () => {
  const share = (isShared: boolean) =>
    call('POST', '/shared-values', { ...writer, body: { kind: 'phone', value: phone, isShared } });
  expect((await share(true)).body).toEqual({ kind: 'phone', value: phone, isShared: true });
  expect(await openPairs()).toEqual([]);
  const point = async () => (await call('GET', `/customers/${ann}`, reader)).body.contactPoints[0];
  expect(await point()).toMatchObject({ value: phone, isShared: true });
  await share(false);
  expect(await openPairs()).toHaveLength(2);
  expect(await point()).toMatchObject({ isShared: false });
});

test('a customer shows its pairs with itself first, and lists filter by them', async () => {
  const { body } = await call('GET', `/customers/${ann}/possible-duplicates`, reader);
  expect(
    body.items.map((pair: { customer: { id: string }; other: { id: string } }) => [
      pair.customer.id,
      pair.other.id,
    ]),
  ).toEqual([
    [ann, cy],
    [ann, bo],
  ]);
  const list = await call('GET', '/customers?possibleDuplicate=true', reader);
  expect(new Set(list.body.items.map((row: { id: string }) => row.id))).toEqual(new Set([ann, bo, cy]));
});

test('a customer in the bin stands in no pair', async () => {
  await platform.run((ctx) => binCustomers(ctx, [cy]));
  expect(await openPairs()).toEqual([bo]);
  expect((await call('GET', '/possible-duplicates/count', reader)).body.count).toBe(1);
});

test('a pair of which one side is out of reach is not counted', async () => {
  await sql`update customers.customers set team_id = case id when ${ann}::bigint then 8 else 9 end
    where id in (${ann}, ${bo}, ${cy})`.execute(platform.database.db);
  const customers = { see: 'teamAndBelow', change: 'teamAndBelow', unassigned: false } as const;
  const counts: number[] = [];
  for (const teamIds of [['8'], ['9'], ['8', '9']]) {
    const as = { ...reader.as, teamId: '8', teamIds, reaches: { ...reachesEverything, customers } };
    counts.push((await call('GET', '/possible-duplicates/count', { as })).body.count);
  }
  expect(counts).toEqual([0, 0, 2]);
});

test('two customers that are no pair cannot be judged', async () => {
  const body = { state: 'different' };
  const answers = [
    await call('PATCH', `/possible-duplicates/${bo}/${cy}`, { ...writer, body }),
    await call('PATCH', `/possible-duplicates/${bo}/999999999`, { ...writer, body }),
  ];
  expect(answers.map((answer) => answer.body.code)).toEqual([
    'customers.pair_not_found',
    'customers.pair_not_found',
  ]);
});

test('reading pairs needs customers.read and judging customers.write', async () => {
  const stranger = { as: userWith('admin.manage') };
  const answers = [
    await call('GET', '/possible-duplicates', stranger),
    await call('GET', '/possible-duplicates/count', stranger),
    await call('GET', `/customers/${ann}/possible-duplicates`, stranger),
    await call('PATCH', `/possible-duplicates/${bo}/${ann}`, { ...reader, body: { state: 'open' } }),
    await call('POST', '/shared-values', {
      ...reader,
      body: { kind: 'phone', value: phone, isShared: true },
    }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
});

test('two people who mark one value at once leave one mark', async () => {
  const share = () =>
    call('POST', '/shared-values', {
      ...writer,
      body: { kind: 'email', value: 'shop@example.com', isShared: true },
    });
  expect((await Promise.all([share(), share()])).map(({ status }) => status)).toEqual([200, 200]);
  const { rows } = await sql`select 1 from customers.shared_values`.execute(platform.database.db);
  expect(rows).toHaveLength(1);
});

test('the pairs of a customer who is not there are refused like any other missing customer', async () => {
  const missing = await call('GET', '/customers/999999/possible-duplicates', reader);
  expect(missing).toMatchObject({ status: 404, body: { code: 'customers.not_found' } });
  const { body } = await call('GET', '/customers/999999', reader);
  expect({ ...missing.body, reference: null }).toEqual({ ...body, reference: null });
});
