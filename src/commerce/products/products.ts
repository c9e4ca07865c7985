import type { z } from 'zod';
import { reachOf } from '#platform/access/actor.ts';
import { type BoundedCount, boundedCount } from '#platform/db/bounded-count.queries.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { type Cursor, decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { fromMillionths, toMillionths } from '../currencies/money.ts';
import { reads } from '../fields/order-rights.ts';
import {
  matchingProducts,
  type ProductSort,
  pageOfProducts,
  type StoredProduct,
} from './find-products.queries.ts';
import type { newProduct, Product, ProductFilters, ProductRow, productEdit } from './products.contract.ts';
import { findProduct, insertProduct, productFacets, sumMonths, updateProduct } from './products.queries.ts';

const facetLimit = 500;
const monthLimit = 60;

/** One page of the products that match. Fails with `commerce.figures_hidden`. */
export async function listProducts(
  ctx: Context,
  input: ProductFilters & Partial<ProductSort> & { cursor?: string | undefined; limit: number },
): Promise<{ items: ProductRow[]; next: string | null }> {
  const { limit } = input;
  const { sort, direction } = sortFor(ctx, input);
  const sortName = `products ${sort} ${direction}`;
  const after = readCursor(input.cursor, sortName, sort);
  const rows = await pageOfProducts(matchingProducts(ctx, input), { sort, direction }, after, limit);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const next =
    rows.length > limit && last
      ? encodeCursor({ sort: sortName, value: sortValue(last, sort), id: last.id })
      : null;
  return { items: items.map((item) => shown(ctx, item)), next };
}

function sortValue(product: StoredProduct, sort: ProductSort['sort']): string | null {
  const { name, revenueMinor: revenue, quantity, lastSoldAt } = product;
  return { name, revenue, quantity, lastSoldAt }[sort];
}

const cursorForms = {
  name: (value: string) => !value.includes('\0'),
  revenue: (value: string) => /^-?\d{1,18}$/.test(value),
  quantity: (value: string) => /^-?\d{1,18}(\.\d{1,6})?$/.test(value),
  lastSoldAt: () => true,
};

function readCursor(
  text: string | undefined,
  sortName: string,
  sort: ProductSort['sort'],
): Cursor | undefined {
  const cursor = decodeCursor(text, sortName, sort === 'lastSoldAt' ? 'instant' : 'text');
  if (!cursor) return undefined;
  const fits = cursor.value === null ? sort === 'lastSoldAt' : cursorForms[sort](cursor.value);
  if (!fits) throw fail('invalid', 'platform.wrong_cursor');
  return cursor;
}

function sortFor(ctx: Context, { sort, direction = 'desc' }: Partial<ProductSort>): ProductSort {
  if (seesFigures(ctx)) return { sort: sort ?? 'revenue', direction };
  if (sort === undefined) return { sort: 'name', direction: 'asc' };
  if (sort !== 'name') throw fail('forbidden', 'commerce.figures_hidden');
  return { sort, direction };
}

/** What products sold adds up amounts and times of everybody's orders, so it is for who sees these of all of them. */
function seesFigures(ctx: Context): boolean {
  const { see, unassigned } = reachOf(ctx.actor, 'orders');
  return see === 'all' && unassigned && reads(ctx, 'amountMinor') && reads(ctx, 'orderedAt');
}

const hidden = { lineCount: null, quantity: null, revenueMinor: null, firstSoldAt: null, lastSoldAt: null };

function shown<Row extends StoredProduct>(ctx: Context, product: Row) {
  if (!seesFigures(ctx)) return { ...product, ...hidden };
  return { ...product, quantity: fromMillionths(toMillionths(product.quantity)) };
}

/** Exact up to 10,000 products, else the planner's estimate. */
export function countProducts(ctx: Context, filters: ProductFilters): Promise<BoundedCount> {
  return boundedCount(ctx, matchingProducts(ctx, filters));
}

/** The categories and brands that products name. */
export function listProductFacets(ctx: Context) {
  return productFacets(ctx, facetLimit);
}

/** One product; fails with `commerce.product_not_found`. */
export async function showProduct(ctx: Context, id: string): Promise<Product> {
  const found = await findProduct(ctx, id);
  if (!found) throw noSuchProduct();
  const { currency: baseCurrency } = await ctx.organisation();
  return { ...shown(ctx, found), baseCurrency };
}

/** What a product sold by month of the organisation's time zone, returns and cancellations taken off; null for whom figures are hidden from. */
export async function listProductMonths(ctx: Context, id: string) {
  if (!(await findProduct(ctx, id))) throw noSuchProduct();
  const { currency: baseCurrency } = await ctx.organisation();
  if (!seesFigures(ctx)) return { baseCurrency, months: null };
  const months = await sumMonths(ctx, id, monthLimit);
  return {
    baseCurrency,
    months: months.map((month) => ({ ...month, quantity: fromMillionths(toMillionths(month.quantity)) })),
  };
}

/** Makes a product; fails with `commerce.product_code_taken`. */
export async function createProduct(ctx: Context, input: z.output<typeof newProduct>): Promise<Product> {
  const { code, name, category = null, brand = null } = input;
  const id = await insertProduct(ctx, { code, name, category, brand });
  if (id === undefined) throw codeTaken(code);
  await ctx.emit('products.created', { ids: [id] });
  await ctx.audit('commerce.product_created', `product:${id}`, { code });
  return showProduct(ctx, id);
}

/**
 * Changes a product from the version that `If-Match` names; keys that are missing stay. Fails with
 * `commerce.product_not_found`, `commerce.product_code_taken` and `commerce.version_conflict`.
 */
export async function editProduct(ctx: Context, input: z.output<typeof productEdit>): Promise<Product> {
  const before = await findProduct(ctx, input.id, { lock: true });
  if (!before) throw noSuchProduct();
  if (String(before.version) !== ctx.ifMatch) throw fail('conflict', 'commerce.version_conflict');
  const { code = before.code, name = before.name, category = before.category, brand = before.brand } = input;
  if (!(await updateProduct(ctx, input.id, { code, name, category, brand }))) throw codeTaken(code);
  await ctx.emit('products.changed', { ids: [input.id] });
  await ctx.audit('commerce.product_changed', `product:${input.id}`, { code, name, category, brand });
  return showProduct(ctx, input.id);
}

function noSuchProduct() {
  return fail('notFound', 'commerce.product_not_found');
}

function codeTaken(code: string) {
  return fail('conflict', 'commerce.product_code_taken', { values: { code } });
}
