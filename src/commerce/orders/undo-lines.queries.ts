import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { changeOrders } from '../history/keep-changes.queries.ts';

/** Deletes the lines that these rows of the import created, where nobody changed them since. */
export async function deleteLines(
  ctx: Context,
  importId: string,
  orderIds: string[],
  rows: number[],
): Promise<void> {
  await sql`delete from commerce.order_lines line using commerce.orders stored
    where stored.id = any(${orderIds}::bigint[]) and line.customer_id = stored.customer_id
      and line.order_id = stored.id and line.import_id = ${importId}::bigint
      and line.row_no = any(${rows}::bigint[])`.execute(ctx.tx);
  await sql`delete from commerce.mended_lines place
    where place.order_id = any(${orderIds}::bigint[]) and not exists (
      select from commerce.orders stored join commerce.order_lines line
        on line.customer_id = stored.customer_id and line.order_id = stored.id
      where stored.id = place.order_id and line.product_id = place.product_id
        and line.occurrence = place.occurrence)`.execute(ctx.tx);
}

/** Removes documents of these without lines, and gives how many. */
export async function deleteEmptyOrders(ctx: Context, orderIds: string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with gone as (
      delete from commerce.orders stored
      where stored.id = any(${orderIds}::bigint[]) and not exists (
        select from commerce.order_lines line
        where line.customer_id = stored.customer_id and line.order_id = stored.id)
      returning stored.id, stored.source_id, stored.number
    ), keys as (
      delete from commerce.order_keys key using gone
      where key.number = gone.number and key.source_id = gone.source_id
    ), unique_values as (
      delete from commerce.unique_values value using gone where value.order_id = gone.id
    ), former_orders as (
      delete from commerce.former_orders former using gone where former.order_id = gone.id
    ), former_lines as (
      delete from commerce.former_lines former using gone where former.order_id = gone.id
    ), changes as (
      delete from commerce.order_changes change using gone where change.order_id = gone.id
    ), loose as (
      update commerce.orders other set original_order_id = null from gone
      where other.original_order_id = gone.id and other.id <> all(${orderIds}::bigint[])
    )
    select count(*)::int as count from gone`.execute(ctx.tx);
  return rows[0]!.count;
}

/** Brings sums of documents of these in step with their lines, and the kind where nobody told it. */
export async function resumOrders(ctx: Context, orderIds: string[]): Promise<void> {
  await changeOrders(
    ctx,
    sql`with summed as (
      select stored.customer_id, stored.id, count(*)::int as lines, sum(line.amount_minor)::bigint as amount_minor
      from commerce.orders stored
      join commerce.order_lines line on line.customer_id = stored.customer_id and line.order_id = stored.id
      where stored.id = any(${orderIds}::bigint[]) group by 1, 2
    ), wanted as (
      select summed.*, case when stored.kind = 'cancellation' or (stored.kind = 'return' and stored.kind_told) then stored.kind
        when summed.amount_minor < 0 then 'return' else 'sale' end as kind
      from summed join commerce.orders stored using (customer_id, id)
    )
    update commerce.orders stored
    set lines = wanted.lines, amount_minor = wanted.amount_minor, kind = wanted.kind,
      base_amount_minor = commerce.worth(wanted.amount_minor, stored.base_rate),
      version = stored.version + 1, updated_at = ${ctx.clock.now()}
    from wanted
    where stored.customer_id = wanted.customer_id and stored.id = wanted.id
      and (stored.lines, stored.amount_minor, stored.kind) is distinct from (wanted.lines, wanted.amount_minor, wanted.kind)`,
  );
}

/** The customers of these documents. */
export async function customersOfOrders(ctx: Context, orderIds: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct customer_id as id from commerce.orders
    where id = any(${orderIds}::bigint[]) and customer_id <> 0`.execute(ctx.tx);
  return rows.map((row) => row.id);
}
