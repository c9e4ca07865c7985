import { z } from 'zod';
import { customValues } from '#customers/public.contract.ts';
import { amountMinor, count, currency, decimal, id, instant, page } from '#platform/http/contract.ts';

export const orderKind = z
  .enum(['sale', 'return', 'cancellation'])
  .meta({ description: 'A return or cancellation is a document of its own with a negative amount.' });

export type OrderKind = z.infer<typeof orderKind>;

const withoutRight = 'Null for whom the field is hidden or masked.';
const withoutTime = 'Null for whom the time of orders is hidden or masked.';

/** One document as lists show it. `baseAmountMinor` is in the organisation's currency, null without a rate. */
export const orderRow = z.object({
  id,
  number: z.string(),
  kind: orderKind,
  orderedAt: instant.nullable().meta({ description: withoutRight }),
  customerId: id.nullable().meta({ description: 'Null for a guest.' }),
  customerName: z.string().nullable(),
  store: z.string().nullable(),
  channel: z.string().nullable(),
  brand: z.string().nullable(),
  seller: z.string().nullable().meta({ description: 'The sales representative who made the sale.' }),
  currency,
  amountMinor: amountMinor.nullable().meta({ description: withoutRight }),
  baseAmountMinor: amountMinor.nullable().meta({
    description: 'Null without a rate, and for whom the amount or the time is hidden or masked.',
  }),
  lineCount: count,
  originalNumber: z.string().nullable(),
  originalOrderId: id.nullable(),
  customFields: customValues.meta({ description: 'What the organisation added, by key of the field.' }),
});

export type OrderRow = z.infer<typeof orderRow>;

export const orderLine = z.object({
  productId: id.nullable().meta({ description: 'Null where the line names no product.' }),
  occurrence: z.number().int().positive().meta({ description: 'Tells equal lines of one order apart.' }),
  productCode: z.string().nullable(),
  productName: z.string().nullable(),
  description: z.string().nullable(),
  quantity: decimal,
  unitPrice: decimal.nullable().meta({ description: withoutRight }),
  amountMinor: amountMinor.nullable().meta({ description: withoutRight }),
  quantityLeft: decimal.meta({
    description: 'What of a sale is not yet returned or cancelled; 0 otherwise.',
  }),
});

export type OrderLine = z.infer<typeof orderLine>;

/** A document that this one undoes, or that undoes it. */
const relatedOrder = z.object({
  id,
  number: z.string(),
  kind: orderKind,
  orderedAt: instant.nullable(),
  currency,
  amountMinor: amountMinor.nullable(),
});

export const order = orderRow.extend({
  mayChange: z.boolean().meta({ description: 'Whether the one who asks may edit, return or cancel it.' }),
  baseCurrency: currency,
  sourceId: id.nullable().meta({ description: 'Null when written by hand.' }),
  importId: id.nullable(),
  original: relatedOrder.nullable(),
  undoneBy: z.array(relatedOrder).meta({ description: 'Newest first, at most 100.' }),
  lines: page(orderLine).meta({
    description: 'The first page of lines; the rest through /orders/:id/lines.',
  }),
  createdAt: instant.nullable().meta({ description: withoutTime }),
  updatedAt: instant.nullable().meta({ description: withoutTime }),
  version: count,
});

export type Order = z.infer<typeof order>;

/** An order as an entry of its customer's timeline. */
export const orderEntry = z.object({
  kind: orderKind,
  at: instant,
  orderId: id,
  number: z.string(),
  currency,
  amountMinor: amountMinor.nullable(),
  lineCount: count,
  store: z.string().nullable(),
});

export type OrderEntry = z.infer<typeof orderEntry>;
