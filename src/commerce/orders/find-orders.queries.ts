import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { customFieldConditions, reachedByCustomer } from '#customers/public.ts';
import { mayDo } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { endOf, startOf } from '#platform/db/days.queries.ts';
import type { DB } from '#platform/db/tables.ts';
import type { Cursor } from '#platform/http/cursor.ts';
import { refuseUnreadable } from '../fields/order-rights.ts';
import { shownHeader } from '../fields/shown-order-fields.queries.ts';
import { fieldsOfFilters, type OrderFilters } from './order-filters.contract.ts';
import type { OrderKind, OrderRow } from './orders.contract.ts';
import { isOfImport } from './orders-of-import.queries.ts';

/** An order without the name of its customer, as the actor may see it; `customerId` is `0` for a guest. */
export interface StoredOrder {
  id: string;
  number: string;
  kind: OrderKind;
  orderedAt: string | null;
  customerId: string;
  store: string | null;
  channel: string | null;
  brand: string | null;
  seller: string | null;
  currency: string;
  amountMinor: string | null;
  baseAmountMinor: string | null;
  lineCount: number;
  originalNumber: string | null;
  originalOrderId: string | null;
  customFields: OrderRow['customFields'];
}

export interface OrderSort {
  /** `written`: as they came to be known, for whom the time of orders is kept from. */
  sort: 'orderedAt' | 'amount' | 'written';
  direction: 'asc' | 'desc';
}

/** What orders are filtered by whose words are kept in commerce.order_facets. */
const facets = ['store', 'channel', 'brand', 'seller', 'currency'] as const;

type Orders<Row = object> = SelectQueryBuilder<DB & { o: DB['commerce.orders'] }, 'o', Row>;

/**
 * The one rule for which orders the actor may see, over a row of commerce.orders called `o`. Every list, count,
 * sum and export goes through it.
 */
export function visibleOrders(ctx: Pick<Context, 'actor'>): RawBuilder<boolean> {
  if (!mayDo(ctx.actor, 'commerce.read')) return sql`false`;
  return reachedByCustomer(ctx, 'orders', 'see', sql.ref('o.customer_id'));
}

/** Those of them that the actor may change, return or cancel. */
export function changeableOrders(ctx: Pick<Context, 'actor'>): RawBuilder<boolean> {
  return sql`(${visibleOrders(ctx)} and ${reachedByCustomer(ctx, 'orders', 'change', sql.ref('o.customer_id'))})`;
}

const fieldValues = sql.ref('o.field_values');

/**
 * Visible orders that match. Days begin and end in `timeZone`. Fails with commerce.field_not_readable where the actor may
 * not read what a filter asks for.
 */
export async function matchingOrders(
  ctx: Context,
  filters: OrderFilters,
  timeZone: string,
): Promise<{ matching: Orders }> {
  refuseUnreadable(ctx, fieldsOfFilters(filters));
  let query = ctx.tx.selectFrom('commerce.orders as o').where(visibleOrders(ctx)) as unknown as Orders;
  const equal = [
    ['kind', filters.kind],
    ['customer_id', filters.guests ? '0' : filters.customerId],
    ['original_order_id', filters.originalOrderId],
  ] as const;
  for (const [column, value] of equal) {
    if (value !== undefined) query = query.where(sql<boolean>`o.${sql.ref(column)} = ${value}`);
  }
  for (const facet of facets) {
    const value = filters[facet];
    if (value !== undefined) query = query.where(hasFacet(facet, value));
  }
  if (filters.number) query = query.where(numberIn(sql`key.number = ${filters.number}`));
  if (filters.guests && filters.customerId) query = query.where(sql<boolean>`false`);
  if (filters.q) query = query.where(numberBegins(filters.q));
  if (filters.productId) {
    query = query.where(sql<boolean>`exists (select from commerce.order_lines l
      where l.customer_id = o.customer_id and l.order_id = o.id and l.product_id = ${filters.productId})`);
  }
  if (filters.importId) query = query.where(await isOfImport(ctx, filters.importId));
  if (filters.orderedFrom)
    query = query.where(sql<boolean>`o.ordered_at >= ${startOf(filters.orderedFrom, timeZone)}`);
  if (filters.orderedTo)
    query = query.where(sql<boolean>`o.ordered_at < ${endOf(filters.orderedTo, timeZone)}`);
  if (filters.minAmountMinor) query = query.where('o.base_amount_minor', '>=', filters.minAmountMinor);
  if (filters.maxAmountMinor) query = query.where('o.base_amount_minor', '<=', filters.maxAmountMinor);
  const ofOrders = { of: 'order', values: fieldValues } as const;
  for (const holds of await customFieldConditions(ctx, filters.customFields ?? {}, ofOrders))
    query = query.where(sql<boolean>`${holds}`);
  // A builder by itself would be run by whoever awaits this.
  return { matching: query };
}

/** Asks first whether any order has the word at all, so that a word that none has reads no order. */
function hasFacet(facet: (typeof facets)[number], value: string): RawBuilder<boolean> {
  return sql`(exists (select from commerce.order_facets where facet = ${facet} and value = ${value})
    and o.${sql.ref(facet)} = ${value})`;
}

/** Numbers are looked up where they are kept unique; the orders need no index of their own for them. */
function numberIn(condition: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`(o.customer_id, o.id) in (select key.customer_id, key.order_id from commerce.order_keys key where ${condition})`;
}

/** As typed, in capitals and in small letters: the index of numbers serves all three. */
function numberBegins(q: string): RawBuilder<boolean> {
  const forms = [...new Set([q, q.toUpperCase(), q.toLowerCase()])];
  const patterns = forms.map((form) => `${form.replace(/[\\%_]/g, '\\$&')}%`);
  const likes = patterns.map((pattern) => sql`key.number like ${pattern}`);
  return numberIn(sql`(${sql.join(likes, sql` or `)})`);
}

/**
 * One page in keyset order, one row more than `limit` where there are more. Orders without a known worth come
 * last when sorted by amount, whatever the direction.
 */
export async function pageOfOrders(
  ctx: Context,
  matching: Orders,
  { sort, direction }: OrderSort,
  after: Cursor | undefined,
  limit: number,
): Promise<StoredOrder[]> {
  if (sort === 'written') return readOrders(ctx, byId(matching, direction, after), limit + 1);
  if (sort === 'orderedAt')
    return readOrders(ctx, ordered(matching, 'ordered_at', direction, after), limit + 1);
  const worth = matching.where('o.base_amount_minor', 'is not', null);
  const known =
    after?.value === null
      ? []
      : await readOrders(ctx, ordered(worth, 'base_amount_minor', direction, after), limit + 1);
  if (known.length > limit) return known;
  const unknown = matching.where('o.base_amount_minor', 'is', null);
  const rest = byId(unknown, direction, after?.value === null ? after : undefined);
  return [...known, ...(await readOrders(ctx, rest, limit + 1 - known.length))];
}

function byId(query: Orders, direction: 'asc' | 'desc', after: Cursor | undefined): Orders {
  const sorted = query.orderBy('o.id', direction);
  return after ? sorted.where('o.id', direction === 'asc' ? '>' : '<', after.id) : sorted;
}

function ordered(
  query: Orders,
  column: 'ordered_at' | 'base_amount_minor',
  direction: 'asc' | 'desc',
  after: Cursor | undefined,
): Orders {
  const sorted = query.orderBy(`o.${column}`, direction).orderBy('o.id', direction);
  if (!after) return sorted;
  const type = sql.raw(column === 'ordered_at' ? 'timestamptz' : 'bigint');
  const beyond = sql.raw(direction === 'asc' ? '>' : '<');
  return sorted.where(
    sql<boolean>`(o.${sql.ref(column)}, o.id) ${beyond} (${after.value}::${type}, ${after.id}::bigint)`,
  );
}

async function readOrders(ctx: Context, query: Orders, limit: number): Promise<StoredOrder[]> {
  const rows = await query
    .select([
      'o.id',
      'o.number',
      'o.kind',
      'o.customer_id as customerId',
      'o.currency',
      'o.lines as lineCount',
      'o.original_number as originalNumber',
      'o.original_order_id as originalOrderId',
      ...shownHeader(ctx),
    ])
    .limit(limit)
    .execute();
  return rows as unknown as StoredOrder[];
}
