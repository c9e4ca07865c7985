import { sql } from 'kysely';
import { changedValues, type FieldChange, reachedByCustomer } from '#customers/public.ts';
import { mayDo } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { reads } from '../fields/order-rights.ts';
import { shownHeader, shownInOrders } from '../fields/shown-order-fields.queries.ts';
import { changeOrders } from '../history/keep-changes.queries.ts';
import { changeableOrders, type StoredOrder, visibleOrders } from './find-orders.queries.ts';
import type { OrderKind } from './order-rows.contract.ts';

/** A whole header; `sourceId` is `0` for what was written by hand. */
export interface StoredHeader extends StoredOrder {
  sourceId: string;
  importId: string | null;
  createdAt: string | null;
  updatedAt: string | null;
  version: number;
}

/** When a document was written, or last changed, tells when it was placed: by hand it is the same moment. */
const written = (
  ctx: Context,
) => sql`${shownInOrders(ctx, 'orderedAt', sql.ref('o.created_at'))} as "createdAt",
  ${shownInOrders(ctx, 'orderedAt', sql.ref('o.updated_at'))} as "updatedAt"`;

/** One order that the actor may see, as far as they may see it. */
export async function findOrder(ctx: Context, id: string): Promise<StoredHeader | undefined> {
  const { rows } = await sql<StoredHeader>`
    select o.id, o.number, o.kind, o.customer_id as "customerId", o.currency, o.lines as "lineCount",
      o.original_number as "originalNumber", o.original_order_id as "originalOrderId", o.source_id as "sourceId",
      o.import_id as "importId", ${written(ctx)}, o.version,
      ${sql.join(shownHeader(ctx))}
    from commerce.orders o where o.id = ${id} and ${visibleOrders(ctx)}`.execute(ctx.tx);
  return rows[0];
}

/** A header as it is, to change or undo it; nobody is shown it. */
export interface HeaderToChange {
  id: string;
  number: string;
  kind: OrderKind;
  orderedAt: string;
  customerId: string;
  sourceId: string;
  store: string | null;
  channel: string | null;
  brand: string | null;
  seller: string | null;
  currency: string;
  version: number;
}

/** One order that the actor may see; `lock` keeps others from changing or undoing it until the end. */
export async function findToChange(
  ctx: Context,
  id: string,
  options: { lock?: boolean } = {},
): Promise<HeaderToChange | undefined> {
  const lock = options.lock ? sql`for update` : sql``;
  const { rows } = await sql<HeaderToChange>`
    select o.id, o.number, o.kind, o.ordered_at as "orderedAt", o.customer_id as "customerId", o.source_id as "sourceId",
      o.store, o.channel, o.brand, o.seller, o.currency, o.version
    from commerce.orders o where o.id = ${id} and ${visibleOrders(ctx)} ${lock}`.execute(ctx.tx);
  return rows[0];
}

export async function mayChangeOrder(ctx: Context, id: string): Promise<boolean> {
  if (!mayDo(ctx.actor, 'commerce.write')) return false;
  const { rows } =
    await sql`select from commerce.orders o where o.id = ${id} and ${changeableOrders(ctx)}`.execute(ctx.tx);
  return rows.length > 0;
}

/** Whether the actor may write documents for this customer; `0` = for guests. */
export async function mayOrderFor(ctx: Context, customerId: string): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`
    select ${reachedByCustomer(ctx, 'orders', 'change', sql`${customerId}::bigint`)} as may`.execute(ctx.tx);
  return rows[0]!.may;
}

export interface StoredRelative {
  id: string;
  number: string;
  kind: OrderKind;
  orderedAt: string | null;
  currency: string;
  amountMinor: string | null;
}

const relative = (ctx: Context) => sql`o.id, o.number, o.kind, o.currency,
  ${shownInOrders(ctx, 'orderedAt')} as "orderedAt", ${shownInOrders(ctx, 'amountMinor')} as "amountMinor"`;

export async function findRelative(ctx: Context, id: string): Promise<StoredRelative | undefined> {
  const { rows } = await sql<StoredRelative>`
    select ${relative(ctx)} from commerce.orders o where o.id = ${id} and ${visibleOrders(ctx)}`.execute(
    ctx.tx,
  );
  return rows[0];
}

/** The documents that undo this one, newest first; as they came to be known for whom their times are kept from. */
export async function undoingOrders(ctx: Context, id: string, limit: number): Promise<StoredRelative[]> {
  const { rows } = await sql<StoredRelative>`
    select ${relative(ctx)} from commerce.orders o
    where o.original_order_id = ${id} and ${visibleOrders(ctx)}
    order by ${reads(ctx, 'orderedAt') ? sql`o.ordered_at desc,` : sql``} o.id desc limit ${limit}`.execute(
    ctx.tx,
  );
  return rows;
}

export async function nextOrderId(ctx: Context): Promise<string> {
  const { rows } = await sql<{ id: string }>`select nextval('commerce.order_ids') as id`.execute(ctx.tx);
  return rows[0]!.id;
}

/** Claims the first of these numbers that nobody has in this source; undefined when all are taken. */
export async function claimNumber(
  ctx: Context,
  claim: { id: string; sourceId: string; customerId: string; numbers: readonly string[] },
): Promise<string | undefined> {
  for (const number of claim.numbers) {
    const { numAffectedRows } = await sql`
      insert into commerce.order_keys (source_id, number, order_id, customer_id)
      values (${claim.sourceId}, ${number}, ${claim.id}, ${claim.customerId})
      on conflict do nothing`.execute(ctx.tx);
    if (numAffectedRows === 1n) return number;
  }
  return undefined;
}

export interface DocumentToWrite {
  id: string;
  number: string;
  customerId: string;
  sourceId: string;
  kind: OrderKind;
  orderedAt: string | Date;
  store: string | null;
  channel: string | null;
  brand: string | null;
  seller: string | null;
  currency: string;
  amountMinor: bigint;
  original: { id: string; number: string } | null;
  fieldChanges: readonly FieldChange[];
  lines: LineToWrite[];
}

export interface LineToWrite {
  productId: string;
  occurrence: number;
  description: string | null;
  quantity: string;
  unitPrice: string;
  amountMinor: bigint;
}

/** Writes header and lines; sums of products and customers are the caller's. */
export async function insertDocument(ctx: Context, document: DocumentToWrite): Promise<void> {
  const { currency: base, timeZone } = await ctx.organisation();
  const now = ctx.clock.now();
  const amount = document.amountMinor.toString();
  await sql`insert into commerce.orders (customer_id, id, source_id, number, kind, ordered_at, store, channel, brand,
      seller, currency, amount_minor, base_amount_minor, base_rate, lines, original_number, original_order_id, field_values,
      created_at, updated_at)
    values (${document.customerId}, ${document.id}, ${document.sourceId}, ${document.number}, ${document.kind},
      ${document.orderedAt}, ${document.store}, ${document.channel}, ${document.brand}, ${document.seller},
      ${document.currency}, ${amount}, commerce.base_amount(${amount}, ${document.currency}, ${document.orderedAt}::timestamptz, ${base},
        ${timeZone}), commerce.base_rate(${document.currency}, ${document.orderedAt}::timestamptz, ${base}, ${timeZone}),
      ${document.lines.length}, ${document.original?.number ?? null},
      ${document.original?.id ?? null}, ${changedValues(sql`'{}'`, document.fieldChanges)}, ${now}, ${now})`.execute(
    ctx.tx,
  );
  const lines = document.lines.map((line) => ({ ...line, amountMinor: line.amountMinor.toString() }));
  await sql`insert into commerce.order_lines (customer_id, order_id, product_id, occurrence, description, quantity,
      unit_price, amount_minor)
    select ${document.customerId}, ${document.id}, line."productId", line.occurrence, line.description, line.quantity,
      line."unitPrice", line."amountMinor"
    from json_to_recordset(${JSON.stringify(lines)}::json) as line("productId" bigint, occurrence integer,
      description text, quantity numeric, "unitPrice" numeric, "amountMinor" bigint)`.execute(ctx.tx);
}

export interface HeaderChange {
  orderedAt: string;
  store: string | null;
  channel: string | null;
  brand: string | null;
  seller: string | null;
  fieldChanges: readonly FieldChange[];
}

/** Writes the changed header; its worth follows the rate of the new day. */
export async function updateHeader(
  ctx: Context,
  order: { id: string; customerId: string },
  change: HeaderChange,
): Promise<void> {
  const { currency: base, timeZone } = await ctx.organisation();
  await changeOrders(
    ctx,
    sql`update commerce.orders stored
    set ordered_at = ${change.orderedAt}, store = ${change.store}, channel = ${change.channel}, brand = ${change.brand},
      seller = ${change.seller}, field_values = ${changedValues(sql.ref('field_values'), change.fieldChanges)},
      base_amount_minor = commerce.base_amount(amount_minor, currency, ${change.orderedAt}::timestamptz, ${base}, ${timeZone}),
      base_rate = commerce.base_rate(currency, ${change.orderedAt}::timestamptz, ${base}, ${timeZone}),
      version = version + 1, updated_at = ${ctx.clock.now()}, edited_at = ${ctx.clock.now()}
    where customer_id = ${order.customerId} and id = ${order.id}`,
  );
}
