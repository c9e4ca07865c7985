import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { placeOrder } from '../orders/orders.fixtures.ts';
import {
  countProducts,
  createProduct,
  editProduct,
  listProductFacets,
  listProductMonths,
  listProducts,
} from './products.ts';

const platform = await testPlatform();

const create = (code: string, name: string, more: { category?: string; brand?: string } = {}) =>
  platform.run((ctx) => createProduct(ctx, { code, name, ...more }));

async function codes(input: Partial<Parameters<typeof listProducts>[1]> = {}): Promise<string[]> {
  const page = await platform.run((ctx) =>
    listProducts(ctx, { sort: 'name', direction: 'asc', limit: 100, ...input }),
  );
  return page.items.map((item) => item.code);
}

test('names sort as Chinese readers expect, by pinyin', async () => {
  await create('P-3', '张家茶');
  await create('P-1', '安溪铁观音', { category: '茶', brand: '山月' });
  await create('P-2', '龙井 Dragon Well', { category: '茶' });
  await create('P-4', '紫砂壶', { category: '器' });
  expect((await codes()).filter((code) => code.startsWith('P-'))).toEqual(['P-1', 'P-2', 'P-3', 'P-4']);
});

test('a search finds any piece of code or name in either script, all pieces together, single letters too', async () => {
  expect(await codes({ q: 'RAGON' })).toEqual(['P-2']);
  expect(await codes({ q: '铁观' })).toEqual(['P-1']);
  expect(await codes({ q: '壶' })).toEqual(['P-4']);
  expect(await codes({ q: 'well p-2' })).toEqual(['P-2']);
  expect(await codes({ q: 'well p-3' })).toEqual([]);
  expect(await codes({ q: 'nogard' })).toEqual([]);
  expect(await codes({ q: '%' })).toEqual([]);
});

test('a renamed product is found by its new name only', async () => {
  const product = await create('P-5', 'Old Kettle');
  const edit = (ifMatch: string) =>
    platform.run((ctx) => editProduct({ ...ctx, ifMatch }, { id: product.id, name: 'New Pan', brand: null }));
  await expect(edit('4')).rejects.toMatchObject({ code: 'commerce.version_conflict' });
  expect(await edit('1')).toMatchObject({ name: 'New Pan', version: 2 });
  expect(await codes({ q: 'kettle' })).toEqual([]);
  expect(await codes({ q: 'pan' })).toEqual(['P-5']);
});

test('category and brand filter, count and stand in the facets', async () => {
  expect(await codes({ category: '茶' })).toEqual(['P-1', 'P-2']);
  expect(await codes({ category: '茶', brand: '山月' })).toEqual(['P-1']);
  expect(await platform.run((ctx) => countProducts(ctx, { category: '茶' }))).toEqual({
    count: 2,
    exact: true,
  });
  expect(await platform.run((ctx) => listProductFacets(ctx))).toEqual({
    categories: ['器', '茶'],
    brands: ['山月'],
  });
});

test('a code belongs to one product, also when two make it at once', async () => {
  await expect(create('P-1', 'Again')).rejects.toMatchObject({ code: 'commerce.product_code_taken' });
  const both = await Promise.allSettled([create('P-6', 'One'), create('P-6', 'Two')]);
  expect(both.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const product = await create('P-7', 'Other');
  await expect(
    platform.run((ctx) => editProduct({ ...ctx, ifMatch: '1' }, { id: product.id, code: 'P-6' })),
  ).rejects.toMatchObject({ code: 'commerce.product_code_taken' });
});

test('walking the pages meets every product once, in each sort and direction, never sold ones last', async () => {
  for (const n of [1, 2, 3, 4, 5]) {
    await platform.run((ctx) =>
      placeOrder(ctx, [[`W-${n}`, String(n), '1.5']], { orderedAt: `2026-01-0${n}T00:00:00Z` }),
    );
  }
  const all = (await codes()).toSorted();
  for (const sort of ['name', 'revenue', 'quantity', 'lastSoldAt'] as const) {
    for (const direction of ['asc', 'desc'] as const) {
      const met: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await platform.run((ctx) => listProducts(ctx, { sort, direction, limit: 2, cursor }));
        met.push(...page.items.map((item) => item.code));
        cursor = page.next ?? undefined;
      } while (cursor);
      expect(met.toSorted()).toEqual(all);
      if (sort === 'lastSoldAt') expect(met.slice(0, 5).every((code) => code.startsWith('W-'))).toBe(true);
    }
  }
});

test("months sum up what a product sold, in the organisation's time zone", async () => {
  const sold = (orderedAt: string) =>
    platform.run((ctx) => placeOrder(ctx, [['MON', '2', '1.5']], { orderedAt }));
  await sold('2026-01-31T15:00:00Z');
  // The first of February in Shanghai.
  const order = await sold('2026-01-31T17:00:00Z');
  await sold('2026-02-03T00:00:00Z');
  const { months } = await platform.run((ctx) => listProductMonths(ctx, order.lines.items[0]!.productId!));
  expect(months).toEqual([
    { month: '2026-01', documents: 1, quantity: '2', revenueMinor: '300' },
    { month: '2026-02', documents: 2, quantity: '4', revenueMinor: '600' },
  ]);
});
