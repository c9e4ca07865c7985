import { beforeAll, expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { placeOrder } from '../orders/orders.fixtures.ts';
import { productRoutes } from './products.routes.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, [productRoutes]);
const reader = userWith('commerce.read');
const writer = userWith('commerce.read', 'commerce.write');
const stranger = userWith('customers.read');

const create = (body: object) => call('POST', '/products', { body, as: writer });
let id: string;

beforeAll(async () => {
  id = (await create({ code: 'TEA', name: '龙井茶', category: '茶' })).body.id;
  await platform.run((ctx) => placeOrder(ctx, [['TEA', '2', '9.99']]));
});

test('GET /products lists what the filters keep', async () => {
  const answer = await call('GET', `/products?q=${encodeURIComponent('井茶')}&sort=name&direction=asc`, {
    as: reader,
  });
  expect(answer.body).toMatchObject({
    items: [{ code: 'TEA', quantity: '2', revenueMinor: '1998', lineCount: '1' }],
    next: null,
  });
  const cursor = Buffer.from('["products revenue desc",null,"1"]').toString('base64url');
  const wrong = await call('GET', `/products?cursor=${cursor}`, { as: reader });
  expect(wrong).toMatchObject({ status: 400, body: { code: 'platform.wrong_cursor' } });
});

test('GET /products/count and GET /products/facets', async () => {
  expect((await call('GET', '/products/count?category=none', { as: reader })).body).toEqual({
    count: 0,
    exact: true,
  });
  expect((await call('GET', '/products/facets', { as: reader })).body).toEqual({
    categories: ['茶'],
    brands: [],
  });
});

test('GET /products/:id and GET /products/:id/months show one product', async () => {
  const product = await call('GET', `/products/${id}`, { as: reader });
  expect(product).toMatchObject({ status: 200, body: { name: '龙井茶', baseCurrency: 'CNY', version: 1 } });
  const months = await call('GET', `/products/${id}/months`, { as: reader });
  expect(months.body).toEqual({
    baseCurrency: 'CNY',
    months: [{ month: '2026-03', documents: 1, quantity: '2', revenueMinor: '1998' }],
  });
  for (const path of ['/products/999999', '/products/999999/months'])
    expect(await call('GET', path, { as: reader })).toMatchObject({
      status: 404,
      body: { code: 'commerce.product_not_found' },
    });
});

test('POST /products makes one product a code', async () => {
  expect(await create({ code: 'CUP', name: 'Cup' })).toMatchObject({
    status: 200,
    body: { code: 'CUP', version: 1 },
  });
  expect(await create({ code: 'CUP', name: 'Cup' })).toMatchObject({
    status: 409,
    body: { code: 'commerce.product_code_taken' },
  });
});

test('PATCH /products/:id edits from the version that If-Match names', async () => {
  const edit = (path: string, version: string, body: object) =>
    call('PATCH', path, { body, headers: { 'if-match': `"${version}"` }, as: writer });
  expect(await edit(`/products/${id}`, '9', {})).toMatchObject({
    status: 409,
    body: { code: 'commerce.version_conflict' },
  });
  expect(await edit(`/products/${id}`, '1', { code: 'CUP' })).toMatchObject({
    status: 409,
    body: { code: 'commerce.product_code_taken' },
  });
  expect(await edit('/products/999999', '1', {})).toMatchObject({
    status: 404,
    body: { code: 'commerce.product_not_found' },
  });
  expect(await edit(`/products/${id}`, '1', { brand: '山月' })).toMatchObject({
    status: 200,
    body: { brand: '山月', category: '茶', version: 2 },
  });
});

test('who may not read or write products is refused', async () => {
  for (const path of [
    '/products',
    '/products/count',
    '/products/facets',
    '/products/1',
    '/products/1/months',
  ])
    expect((await call('GET', path, { as: stranger })).status, path).toBe(403);
  expect((await call('POST', '/products', { body: {}, as: reader })).status).toBe(403);
  expect((await call('PATCH', '/products/1', { body: {}, as: reader })).status).toBe(403);
});

test.each([
  ['only a team’s orders', { see: 'team', change: 'team', unassigned: true }],
  ['not the orders that nobody looks after', { see: 'all', change: 'all', unassigned: false }],
] as const)('who sees %s gets no figures of products, and cannot sort by them', async (_words, orders) => {
  const seller = { ...writer, reaches: { ...writer.reaches, orders } };
  const none = { lineCount: null, quantity: null, revenueMinor: null, firstSoldAt: null, lastSoldAt: null };
  const list = await call('GET', '/products', { as: seller });
  const byName = await call('GET', '/products?sort=name&direction=asc', { as: seller });
  expect(list.body.items.length).toBeGreaterThan(1);
  expect(list.body).toEqual(byName.body);
  for (const item of list.body.items) expect(item).toMatchObject(none);
  const one = await call('GET', `/products/${id}`, { as: seller });
  expect(one.body).toMatchObject({ code: 'TEA', ...none });
  const headers = { 'if-match': `"${one.body.version}"` };
  const edited = await call('PATCH', `/products/${id}`, { body: { brand: null }, headers, as: seller });
  expect(edited.body).toMatchObject({ code: 'TEA', ...none });
  expect((await call('GET', `/products/${id}/months`, { as: seller })).body.months).toBeNull();
  for (const sort of ['revenue', 'quantity', 'lastSoldAt'])
    expect(await call('GET', `/products?sort=${sort}`, { as: seller })).toMatchObject({
      status: 403,
      body: { code: 'commerce.figures_hidden' },
    });
});
