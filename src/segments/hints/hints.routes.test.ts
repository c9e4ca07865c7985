import { beforeAll, expect, test } from 'vitest';
import { customersFrom } from '#customers/customers.fixtures.ts';
import type { UserActor } from '#platform/access/actor.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { segmentsDomain } from '../domain.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, segmentsDomain.routes);
const as = userWith('segments.read', 'customers.read', 'commerce.read');

const sql = (text: string, values: unknown[] = []) => platform.database.pool.query(text, values);

beforeAll(async () => {
  const [ann, bo, cy] = await platform.run((ctx) =>
    customersFrom(ctx, [
      { externalId: '1', name: 'Ann', city: '杭州' },
      { externalId: '2', name: 'Bo', city: '杭州' },
      { externalId: '3', name: 'Cy', city: 'York' },
    ]),
  );
  await sql(`insert into commerce.products (code, name, category, brand)
    values ('T-1', 'Green tea', 'Tea', 'Leaf'), ('T-2', 'Black tea', 'Tea', null), ('C-1', 'Cup', 'Ware', 'Kiln')`);
  const orders = [
    [ann, 901, 'West Lake'],
    [ann, 902, 'West Lake'],
    [bo, 903, 'Harbour'],
    [cy, 904, null],
  ];
  for (const [customer, id, store] of orders)
    await sql(
      `insert into commerce.orders (customer_id, id, source_id, number, kind, ordered_at, currency, amount_minor, lines, store)
       values ($1, $2, 1, $3, 'sale', '2026-03-01T02:00:00Z', 'CNY', 1000, 0, $4)`,
      [customer, id, `N${id}`, store],
    );
});

const hints = async (query: string, who: UserActor = as) => {
  const { status, body } = await call('GET', `/segments/hints?${query}`, { as: who });
  return status === 200
    ? body.items.map(({ label, count }: { label: string; count: number | null }) => [label, count])
    : body.code;
};

test('values of a field are offered by how many customers have them, and those that a text is within', async () => {
  expect(await hints('of=field.city')).toEqual([
    ['杭州', 2],
    ['York', 1],
  ]);
  expect(await hints('of=field.city&q=yO')).toEqual([['York', 1]]);
  expect(await hints('of=field.city&q=%25')).toEqual([]);
});

test('stores are offered by how many documents name them, products by name or code, and categories', async () => {
  expect(await hints('of=orders.stores')).toEqual([
    ['West Lake', 2],
    ['Harbour', 1],
  ]);
  expect(await hints('of=orders.products&q=t-')).toEqual([
    ['Black tea', null],
    ['Green tea', null],
  ]);
  expect(await hints('of=orders.categories&q=tea')).toEqual([['Tea', null]]);
  expect(await hints('of=orders.productBrands')).toEqual([
    ['Kiln', null],
    ['Leaf', null],
  ]);
});

test('sources and teams are offered by name, sources to whoever may list them', async () => {
  expect(await hints('of=teams')).toEqual([]);
  expect(await hints('of=sources&q=zzz')).toEqual([]);
  for (const of of ['sources', 'orders.sources']) {
    expect(await hints(`of=${of}&q=fix`)).toHaveLength(1);
    expect(await hints(`of=${of}`, userWith('segments.read', 'commerce.read'))).toEqual([]);
  }
});

test('names of people are no values to offer, nor is anything else that is no such kind', async () => {
  expect(await hints('of=field.displayName')).toBe('platform.wrong_input');
  expect(await hints('of=orders.nothing')).toBe('platform.wrong_input');
});

test('whoever may not see orders is offered none of their values', async () => {
  const member = userWith('segments.read', 'customers.read');
  for (const of of ['orders.stores', 'orders.products', 'orders.categories', 'orders.sources'])
    expect(await hints(`of=${of}`, member)).toBe('segments.orders_not_readable');
});

test('values of customers beyond one’s reach are not offered', async () => {
  const own = { see: 'own', change: 'own', unassigned: false } as const;
  const narrow = { ...as, reaches: { ...as.reaches, customers: own } } as UserActor;
  expect(await hints('of=field.city', narrow)).toEqual([]);
  expect(await hints('of=orders.stores', narrow)).toEqual([]);
});

test('a field that is kept from somebody has no hints for them', async () => {
  const kept = {
    ...as,
    fields: { ...as.fields, customers: { city: 'hidden' }, orders: { store: 'hidden' } },
  } as UserActor;
  expect(await hints('of=field.city', kept)).toBe('customers.field_not_readable');
  expect(await hints('of=orders.stores', kept)).toBe('segments.order_field_not_readable');
});
