import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { changeableHeader } from './former-orders.queries.ts';

/**
 * A document that an undo leaves as it is, wholly or in part, and why. referred: another document undoes it. edited:
 * a person changed its header. changed: an import or a person changed since what this import wrote. updated: nobody
 * kept what its lines were before, since that import is older than the keeping.
 */
export interface KeptOrder {
  orderId: string;
  customerId: string;
  number: string;
  reason: 'referred' | 'edited' | 'changed' | 'updated';
}

const named = (reason: RawBuilder<unknown>) => sql`stored.id as "orderId", stored.customer_id as "customerId",
  stored.number, ${reason} as reason`;

/** Those of these documents that bear something of the import. */
export async function touchedOrders(ctx: Context, importId: string, orderIds: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select stored.id from commerce.orders stored
    where stored.id = any(${orderIds}::bigint[]) and (stored.import_id = ${importId}::bigint
      or exists (select from commerce.order_lines line where line.customer_id = stored.customer_id
        and line.order_id = stored.id and line.import_id = ${importId}::bigint)
      or exists (select from commerce.former_orders former where former.order_id = stored.id
        and former.import_id = ${importId}))`.execute(ctx.tx);
  return rows.map((row) => row.id);
}

/**
 * Documents of these that stay whole: the import made them and a person edited the header, or a document that came
 * otherwise, and later than what the import changed, refers to them.
 */
export async function ordersToKeep(
  ctx: Context,
  { importId, since }: { importId: string; since: Date },
  orderIds: string[],
): Promise<KeptOrder[]> {
  const { rows } = await sql<KeptOrder>`
    select * from (
      select ${named(sql`case when exists (
          select from commerce.orders other where other.original_order_id = stored.id
            and other.import_id is distinct from ${importId}::bigint
            and (stored.import_id = ${importId}::bigint or other.created_at > ${since})) then 'referred'
        when stored.import_id = ${importId}::bigint and stored.edited_at is not null then 'edited' end`)}
      from commerce.orders stored where stored.id = any(${orderIds}::bigint[])
    ) judged where reason is not null`.execute(ctx.tx);
  return rows;
}

/** Documents of these in which others changed since what the import wrote, or to which they added lines. */
export async function changedSince(ctx: Context, importId: string, orderIds: string[]): Promise<KeptOrder[]> {
  const { rows } = await sql<KeptOrder>`
    select ${named(sql`'changed'`)} from commerce.orders stored
    where stored.id = any(${orderIds}::bigint[]) and (
      (stored.import_id = ${importId}::bigint and exists (
        select from commerce.order_lines line where line.customer_id = stored.customer_id
          and line.order_id = stored.id and line.import_id is distinct from ${importId}::bigint))
      or exists (select from commerce.former_lines later where later.order_id = stored.id
        and later.line_import_id = ${importId}::bigint)
      or exists (select from commerce.former_orders mine cross join lateral jsonb_each(mine.after)
        where mine.order_id = stored.id and mine.import_id = ${importId} and ${changeableHeader} -> key is distinct from value))`.execute(
    ctx.tx,
  );
  return rows;
}

/** Documents of these with lines that these rows changed and that are still as the import left them. */
export async function unkeptOrders(
  ctx: Context,
  importId: string,
  orderIds: string[],
  rowNos: number[],
): Promise<KeptOrder[]> {
  const { rows } = await sql<KeptOrder>`
    select ${named(sql`'updated'`)} from commerce.orders stored
    where stored.id = any(${orderIds}::bigint[]) and exists (
      select from commerce.order_lines line where line.customer_id = stored.customer_id and line.order_id = stored.id
        and line.import_id = ${importId}::bigint and line.row_no = any(${rowNos}::bigint[]))`.execute(ctx.tx);
  return rows;
}
