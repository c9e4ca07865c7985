import { type AliasedRawBuilder, type RawBuilder, sql } from 'kysely';
import { maskedValue, shownCustomFields } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { type OrderField, orderFields } from './order-fields.contract.ts';
import { reads, rightTo } from './order-rights.ts';

type WhoAsks = Pick<Context, 'actor'>;

const columns = {
  orderedAt: sql.ref('o.ordered_at'),
  store: sql.ref('o.store'),
  channel: sql.ref('o.channel'),
  brand: sql.ref('o.brand'),
  seller: sql.ref('o.seller'),
  amountMinor: sql.ref('o.amount_minor'),
  baseAmountMinor: sql.ref('o.base_amount_minor'),
  unitPrice: sql.ref('l.unit_price'),
  description: sql.ref('l.description'),
} as const satisfies Record<OrderField, RawBuilder<unknown>>;

/** What null is called for whom a field is kept from; a text for the kinds that have a mask. */
const types = { time: sql`timestamptz`, money: sql`numeric`, text: sql`text`, name: sql`text` };

/**
 * The one place that turns rights to fields of orders into SQL: the value of a field over commerce.orders `o` and
 * commerce.order_lines `l`, or another that tells as much as the field (a sum, the amount of a line), as the actor may see
 * it. Kept from them it is null.
 */
export function shownInOrders(
  ctx: WhoAsks,
  field: OrderField,
  value: RawBuilder<unknown> = columns[field],
): RawBuilder<unknown> {
  if (reads(ctx, field)) return value;
  const { kind } = orderFields[field];
  const nothing = sql`null::${types[kind]}`;
  if (rightTo(ctx, field) === 'hidden' || kind === 'time' || kind === 'money') return nothing;
  return maskedValue(kind, value);
}

const header = [
  'orderedAt',
  'store',
  'channel',
  'brand',
  'seller',
  'amountMinor',
  'baseAmountMinor',
] as const;

/** What of the header of an order `o` has rights, custom fields too, as columns named as in the API. */
export function shownHeader(ctx: WhoAsks): AliasedRawBuilder<unknown, string>[] {
  return [
    ...header.map((key) => shownInOrders(ctx, key).as(key)),
    shownCustomFields(ctx, sql.ref('o.field_values'), 'orders').as('customFields'),
  ];
}

/** What of an order line `l` has rights, as columns named as in the API. */
export function shownLine(ctx: WhoAsks): AliasedRawBuilder<unknown, string>[] {
  return [
    shownInOrders(ctx, 'description').as('description'),
    shownInOrders(ctx, 'unitPrice').as('unitPrice'),
    shownInOrders(ctx, 'amountMinor', sql.ref('l.amount_minor')).as('amountMinor'),
  ];
}
