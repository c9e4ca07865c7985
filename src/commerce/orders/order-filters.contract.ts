import { z } from 'zod';
import { fieldFilters } from '#customers/public.contract.ts';
import { amountMinor, currency, day, dayOrInstant, flag, id } from '#platform/http/contract.ts';
import type { OrderField } from '../fields/order-fields.contract.ts';
import { orderKind } from './order-rows.contract.ts';

/** Below 10^18, which a bigint surely holds. */
const boundary = amountMinor.max(18);

/** What narrows lists of orders, their counts and their files. */
export const filters = {
  q: z.string().trim().max(200).optional().meta({ description: 'How the number begins.' }),
  number: z.string().max(200).optional().meta({ description: 'The exact number.' }),
  kind: orderKind.optional(),
  customerId: id.optional(),
  guests: flag.meta({ description: 'Only orders without a customer.' }),
  productId: id.optional(),
  originalOrderId: id.optional(),
  importId: id.optional().meta({ description: 'Documents that this import made or met.' }),
  store: z.string().max(200).optional(),
  channel: z.string().max(200).optional(),
  brand: z.string().max(200).optional(),
  seller: z.string().max(200).optional(),
  currency: currency.optional(),
  orderedFrom: dayOrInstant.optional().meta({
    description: "The first day, in the organisation's time zone, or a time.",
  }),
  orderedTo: day.optional().meta({ description: 'The last day, included.' }),
  minAmountMinor: boundary.optional().meta({ description: "In the organisation's currency." }),
  maxAmountMinor: boundary.optional().meta({ description: "In the organisation's currency." }),
  customFields: fieldFilters.optional(),
};

export const orderFilters = z.strictObject(filters);
export type OrderFilters = z.output<typeof orderFilters>;

/** The field of orders that each filter asks about; custom fields are asked about by themselves. */
export const filteredFields: Partial<Record<keyof OrderFilters, OrderField>> = {
  store: 'store',
  channel: 'channel',
  brand: 'brand',
  seller: 'seller',
  orderedFrom: 'orderedAt',
  orderedTo: 'orderedAt',
  minAmountMinor: 'baseAmountMinor',
  maxAmountMinor: 'baseAmountMinor',
};

/** Those that these filters ask about. */
export function fieldsOfFilters(filters: OrderFilters): OrderField[] {
  return Object.entries(filteredFields).flatMap(([filter, field]) =>
    filters[filter as keyof OrderFilters] === undefined ? [] : [field],
  );
}
