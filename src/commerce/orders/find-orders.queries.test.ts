import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { Context } from '#platform/db/context.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { listProducts } from '../products/products.ts';
import { listOrderFacets, totalsOfCustomer } from './order-sums.ts';
import { fillWithOrders } from './orders.fixtures.ts';
import { listOrders, orderEntriesOfCustomer, ordersOfCustomer, showOrder } from './orders.ts';

const platform = await testPlatform();
const list = { guests: false, sort: 'orderedAt', direction: 'desc', limit: 50 } as const;

beforeAll(async () => {
  await platform.run((ctx) =>
    fillWithOrders(ctx, { customers: 3_000, orders: 15_000, linesEach: 2, products: 3_000, cancelEvery: 7 }),
  );
  await platform.database.pool.query('vacuum analyze');
});

/** How many rows of orders, lines and products a verb reads from their tables. */
function rowsRead(verb: (ctx: Context) => Promise<unknown>): Promise<number> {
  return platform.run(async (ctx) => {
    const before = await rowsReadSoFar(ctx);
    await verb(ctx);
    return (await rowsReadSoFar(ctx)) - before;
  });
}

/** A connection's counts go on over its transactions until it reports them. */
async function rowsReadSoFar(ctx: Context): Promise<number> {
  const { rows } = await sql<{ read: string }>`
    select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) as read from pg_stat_xact_user_tables
    where schemaname = 'commerce'`.execute(ctx.tx);
  return Number(rows[0]!.read);
}

async function cursorInTheMiddle(ctx: Context, sort: 'orderedAt' | 'amount'): Promise<string> {
  const column = sql.ref(sort === 'amount' ? 'base_amount_minor' : 'ordered_at');
  const { rows } = await sql<{ value: string; id: string }>`
    select ${column} as value, id from commerce.orders order by ${column}, id offset 7500 limit 1`.execute(
    ctx.tx,
  );
  return Buffer.from(JSON.stringify([`orders ${sort} desc`, rows[0]!.value, rows[0]!.id])).toString(
    'base64url',
  );
}

test.each(['orderedAt', 'amount'] as const)(
  'a page in the middle, by %s, reads no more than it shows',
  async (sort) => {
    const cursor = await platform.run((ctx) => cursorInTheMiddle(ctx, sort));
    expect(await rowsRead((ctx) => listOrders(ctx, { ...list, sort, cursor }))).toBeLessThan(200);
  },
);

test.each([
  ['of a store that nobody has', { store: 'Nowhere' }],
  ['of a kind that nobody has', { kind: 'return' }],
  ['of a channel that nobody has', { channel: 'Nowhere' }],
  ['of a sales rep whom nobody has', { seller: 'Nobody' }],
  ['of a currency that nobody has', { currency: 'EUR' }],
  ['of a number', { number: '105551' }],
  ['of numbers that begin alike', { q: '10555' }],
  ['of numbers that nobody has', { q: 'zz' }],
  ['of a day', { orderedFrom: '2021-02-01', orderedTo: '2021-02-01' }],
  ['of a product', { productId: '77' }],
  ['of guests', { guests: true }],
  ['above every amount', { minAmountMinor: '99999999' }],
] as const)('the first page of orders %s reads little', async (_name, filters) => {
  expect(await rowsRead((ctx) => listOrders(ctx, { ...list, ...filters }))).toBeLessThan(1_000);
});

test('the first page of one store in fifty reads some fifty times the page, not every order', async () => {
  expect(await rowsRead((ctx) => listOrders(ctx, { ...list, store: 'Store 7' }))).toBeLessThan(4_000);
});

test('the lists and sums of one customer read the rows of that customer only', async () => {
  for (const verb of [
    (ctx: Context) => ordersOfCustomer(ctx, { id: '77', limit: 50 }),
    (ctx: Context) => orderEntriesOfCustomer(ctx, { id: '77', limit: 50 }),
    (ctx: Context) => totalsOfCustomer(ctx, '77'),
    (ctx: Context) => showOrder(ctx, '77'),
  ]) {
    expect(await rowsRead(verb)).toBeLessThan(100);
  }
});

test('facets are read without reading orders', async () => {
  expect(await rowsRead((ctx) => listOrderFacets(ctx))).toBeLessThan(300);
});

test('products sort and are found by pieces without reading them all', async () => {
  for (const sort of ['name', 'revenue', 'quantity', 'lastSoldAt'] as const) {
    expect(
      await rowsRead((ctx) => listProducts(ctx, { sort, direction: 'desc', limit: 50 })),
      sort,
    ).toBeLessThan(200);
  }
  expect(
    await rowsRead((ctx) => listProducts(ctx, { q: 't 2999', sort: 'name', direction: 'asc', limit: 50 })),
  ).toBeLessThan(500);
});
