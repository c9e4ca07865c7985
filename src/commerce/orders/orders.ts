import { customerNames, withinTime } from '#customers/public.ts';
import { type BoundedCount, boundedCount, exactUpTo } from '#platform/db/bounded-count.queries.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { type Cursor, decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { fromMillionths, toMillionths } from '../currencies/money.ts';
import { reads, refuseUnreadable } from '../fields/order-rights.ts';
import { matchingOrders, type OrderSort, pageOfOrders, type StoredOrder } from './find-orders.queries.ts';
import { refuseMissingCustomer } from './missing-customer.ts';
import {
  type LineKey,
  linesOfOrder,
  quantitiesSold,
  quantitiesUndone,
  type StoredLine,
} from './order-lines.queries.ts';
import type { Order, OrderEntry, OrderFilters, OrderKind, OrderLine, OrderRow } from './orders.contract.ts';
import {
  findOrder,
  findRelative,
  mayChangeOrder,
  type StoredHeader,
  undoingOrders,
} from './orders.queries.ts';
import { lineKey, quantitiesLeft } from './quantities-left.ts';

interface PageInput {
  cursor?: string | undefined;
  limit: number;
}

interface Page<Item> {
  items: Item[];
  next: string | null;
}

const linesAtOnce = 500;
const relativesShown = 100;

/** `listOrders` for somebody who waits; a list by custom fields may fail with customers.list_too_slow. */
export function listOrdersInTime(
  ctx: Context,
  input: Parameters<typeof listOrders>[1],
): Promise<Page<OrderRow>> {
  return input.customFields ? withinTime(ctx, () => listOrders(ctx, input)) : listOrders(ctx, input);
}

interface Asked {
  sort?: 'orderedAt' | 'amount' | undefined;
  direction: OrderSort['direction'];
}

/** Fails with commerce.field_not_readable where the actor may not read what is sorted by. */
function sortFor(ctx: Context, { sort, direction }: Asked): OrderSort {
  if (sort === undefined) return { sort: reads(ctx, 'orderedAt') ? 'orderedAt' : 'written', direction };
  refuseUnreadable(ctx, [sort === 'amount' ? 'baseAmountMinor' : sort]);
  return { sort, direction };
}

/**
 * One page of the orders that match, with the names of their customers. Fails with commerce.field_not_readable where the
 * actor may not read what is filtered or sorted by.
 */
export async function listOrders(
  ctx: Context,
  input: OrderFilters & Asked & PageInput,
): Promise<Page<OrderRow>> {
  const { items, next } = await pageOfStored(ctx, input, sortFor(ctx, input), input);
  return { items: await withCustomerNames(ctx, items), next };
}

/** Exact up to 10,000 orders and for those of an import, else the planner's estimate. May fail with customers.list_too_slow. */
export async function countOrders(ctx: Context, filters: OrderFilters): Promise<BoundedCount> {
  const { timeZone } = await ctx.organisation();
  const upTo = filters.importId === undefined ? exactUpTo : Number.MAX_SAFE_INTEGER;
  const { matching } = await matchingOrders(ctx, filters, timeZone);
  const count = () => boundedCount(ctx, matching, upTo);
  return filters.customFields ? withinTime(ctx, count) : count();
}

/** The documents of one customer, newest first; none for an unknown customer. */
export async function ordersOfCustomer(
  ctx: Context,
  input: { id: string; kind?: OrderKind | undefined } & PageInput,
): Promise<Page<OrderRow>> {
  await refuseMissingCustomer(ctx, input.id);
  return listOrders(ctx, {
    customerId: input.id,
    kind: input.kind,
    guests: false,
    direction: 'desc',
    cursor: input.cursor,
    limit: input.limit,
  });
}

/** The documents of one customer as entries of the timeline, newest first; whoever may not read their times has none there. */
export async function orderEntriesOfCustomer(
  ctx: Context,
  input: { id: string; before?: string | undefined } & PageInput,
): Promise<Page<OrderEntry>> {
  await refuseMissingCustomer(ctx, input.id);
  if (!reads(ctx, 'orderedAt')) return { items: [], next: null };
  const filters = { customerId: input.id, guests: false };
  const { items, next } = await pageOfStored(
    ctx,
    filters,
    { sort: 'orderedAt', direction: 'desc' },
    input,
    input.before,
  );
  return { items: items.map(entryOf), next };
}

function entryOf(order: StoredOrder): OrderEntry {
  const { kind, orderedAt, id: orderId, number, currency, amountMinor, lineCount, store } = order;
  return { kind, at: orderedAt!, orderId, number, currency, amountMinor, lineCount, store };
}

async function pageOfStored(
  ctx: Context,
  filters: OrderFilters,
  { sort, direction }: OrderSort,
  { cursor, limit }: PageInput,
  before?: string,
): Promise<Page<StoredOrder>> {
  const { timeZone } = await ctx.organisation();
  const sortName = `orders ${sort} ${direction}`;
  const after =
    readCursor(cursor, sortName, sort) ?? (before ? { sort: sortName, value: before, id: '0' } : undefined);
  const { matching } = await matchingOrders(ctx, filters, timeZone);
  const rows = await pageOfOrders(ctx, matching, { sort, direction }, after, limit);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const value = last && { amount: last.baseAmountMinor, orderedAt: last.orderedAt, written: null }[sort];
  const next =
    rows.length > limit && last ? encodeCursor({ sort: sortName, value: value ?? null, id: last.id }) : null;
  return { items, next };
}

function readCursor(text: string | undefined, sortName: string, sort: OrderSort['sort']): Cursor | undefined {
  const cursor = decodeCursor(text, sortName, sort === 'orderedAt' ? 'instant' : 'text');
  if (!cursor) return undefined;
  const { value } = cursor;
  const fits = {
    amount: value === null || /^-?\d{1,18}$/.test(value),
    orderedAt: value !== null,
    written: value === null,
  };
  if (!fits[sort]) throw fail('invalid', 'platform.wrong_cursor');
  return cursor;
}

async function withCustomerNames(ctx: Context, orders: StoredOrder[]): Promise<OrderRow[]> {
  const ids = [...new Set(orders.map((order) => order.customerId))].filter((id) => id !== '0');
  const names = await customerNames(ctx, ids);
  return orders.map((order) => ({
    ...order,
    customerId: order.customerId === '0' ? null : order.customerId,
    customerName: names.get(order.customerId)?.displayName ?? null,
  }));
}

/** One order with its first lines, what it undoes and what undid it. */
export async function showOrder(ctx: Context, id: string): Promise<Order> {
  const stored = await findOrder(ctx, id);
  if (!stored) throw noSuchOrder();
  const [row] = await withCustomerNames(ctx, [stored]);
  const { currency: baseCurrency } = await ctx.organisation();
  const { originalOrderId } = stored;
  return {
    ...stored,
    ...row!,
    baseCurrency,
    mayChange: await mayChangeOrder(ctx, id),
    sourceId: stored.sourceId === '0' ? null : stored.sourceId,
    original: originalOrderId === null ? null : ((await findRelative(ctx, originalOrderId)) ?? null),
    undoneBy: await undoingOrders(ctx, id, relativesShown),
    lines: await pageOfLines(ctx, stored, undefined, linesAtOnce),
  };
}

/** A page of the lines of one order. */
export async function listOrderLines(
  ctx: Context,
  input: { id: string } & PageInput,
): Promise<Page<OrderLine>> {
  const stored = await findOrder(ctx, input.id);
  if (!stored) throw noSuchOrder();
  return pageOfLines(ctx, stored, input.cursor, input.limit);
}

async function pageOfLines(
  ctx: Context,
  stored: StoredHeader,
  cursor: string | undefined,
  limit: number,
): Promise<Page<OrderLine>> {
  const sort = `lines ${stored.id}`;
  const rows = await linesOfOrder(ctx, stored, lineAfter(decodeCursor(cursor, sort)), limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last;
  const left = await leftOfLines(ctx, stored, items);
  return {
    items: items.map((line) => ({
      ...line,
      productId: line.productId === '0' ? null : line.productId,
      quantity: fromMillionths(toMillionths(line.quantity)),
      unitPrice: line.unitPrice && fromMillionths(toMillionths(line.unitPrice)),
      quantityLeft: fromMillionths(left.get(lineKey(line)) ?? 0n),
    })),
    next: more ? encodeCursor({ sort, value: String(last.occurrence), id: last.productId }) : null,
  };
}

function lineAfter(cursor: Cursor | undefined): LineKey | undefined {
  if (!cursor) return undefined;
  if (!/^\d{1,9}$/.test(cursor.value ?? '')) throw fail('invalid', 'platform.wrong_cursor');
  return { productId: cursor.id, occurrence: Number(cursor.value) };
}

async function leftOfLines(
  ctx: Context,
  stored: StoredHeader,
  lines: StoredLine[],
): Promise<Map<string, bigint>> {
  if (stored.kind !== 'sale') return new Map();
  const undone = await quantitiesUndone(ctx, stored.id);
  // A product's lines can lie on both sides of the edge of a page, and what is undone is told by prices, shown or not.
  const products = [...new Set(lines.map((line) => line.productId))];
  return quantitiesLeft(await quantitiesSold(ctx, stored, products), undone);
}

export function noSuchOrder() {
  return fail('notFound', 'commerce.order_not_found');
}
