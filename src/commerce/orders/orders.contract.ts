import { z } from 'zod';
import { customEditRefusals } from '#customers/public.contract.ts';
import {
  amountMinor,
  contract,
  count,
  currency,
  day,
  endpoint,
  fileOutput,
  id,
  instant,
  nothing,
  page,
  pageInput,
} from '#platform/http/contract.ts';
import { newOrder, orderCancel, orderEdit } from './new-order.contract.ts';
import { filters, orderFilters } from './order-filters.contract.ts';
import { order, orderEntry, orderKind, orderLine, orderRow } from './order-rows.contract.ts';

export type { OrderFilters } from './order-filters.contract.ts';
export type { Order, OrderEntry, OrderKind, OrderLine, OrderRow } from './order-rows.contract.ts';

const customFieldRefusals = [
  'commerce.field_not_writable',
  'customers.field_not_writable',
  ...customEditRefusals,
];
const fieldFilterRefusals = [
  'commerce.field_not_readable',
  'customers.field_unknown',
  'customers.field_not_comparable',
  'customers.field_not_readable',
];

export const orderSort = z.enum(['orderedAt', 'amount']);
const sorting = {
  sort: orderSort.optional().meta({
    description:
      "Amounts sort in the organisation's currency. By default orderedAt; for whoever may not read it as the orders came to be known.",
  }),
  direction: z.enum(['asc', 'desc']).default('desc'),
};

const countAnswer = z.object({
  count: count.meta({ description: 'Exact up to 10,000 and for an import, an estimate beyond.' }),
  exact: z.boolean(),
});

const sum = amountMinor.nullable().meta({ description: 'Null for whoever may not read amounts.' });
const documents = z.object({ documents: count, guests: count, amountMinor: sum });
const byKind = z.object({ sale: documents, return: documents, cancellation: documents });

export const orderSummary = z.object({
  from: day,
  to: day.meta({ description: 'The last day, included.' }),
  baseCurrency: currency,
  base: byKind.meta({
    description: "Amounts in the organisation's currency; unrated documents add nothing.",
  }),
  unrated: count.nullable().meta({
    description: 'Documents whose currency had no rate on their day; null as `base`.',
  }),
  currencies: z.array(byKind.extend({ currency })),
  months: z.array(
    z.object({
      month: z.string().meta({ description: "2026-03, in the organisation's time zone." }),
      sales: count,
      salesMinor: sum,
      undone: count.meta({ description: 'Returns and cancellations.' }),
      undoneMinor: amountMinor.nullable().meta({ description: 'Negative; null as the others.' }),
    }),
  ),
});

export type OrderSummary = z.infer<typeof orderSummary>;

/** `amountMinor` in the currency beside it; `guests` is always 0. */
export const customerOrderTotals = z.object({
  baseCurrency: currency,
  orders: count.meta({ description: 'Sales.' }),
  undone: count.meta({ description: 'Returns and cancellations.' }),
  spendMinor: amountMinor.nullable().meta({
    description:
      "All documents in the organisation's currency; null for whoever may not read amounts and times.",
  }),
  unrated: count.nullable().meta({ description: 'Null as `spendMinor`.' }),
  firstOrderAt: instant.nullable(),
  lastOrderAt: instant.nullable(),
  base: byKind,
  currencies: z.array(byKind.extend({ currency })),
});

export const ordersContract = contract('commerce', {
  list: endpoint({
    method: 'GET',
    path: '/orders',
    summary: 'Lists orders, returns and cancellations.',
    needs: 'commerce.read',
    countsReads: 'orders',
    input: z.strictObject({ ...filters, ...sorting, ...pageInput }),
    output: page(orderRow),
    fails: ['platform.wrong_cursor', 'customers.list_too_slow', ...fieldFilterRefusals],
  }),
  count: endpoint({
    method: 'GET',
    path: '/orders/count',
    summary: 'Counts orders: exactly up to 10,000 and those of an import, as an estimate beyond.',
    needs: 'commerce.read',
    input: orderFilters,
    output: countAnswer,
    fails: ['customers.list_too_slow', ...fieldFilterRefusals],
  }),
  facets: endpoint({
    method: 'GET',
    path: '/orders/facets',
    summary:
      'Lists the stores, channels, brands, sellers and currencies that orders name, at most 500 of each.',
    needs: 'commerce.read',
    input: nothing,
    output: z.object({
      stores: z.array(z.string()),
      channels: z.array(z.string()),
      brands: z.array(z.string()),
      sellers: z.array(z.string()),
      currencies: z.array(currency),
    }),
    fails: ['customers.list_too_slow'],
  }),
  summary: endpoint({
    method: 'GET',
    path: '/orders/summary',
    summary: 'Sums up the orders of a period, in all, by currency and by month.',
    needs: 'commerce.read',
    input: z.strictObject({
      from: day
        .optional()
        .meta({ description: 'The first day; twelve months before the last when missing.' }),
      to: day.optional().meta({ description: "The last day, included; the newest order's when missing." }),
    }),
    output: orderSummary,
    fails: ['commerce.period_reversed', 'commerce.field_not_readable'],
  }),
  export: endpoint({
    method: 'GET',
    path: '/orders/export',
    summary: 'Gives the orders with their lines as a CSV file, one row a line.',
    needs: 'commerce.export',
    input: orderFilters,
    output: fileOutput,
    download: true,
    fails: fieldFilterRefusals,
  }),
  get: endpoint({
    method: 'GET',
    path: '/orders/:id',
    summary: 'Shows one order with its lines, what it undoes and what undid it.',
    needs: 'commerce.read',
    countsReads: 'orders',
    input: z.strictObject({ id }),
    output: order,
    fails: ['commerce.order_not_found'],
  }),
  lines: endpoint({
    method: 'GET',
    path: '/orders/:id/lines',
    summary: 'Lists the lines of one order.',
    needs: 'commerce.read',
    input: z.strictObject({ id, ...pageInput }),
    output: page(orderLine),
    fails: ['commerce.order_not_found', 'platform.wrong_cursor'],
  }),
  create: endpoint({
    method: 'POST',
    path: '/orders',
    summary: 'Writes an order or a return by hand; products with a new code are made.',
    needs: 'commerce.write',
    input: newOrder,
    output: order,
    fails: [
      'commerce.not_yours',
      'commerce.order_number_taken',
      'commerce.customer_not_found',
      'commerce.product_not_found',
      'commerce.product_missing',
      'commerce.amount_too_large',
      'commerce.unknown_currency',
      'commerce.return_not_negative',
      'commerce.sale_negative',
      'commerce.not_a_return',
      'commerce.order_not_found',
      'commerce.not_a_sale',
      'commerce.other_customer',
      'commerce.other_currency',
      'commerce.more_than_sold',
      ...customFieldRefusals,
    ],
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/orders/:id',
    summary: 'Changes time, store, channel, brand, seller or custom fields of an order.',
    needs: 'commerce.write',
    ifMatch: true,
    input: orderEdit,
    output: order,
    fails: [
      'commerce.not_yours',
      'commerce.order_not_found',
      'commerce.version_conflict',
      ...customFieldRefusals,
    ],
  }),
  cancel: endpoint({
    method: 'POST',
    path: '/orders/:id/cancel',
    summary: 'Undoes a sale, in whole or in part, by a negative document that refers to it.',
    needs: 'commerce.write',
    input: orderCancel,
    output: order,
    fails: [
      'commerce.not_yours',
      'commerce.order_not_found',
      'commerce.not_a_sale',
      'commerce.nothing_left',
      'commerce.more_than_sold',
      'commerce.line_not_found',
      'commerce.order_number_taken',
      'commerce.field_not_writable',
    ],
  }),
  ofCustomer: endpoint({
    method: 'GET',
    path: '/customers/:id/orders',
    summary: 'Lists the documents of one customer, newest first.',
    needs: 'commerce.read',
    countsReads: 'orders',
    input: z.strictObject({ id, kind: orderKind.optional(), ...pageInput }),
    output: page(orderRow),
    fails: ['commerce.customer_not_found', 'platform.wrong_cursor'],
  }),
  totalsOfCustomer: endpoint({
    method: 'GET',
    path: '/customers/:id/order-totals',
    summary: 'Sums up the documents of one customer by kind and currency.',
    needs: 'commerce.read',
    input: z.strictObject({ id }),
    output: customerOrderTotals,
    fails: ['commerce.customer_not_found'],
  }),
  entriesOfCustomer: endpoint({
    method: 'GET',
    path: '/customers/:id/order-entries',
    summary:
      'Lists the documents of one customer as entries of the timeline, newest first; none for whoever may not read when they were placed.',
    needs: 'commerce.read',
    input: z.strictObject({
      id,
      before: instant.optional().meta({ description: 'Only entries before this time.' }),
      ...pageInput,
    }),
    output: page(orderEntry),
    fails: ['commerce.customer_not_found', 'platform.wrong_cursor'],
  }),
});
