import { beforeAll, describe, expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customerNamed } from './orders.fixtures.ts';
import { orderRoutes } from './orders.routes.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, [orderRoutes]);
const reader = userWith('commerce.read', 'commerce.export', 'customers.read');
const writer = userWith('commerce.read', 'commerce.write', 'customers.read');
const stranger = userWith('customers.read');

let customerId: string;
let saleId: string;
let returnId: string;

const place = (body: object) => call('POST', '/orders', { body, as: writer });
const lines = [{ productCode: 'TEA', productName: 'Tea, "green"', quantity: '2', unitPrice: '9.99' }];

beforeAll(async () => {
  customerId = await platform.run((ctx) => customerNamed(ctx, '林青'));
  saleId = (await place({ customerId, number: 'A-1', store: 'South', seller: '王海芳', lines })).body.id;
  const back = { kind: 'return', customerId, number: 'A-2', originalOrderId: saleId };
  returnId = (await place({ ...back, lines: [{ productCode: 'TEA', quantity: '-1', unitPrice: '9.99' }] }))
    .body.id;
});

test('GET /orders lists with names of customers and goes on by cursor', async () => {
  const first = await call('GET', '/orders?limit=1&sort=amount&direction=desc', { as: reader });
  expect(first.status).toBe(200);
  expect(first.body.items).toMatchObject([{ number: 'A-1', customerName: '林青', amountMinor: '1998' }]);
  const next = await call('GET', `/orders?limit=1&sort=amount&direction=desc&cursor=${first.body.next}`, {
    as: reader,
  });
  expect(next.body).toMatchObject({
    items: [{ number: 'A-2', kind: 'return', originalOrderId: saleId }],
    next: null,
  });
});

test('a cursor of another sort, or one that was tampered with, is refused', async () => {
  const { body } = await call('GET', '/orders?limit=1', { as: reader });
  const other = await call('GET', `/orders?limit=1&sort=amount&cursor=${body.next}`, { as: reader });
  expect(other).toMatchObject({ status: 400, body: { code: 'platform.wrong_cursor' } });
  for (const [sort, value] of [
    ['orderedAt', 'yesterday'],
    ['orderedAt', null],
    ['amount', '1e9'],
  ]) {
    const cursor = Buffer.from(JSON.stringify([`orders ${sort} desc`, value, '1'])).toString('base64url');
    const answer = await call('GET', `/orders?sort=${sort}&cursor=${cursor}`, { as: reader });
    expect(answer).toMatchObject({ status: 400, body: { code: 'platform.wrong_cursor' } });
  }
});

test('GET /orders keeps those of one sales rep, whom lists, orders and what undoes them name', async () => {
  const ofSeller = (name: string) =>
    call('GET', `/orders?seller=${encodeURIComponent(name)}`, { as: reader });
  expect((await ofSeller('王海芳')).body.items).toMatchObject([{ number: 'A-1', seller: '王海芳' }]);
  expect((await ofSeller('王')).body.items).toEqual([]);
  const order = (id: string) => call('GET', `/orders/${id}`, { as: reader });
  expect((await order(saleId)).body.seller).toBe('王海芳');
  expect((await order(returnId)).body.seller).toBe(null);
  const tooLong = await place({ seller: 'x'.repeat(201), lines });
  expect(tooLong).toMatchObject({ status: 400, body: { code: 'platform.wrong_input' } });
});

test('GET /orders/count counts what the filters keep', async () => {
  const answer = await call('GET', `/orders/count?kind=sale&customerId=${customerId}`, { as: reader });
  expect(answer.body).toEqual({ count: 1, exact: true });
});

test('GET /orders/facets names stores, sellers and currencies', async () => {
  const answer = await call('GET', '/orders/facets', { as: reader });
  expect(answer.body).toEqual({
    stores: ['South'],
    channels: [],
    brands: [],
    sellers: ['王海芳'],
    currencies: ['CNY'],
  });
});

test('GET /orders/summary sums a period up and refuses one that ends before it begins', async () => {
  const answer = await call('GET', '/orders/summary', { as: reader });
  expect(answer.body).toMatchObject({
    base: { sale: { documents: 1, amountMinor: '1998' }, return: { documents: 1 } },
    to: '2026-03-05',
    from: '2025-04-01',
  });
  const reversed = await call('GET', '/orders/summary?from=2026-02-01&to=2026-01-01', { as: reader });
  expect(reversed).toMatchObject({ status: 400, body: { code: 'commerce.period_reversed' } });
});

test('GET /orders/export gives a row a line, with commas, quotes and formulas made safe', async () => {
  await place({ number: '=1+1', lines: [{ productCode: 'FORMULA', quantity: '1', unitPrice: '0.5' }] });
  const answer = await call('GET', '/orders/export?kind=sale', { as: reader });
  const [head, first, second, end] = answer.text.split('\r\n');
  expect(head).toMatch(/^\ufeff?order_number,kind,ordered_at,/);
  expect(first).toBe(
    `A-1,sale,2026-03-05 16:00:00,${customerId},林青,South,,,王海芳,CNY,,TEA,"Tea, ""green""",,2,9.99,19.98`,
  );
  expect(second).toMatch(/^'=1\+1,sale,/);
  expect(end).toBe('');
});

test('GET /orders/:id shows lines, what it undoes and what undid it, with an ETag', async () => {
  const sale = await call('GET', `/orders/${saleId}`, { as: reader });
  expect(sale.headers.etag).toBe('"1"');
  expect(sale.body).toMatchObject({
    undoneBy: [{ id: returnId }],
    lines: { items: [{ quantity: '2', quantityLeft: '1' }], next: null },
  });
  const back = await call('GET', `/orders/${returnId}`, { as: reader });
  expect(back.body).toMatchObject({ original: { id: saleId, number: 'A-1' }, undoneBy: [] });
});

test('GET /orders/:id/lines pages the lines', async () => {
  const answer = await call('GET', `/orders/${saleId}/lines?limit=1`, { as: reader });
  expect(answer.body).toMatchObject({ items: [{ productCode: 'TEA', occurrence: 1 }], next: null });
});

test('PATCH /orders/:id edits from the version that If-Match names', async () => {
  const edit = (headers: Record<string, string>) =>
    call('PATCH', `/orders/${saleId}`, { body: { store: 'North', seller: null }, headers, as: writer });
  expect(await edit({})).toMatchObject({ status: 400, body: { code: 'platform.if_match_missing' } });
  expect(await edit({ 'if-match': '"9"' })).toMatchObject({
    status: 409,
    body: { code: 'commerce.version_conflict' },
  });
  expect(await edit({ 'if-match': '"1"' })).toMatchObject({
    status: 200,
    body: { store: 'North', seller: null, version: 2 },
  });
});

test('POST /orders/:id/cancel undoes what is left, once, and repeats its answer for the same key', async () => {
  const cancel = (key: string) =>
    call('POST', `/orders/${saleId}/cancel`, { body: {}, headers: { 'idempotency-key': key }, as: writer });
  const done = await cancel('one');
  expect(done).toMatchObject({
    status: 200,
    body: { number: 'CA-1', amountMinor: '-999', originalOrderId: saleId },
  });
  expect((await cancel('one')).body.id).toBe(done.body.id);
  expect(await cancel('two')).toMatchObject({ status: 409, body: { code: 'commerce.nothing_left' } });
});

test('the lists of a customer: GET /customers/:id/orders, its totals and its entries', async () => {
  const orders = await call('GET', `/customers/${customerId}/orders?kind=sale`, { as: reader });
  expect(orders.body.items).toMatchObject([{ number: 'A-1' }]);
  const totals = await call('GET', `/customers/${customerId}/order-totals`, { as: reader });
  expect(totals.body).toMatchObject({
    orders: 1,
    undone: 2,
    spendMinor: '0',
    currencies: [{ currency: 'CNY' }],
  });
  const entries = await call('GET', `/customers/${customerId}/order-entries?limit=2`, { as: reader });
  expect(entries.body.items).toMatchObject([{ number: 'CA-1' }, { number: 'A-2' }]);
});

describe('what is refused', () => {
  const line = { productCode: 'TEA', quantity: '1', unitPrice: '9.99' };
  const back = { ...line, quantity: '-1' };
  test.each([
    ['commerce.order_number_taken', 409, { number: 'A-1', lines: [line] }],
    ['commerce.customer_not_found', 404, { customerId: '999999', lines: [line] }],
    ['commerce.product_not_found', 400, { lines: [{ productId: '999999', quantity: '1', unitPrice: '1' }] }],
    ['commerce.product_missing', 400, { lines: [{ quantity: '1', unitPrice: '1' }] }],
    [
      'commerce.amount_too_large',
      400,
      { lines: [{ ...line, quantity: '99999999999999', unitPrice: '99999999999999' }] },
    ],
    ['commerce.unknown_currency', 400, { currency: 'XQZ', lines: [line] }],
    ['commerce.return_not_negative', 400, { kind: 'return', lines: [line] }],
    ['commerce.sale_negative', 400, { lines: [back] }],
    ['commerce.not_a_return', 400, () => ({ originalOrderId: saleId, lines: [line] })],
    ['commerce.order_not_found', 404, { kind: 'return', originalOrderId: '999999', lines: [back] }],
    [
      'commerce.not_a_sale',
      409,
      () => ({ kind: 'return', customerId, originalOrderId: returnId, lines: [back] }),
    ],
    ['commerce.other_customer', 409, () => ({ kind: 'return', originalOrderId: saleId, lines: [back] })],
    [
      'commerce.other_currency',
      409,
      () => ({ kind: 'return', customerId, currency: 'USD', originalOrderId: saleId, lines: [back] }),
    ],
    [
      'commerce.more_than_sold',
      409,
      () => ({ kind: 'return', customerId, originalOrderId: saleId, lines: [{ ...back, quantity: '-9' }] }),
    ],
  ])('an order by hand with %s', async (code, status, given) => {
    const answer = await place(typeof given === 'function' ? given() : given);
    expect(answer).toMatchObject({ status, body: { code } });
  });

  test.each([
    ['commerce.order_not_found', 404, () => '999999', {}],
    ['commerce.not_a_sale', 409, () => returnId, {}],
    ['commerce.line_not_found', 400, () => saleId, { lines: [{ productId: '999999', quantity: '1' }] }],
    ['commerce.line_not_found', 400, () => saleId, { lines: [{ productId: null, quantity: '1' }] }],
  ])('a cancellation with %s', async (code, status, id, body) => {
    const answer = await call('POST', `/orders/${id()}/cancel`, { body, as: writer });
    expect(answer).toMatchObject({ status, body: { code } });
  });

  test('a part that is more than is left, and a number that is taken', async () => {
    const { body } = await place({ number: 'B-1', lines });
    const { productId } = body.lines.items[0];
    const cancel = (given: object) => call('POST', `/orders/${body.id}/cancel`, { body: given, as: writer });
    const tooMuch = await cancel({ lines: [{ productId, quantity: '2.5' }] });
    expect(tooMuch).toMatchObject({ status: 409, body: { code: 'commerce.more_than_sold' } });
    const taken = await cancel({ number: 'B-1' });
    expect(taken).toMatchObject({ status: 409, body: { code: 'commerce.order_number_taken' } });
  });

  test('orders that are not there', async () => {
    for (const path of ['/orders/999999', '/orders/999999/lines']) {
      expect(await call('GET', path, { as: reader })).toMatchObject({
        status: 404,
        body: { code: 'commerce.order_not_found' },
      });
    }
    const edited = await call('PATCH', '/orders/999999', {
      body: {},
      headers: { 'if-match': '"1"' },
      as: writer,
    });
    expect(edited).toMatchObject({ status: 404, body: { code: 'commerce.order_not_found' } });
  });

  test('ids, amounts and days that no table could hold', async () => {
    for (const query of [
      'productId=9999999999999999999',
      'minAmountMinor=9999999999999999999',
      'orderedFrom=2026-02-30',
    ]) {
      expect((await call('GET', `/orders?${query}`, { as: reader })).status, query).toBe(400);
    }
  });

  test('readers without the permission to read, writers without the one to write, and nobody at all', async () => {
    const reads = [
      '/orders',
      '/orders/count',
      '/orders/facets',
      '/orders/summary',
      '/orders/export',
      '/orders/1',
      '/orders/1/lines',
      '/customers/1/orders',
      '/customers/1/order-totals',
      '/customers/1/order-entries',
    ];
    for (const path of reads) {
      expect((await call('GET', path, { as: stranger })).status, path).toBe(403);
      expect((await call('GET', path)).status, path).toBe(401);
    }
    const writes = [
      ['POST', '/orders'],
      ['PATCH', '/orders/1'],
      ['POST', '/orders/1/cancel'],
    ] as const;
    for (const [method, path] of writes) {
      expect((await call(method, path, { body: {}, as: reader })).status, path).toBe(403);
    }
  });
});

test.each(['orders', 'order-totals', 'order-entries'])(
  '%s of a customer who is not there are refused',
  async (part) => {
    const answer = await call('GET', `/customers/999999/${part}`, { as: reader });
    expect(answer).toMatchObject({ status: 404, body: { code: 'commerce.customer_not_found' } });
  },
);
