import { expect, test } from 'vitest';
import { systemActor } from '#platform/access/actor.ts';
import { transact } from '#platform/db/transact.queries.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { editOrder } from './edit-order.ts';
import { listOrderFacets, summariseOrders, totalsOfCustomer } from './order-sums.ts';
import { customerNamed, fillWithOrders, placeOrder, storedProduct, storedTotals } from './orders.fixtures.ts';
import {
  countOrders,
  listOrderLines,
  listOrders,
  orderEntriesOfCustomer,
  ordersOfCustomer,
} from './orders.ts';

const platform = await testPlatform();
const everything = { guests: false, sort: 'orderedAt', direction: 'desc', limit: 50 } as const;

test('an order by hand makes unknown products, rounds per line and brings customer and products in step', async () => {
  const customerId = await platform.run((ctx) => customerNamed(ctx, 'Lin Qing'));
  const order = await platform.run((ctx) =>
    placeOrder(
      ctx,
      [
        ['H-TEA', '3', '0.335'],
        ['H-TEA', '1', '0.335'],
        ['H-CUP', '2', '10'],
      ],
      { customerId, store: 'Nanjing Road' },
    ),
  );
  expect(order).toMatchObject({
    kind: 'sale',
    amountMinor: '2135',
    baseAmountMinor: '2135',
    lineCount: 3,
    customerName: 'Lin Qing',
  });
  expect(
    order.lines.items.map((line) => [line.productCode, line.occurrence, line.amountMinor, line.quantityLeft]),
  ).toEqual([
    ['H-CUP', 1, '2000', '2'],
    ['H-TEA', 1, '101', '3'],
    ['H-TEA', 2, '34', '1'],
  ]);
  expect(await storedTotals(platform, customerId)).toEqual({
    orders: 1,
    cancellations: 0,
    spend_minor: '2135',
  });
  expect(await storedProduct(platform, 'H-TEA')).toMatchObject({
    lines: '2',
    quantity: 4,
    revenue_minor: '135',
  });
});

test('a guest order is kept without a customer and counted apart', async () => {
  const order = await platform.run((ctx) => placeOrder(ctx, [['G1', '1', '5']], { number: 'GUEST-1' }));
  expect(order).toMatchObject({ customerId: null, customerName: null, number: 'GUEST-1' });
  const { items } = await platform.run((ctx) => listOrders(ctx, { ...everything, guests: true }));
  expect(items.map((item) => item.number)).toContain('GUEST-1');
  const summary = await platform.run((ctx) => summariseOrders(ctx, {}));
  expect(summary.base.sale).toMatchObject({ documents: 2, guests: 1, amountMinor: '2635' });
});

test('editing the header needs the version it was made from and moves totals and rates along', async () => {
  const customerId = await platform.run((ctx) => customerNamed(ctx, 'Edited'));
  const order = await platform.run((ctx) => placeOrder(ctx, [['D1', '1', '5']], { customerId }));
  const edit = (ifMatch: string) =>
    platform.run((ctx) =>
      editOrder(
        { ...ctx, ifMatch },
        { id: order.id, orderedAt: '2020-01-01T00:00:00Z', store: null, channel: 'web', seller: 'Lu' },
      ),
    );
  await expect(edit('7')).rejects.toMatchObject({ code: 'commerce.version_conflict' });
  const edited = await edit('1');
  expect(edited).toMatchObject({
    version: 2,
    channel: 'web',
    seller: 'Lu',
    store: null,
    orderedAt: '2020-01-01T00:00:00Z',
  });
  const { rows } = await platform.database.pool.query(
    'select edited_at is not null as edited from commerce.orders where id = $1',
    [order.id],
  );
  expect(rows).toEqual([{ edited: true }]);
  const totals = await platform.run((ctx) => totalsOfCustomer(ctx, customerId));
  expect(totals).toMatchObject({ firstOrderAt: '2020-01-01T00:00:00Z', lastOrderAt: '2020-01-01T00:00:00Z' });
  expect(await storedProduct(platform, 'D1')).toMatchObject({
    lines: '1',
    revenue_minor: '500',
    last_sold_at: '2020-01-01T00:00:00Z',
  });
});

test('the lists of a customer hold its documents only, newest first, and the timeline can begin before a time', async () => {
  const customerId = await platform.run((ctx) => customerNamed(ctx, 'Lists'));
  for (const day of ['01', '02', '03']) {
    await platform.run((ctx) =>
      placeOrder(ctx, [['L1', '1', '5']], {
        customerId,
        orderedAt: `2025-05-${day}T00:00:00Z`,
        number: `L-${day}`,
      }),
    );
  }
  const { items } = await platform.run((ctx) => ordersOfCustomer(ctx, { id: customerId, limit: 50 }));
  expect(items.map((item) => item.number)).toEqual(['L-03', 'L-02', 'L-01']);
  const entries = await platform.run((ctx) =>
    orderEntriesOfCustomer(ctx, { id: customerId, before: '2025-05-03T00:00:00Z', limit: 1 }),
  );
  expect(entries.items).toEqual([
    {
      kind: 'sale',
      at: '2025-05-02T00:00:00Z',
      orderId: items[1]!.id,
      number: 'L-02',
      currency: 'CNY',
      amountMinor: '500',
      lineCount: 1,
      store: null,
    },
  ]);
  const rest = await platform.run((ctx) =>
    orderEntriesOfCustomer(ctx, { id: customerId, cursor: entries.next!, limit: 1 }),
  );
  expect(rest).toMatchObject({ items: [{ number: 'L-01' }], next: null });
});

test('walking the pages meets every order once, in each sort and direction, unrated ones last by amount', async () => {
  for (const n of [1, 2, 3]) {
    await platform.run((ctx) => placeOrder(ctx, [['U1', '1', '5']], { currency: 'EUR', number: `EUR-${n}` }));
  }
  for (const sort of ['orderedAt', 'amount'] as const) {
    for (const direction of ['asc', 'desc'] as const) {
      const met: { id: string; baseAmountMinor: string | null }[] = [];
      let cursor: string | undefined;
      do {
        const page = await platform.run((ctx) =>
          listOrders(ctx, { guests: false, sort, direction, limit: 7, cursor }),
        );
        met.push(...page.items);
        cursor = page.next ?? undefined;
      } while (cursor);
      const { count } = await platform.run((ctx) => countOrders(ctx, { guests: false }));
      expect(new Set(met.map((order) => order.id)).size).toBe(count);
      expect(met).toHaveLength(count);
      if (sort === 'amount')
        expect(met.slice(-3).every((order) => order.baseAmountMinor === null)).toBe(true);
    }
  }
});

test('lines page without loss', async () => {
  const lines = Array.from({ length: 25 }, (_, n) => [`PG-${n % 10}`, '1', '1'] as const);
  const order = await platform.run((ctx) => placeOrder(ctx, lines));
  const met: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await platform.run((ctx) => listOrderLines(ctx, { id: order.id, limit: 4, cursor }));
    met.push(...page.items.map((line) => `${line.productCode} ${line.occurrence}`));
    cursor = page.next ?? undefined;
  } while (cursor);
  expect(new Set(met).size).toBe(25);
});

test('each filter keeps what matches and nothing else', async () => {
  const customerId = await platform.run((ctx) => customerNamed(ctx, 'Filters'));
  const header = { customerId, store: 'F-Store', channel: 'F-Channel', brand: 'F-Brand', seller: 'F-Seller' };
  const mine = await platform.run((ctx) =>
    placeOrder(ctx, [['F1', '1', '500']], {
      ...header,
      currency: 'JPY',
      number: 'Find-100%',
      orderedAt: '2024-02-29T16:30:00Z',
    }),
  );
  const { productId } = mine.lines.items[0]!;
  const found = async (filters: object) =>
    (await platform.run((ctx) => listOrders(ctx, { ...everything, ...filters }))).items.map(
      (item) => item.number,
    );
  for (const filters of [
    { number: 'Find-100%' },
    { q: 'Find-100%' },
    { customerId },
    { productId: productId! },
    { store: 'F-Store' },
    { channel: 'F-Channel' },
    { brand: 'F-Brand' },
    { seller: 'F-Seller' },
    { currency: 'JPY' },
    // Half past midnight of the first of March in Shanghai.
    { orderedFrom: '2024-03-01', orderedTo: '2024-03-01' },
  ]) {
    expect(await found(filters), JSON.stringify(filters)).toEqual(['Find-100%']);
  }
  expect(await found({ q: 'Find-1__' })).toEqual([]);
  expect(await found({ q: 'guest' })).toEqual(['GUEST-1']);
  expect(await found({ customerId, guests: true })).toEqual([]);
  expect(await found({ orderedTo: '2024-02-29', orderedFrom: '2024-02-29' })).toEqual([]);
  expect(await found({ kind: 'return' })).toEqual([]);
  expect(await found({ minAmountMinor: '2000', maxAmountMinor: '2135' })).toHaveLength(1);
  const facets = await platform.run((ctx) => listOrderFacets(ctx));
  expect(facets).toMatchObject({
    stores: ['F-Store', 'Nanjing Road'],
    channels: ['F-Channel', 'web'],
    brands: ['F-Brand'],
    sellers: ['F-Seller', 'Lu'],
    currencies: ['CNY', 'EUR', 'JPY'],
  });
});

test('words to filter by are looked for no longer than somebody asks', async () => {
  const other = await platform.database.pool.connect();
  await other.query('begin; lock table commerce.orders, commerce.order_facets in access exclusive mode');
  const letGo = setTimeout(() => void other.query('rollback'), 10_000);
  const asked = new AbortController();
  setTimeout(() => asked.abort(), 50);
  try {
    const read = transact(platform, systemActor, listOrderFacets, { readOnly: true, gone: asked.signal });
    await expect(read).rejects.toMatchObject({ code: 'customers.list_too_slow' });
  } finally {
    clearTimeout(letGo);
    await other.query('rollback');
    other.release();
  }
});

test('a summary counts by kind, currency and month of the organisation', async () => {
  const summary = await platform.run((ctx) => summariseOrders(ctx, { from: '2024-02-01', to: '2024-03-31' }));
  expect(summary.months).toEqual([
    { month: '2024-03', sales: 1, salesMinor: '0', undone: 0, undoneMinor: '0' },
  ]);
  expect(summary).toMatchObject({
    unrated: 1,
    currencies: [{ currency: 'JPY', sale: { documents: 1, amountMinor: '500' } }],
  });
  await expect(
    platform.run((ctx) => summariseOrders(ctx, { from: '2024-02-02', to: '2024-02-01' })),
  ).rejects.toMatchObject({
    code: 'commerce.period_reversed',
  });
});

test('a count beyond ten thousand is an estimate and says so', async () => {
  await platform.run((ctx) =>
    fillWithOrders(ctx, { customers: 100, orders: 12_000, linesEach: 1, products: 20, cancelEvery: 7 }),
  );
  await platform.database.pool.query('analyze');
  const all = await platform.run((ctx) => countOrders(ctx, { guests: false }));
  expect(all.exact).toBe(false);
  expect(all.count).toBeGreaterThan(11_000);
  expect(all.count).toBeLessThan(13_500);
  const few = await platform.run((ctx) => countOrders(ctx, { guests: false, kind: 'cancellation' }));
  expect(few.exact).toBe(true);
});
