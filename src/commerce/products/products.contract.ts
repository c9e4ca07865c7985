import { z } from 'zod';
import {
  amountMinor,
  bigCount,
  contract,
  count,
  currency,
  decimal,
  endpoint,
  id,
  instant,
  nothing,
  page,
  pageInput,
} from '#platform/http/contract.ts';

const figures =
  'Null for who does not see all orders with their amounts and times, since it adds up everybody’s.';

/** One product with what its lines add up to; `revenueMinor` is in the organisation's currency. */
export const productRow = z.object({
  id,
  code: z.string(),
  name: z.string(),
  category: z.string().nullable(),
  brand: z.string().nullable(),
  lineCount: bigCount.nullable().meta({ description: figures }),
  quantity: decimal.nullable().meta({ description: `Sold less returned and cancelled. ${figures}` }),
  revenueMinor: amountMinor.nullable().meta({ description: figures }),
  firstSoldAt: instant.nullable(),
  lastSoldAt: instant.nullable(),
});

export type ProductRow = z.infer<typeof productRow>;

export const product = productRow.extend({
  baseCurrency: currency,
  createdAt: instant,
  updatedAt: instant,
  version: count,
});

export type Product = z.infer<typeof product>;

/** What one product sold in a month of the organisation's time zone, returns and cancellations taken off. */
const productMonth = z.object({
  month: z.string().meta({ description: '2026-03' }),
  documents: count,
  quantity: decimal,
  revenueMinor: amountMinor,
});

const filters = {
  q: z
    .string()
    .trim()
    .max(200)
    .optional()
    .meta({ description: 'Pieces of code or name, each of which must occur.' }),
  category: z.string().max(200).optional(),
  brand: z.string().max(200).optional(),
};

export const productFilters = z.strictObject(filters);
export type ProductFilters = z.output<typeof productFilters>;

const label = z.string().trim().min(1).max(200);

export const newProduct = z.strictObject({
  code: label,
  name: z.string().trim().min(1).max(500),
  category: label.optional(),
  brand: label.optional(),
});

export const productEdit = z.strictObject({
  id,
  code: label.optional(),
  name: z.string().trim().min(1).max(500).optional(),
  category: label.nullable().optional(),
  brand: label.nullable().optional(),
});

export const productsContract = contract('commerce', {
  list: endpoint({
    method: 'GET',
    path: '/products',
    summary: 'Lists products.',
    needs: 'commerce.read',
    input: z.strictObject({
      ...filters,
      sort: z
        .enum(['name', 'revenue', 'quantity', 'lastSoldAt'])
        .optional()
        .meta({ description: 'By default revenue; names for who does not see figures.' }),
      direction: z.enum(['asc', 'desc']).default('desc'),
      ...pageInput,
    }),
    output: page(productRow),
    fails: ['platform.wrong_cursor', 'commerce.figures_hidden'],
  }),
  count: endpoint({
    method: 'GET',
    path: '/products/count',
    summary: 'Counts products: exactly up to 10,000, as an estimate beyond.',
    needs: 'commerce.read',
    input: productFilters,
    output: z.object({ count, exact: z.boolean() }),
  }),
  facets: endpoint({
    method: 'GET',
    path: '/products/facets',
    summary: 'Lists the categories and brands that products name, at most 500 of each.',
    needs: 'commerce.read',
    input: nothing,
    output: z.object({ categories: z.array(z.string()), brands: z.array(z.string()) }),
  }),
  get: endpoint({
    method: 'GET',
    path: '/products/:id',
    summary: 'Shows one product; its orders come from the list of orders.',
    needs: 'commerce.read',
    input: z.strictObject({ id }),
    output: product,
    fails: ['commerce.product_not_found'],
  }),
  months: endpoint({
    method: 'GET',
    path: '/products/:id/months',
    summary: 'Sums up what a product sold, month by month, at most 60 months, oldest first.',
    needs: 'commerce.read',
    input: z.strictObject({ id }),
    output: z.object({
      baseCurrency: currency,
      months: z.array(productMonth).nullable().meta({ description: figures }),
    }),
    fails: ['commerce.product_not_found'],
  }),
  create: endpoint({
    method: 'POST',
    path: '/products',
    summary: 'Makes a product.',
    needs: 'commerce.write',
    input: newProduct,
    output: product,
    fails: ['commerce.product_code_taken'],
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/products/:id',
    summary: 'Changes code, name, category or brand of a product.',
    needs: 'commerce.write',
    ifMatch: true,
    input: productEdit,
    output: product,
    fails: ['commerce.product_not_found', 'commerce.product_code_taken', 'commerce.version_conflict'],
  }),
});
