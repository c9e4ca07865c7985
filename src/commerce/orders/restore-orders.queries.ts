import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { changeOrders, keptCustomers } from '../history/keep-changes.queries.ts';
import { changeableHeader } from './former-orders.queries.ts';

const sameLine = (
  one: string,
  other: string,
) => sql`${sql.ref(`${one}.customer_id`)} = ${sql.ref(`${other}.customer_id`)}
  and ${sql.ref(`${one}.order_id`)} = ${sql.ref(`${other}.order_id`)}
  and ${sql.ref(`${one}.product_id`)} = ${sql.ref(`${other}.product_id`)}
  and ${sql.ref(`${one}.occurrence`)} = ${sql.ref(`${other}.occurrence`)}`;

/** Takes the ties back that the end of this import made between documents of others. */
export async function releaseTies(ctx: Context, importId: string): Promise<void> {
  await sql`with tied as (
      update commerce.former_orders former set tied_to = null
      from (select * from commerce.former_orders where import_id = ${importId} and tied_to is not null) known
      where former.customer_id = known.customer_id and former.import_id = known.import_id
        and former.order_id = known.order_id
      returning known.order_id, known.tied_to
    )
    update commerce.orders stored
    set original_order_id = null, version = stored.version + 1, updated_at = ${ctx.clock.now()}
    from tied where stored.id = tied.order_id and stored.original_order_id = tied.tied_to`.execute(ctx.tx);
}

/**
 * Puts lines back that are as the import left them. Where a later import changed them since they stay, and what that
 * one keeps as the form of before becomes the form that this import found.
 */
export async function restoreLines(ctx: Context, importId: string, orderIds: string[]): Promise<void> {
  await sql`update commerce.former_lines later
    set description = mine.description, quantity = mine.quantity, unit_price = mine.unit_price,
      amount_minor = mine.amount_minor, line_import_id = mine.line_import_id, row_no = mine.row_no
    from commerce.former_lines mine
    where mine.order_id = any(${orderIds}::bigint[]) and mine.import_id = ${importId}
      and later.import_id <> mine.import_id and later.line_import_id = mine.import_id
      and ${sameLine('later', 'mine')}`.execute(ctx.tx);
  await sql`update commerce.former_lines later
    set description = null, quantity = null, unit_price = null, amount_minor = null, line_import_id = null, row_no = null
    where later.order_id = any(${orderIds}::bigint[]) and later.line_import_id = ${importId}::bigint`.execute(
    ctx.tx,
  );
  await sql`delete from commerce.order_lines line using commerce.former_lines mine
    where mine.order_id = any(${orderIds}::bigint[]) and mine.import_id = ${importId} and mine.quantity is null
      and line.import_id = mine.import_id and ${sameLine('line', 'mine')}`.execute(ctx.tx);
  await sql`update commerce.order_lines line
    set description = mine.description, quantity = mine.quantity, unit_price = mine.unit_price,
      amount_minor = mine.amount_minor, import_id = mine.line_import_id, row_no = mine.row_no
    from commerce.former_lines mine
    where mine.order_id = any(${orderIds}::bigint[]) and mine.import_id = ${importId}
      and line.import_id = mine.import_id and ${sameLine('line', 'mine')}`.execute(ctx.tx);
}

/** Puts header values back that are as the import left them; sums, and a kind that nobody told, follow the lines. */
export async function restoreHeaders(ctx: Context, importId: string, orderIds: string[]): Promise<void> {
  await sql`update commerce.former_orders later
    set before = later.before || (select jsonb_object_agg(key, mine.before -> key) from jsonb_each(mine.after)
      where later.before -> key = value)
    from commerce.former_orders mine
    where mine.order_id = any(${orderIds}::bigint[]) and mine.import_id = ${importId}
      and later.order_id = mine.order_id and later.import_id <> mine.import_id
      and exists (select from jsonb_each(mine.after) where later.before -> key = value)`.execute(ctx.tx);
  await changeOrders(
    ctx,
    sql`with back as (
      select mine.customer_id, mine.order_id, (select jsonb_object_agg(key, mine.before -> key) from jsonb_each(mine.after)
        where ${changeableHeader} -> key = value) as given
      from commerce.former_orders mine
      join commerce.orders stored on stored.customer_id = mine.customer_id and stored.id = mine.order_id
      where mine.order_id = any(${orderIds}::bigint[]) and mine.import_id = ${importId} and mine.after <> '{}'
    )
    update commerce.orders stored
    set store = case when given ? 'store' then given ->> 'store' else store end,
      channel = case when given ? 'channel' then given ->> 'channel' else channel end,
      brand = case when given ? 'brand' then given ->> 'brand' else brand end,
      seller = case when given ? 'seller' then given ->> 'seller' else seller end,
      original_number = case when given ? 'original_number' then given ->> 'original_number' else original_number end,
      kind = case when given ? 'kind_told' then coalesce(given ->> 'kind_told', case when (
        select sum(line.amount_minor) from commerce.order_lines line
        where line.customer_id = back.customer_id and line.order_id = back.order_id) < 0 then 'return' else 'sale' end)
        else kind end,
      kind_told = case when given ? 'kind_told' then given ->> 'kind_told' is not null else kind_told end,
      field_values = field_values - array(select substr(key, 7) from jsonb_object_keys(given) key where key like 'field.%'),
      version = version + 1, updated_at = ${ctx.clock.now()}
    from back where stored.customer_id = back.customer_id and stored.id = back.order_id and given is not null`,
  );
}

/** Gives documents that the import handed to a customer back to the guests that they were of. */
export async function returnToGuests(ctx: Context, importId: string, orderIds: string[]): Promise<void> {
  await sql`with back as (
      select customer_id, order_id from commerce.former_orders
      where order_id = any(${orderIds}::bigint[]) and import_id = ${importId}
        and before -> 'customer_id' = '0' and after -> 'customer_id' = to_jsonb(customer_id)
    ), keys as (
      update commerce.order_keys key set customer_id = 0
      from back, commerce.orders stored
      where stored.customer_id = back.customer_id and stored.id = back.order_id
        and key.number = stored.number and key.source_id = stored.source_id
    ), lines as (
      update commerce.order_lines line set customer_id = 0 from back
      where line.customer_id = back.customer_id and line.order_id = back.order_id
    ), former_lines as (
      update commerce.former_lines line set customer_id = 0 from back
      where line.customer_id = back.customer_id and line.order_id = back.order_id
    ), former_orders as (
      update commerce.former_orders former set customer_id = 0 from back
      where former.customer_id = back.customer_id and former.order_id = back.order_id
    ), unique_values as (
      update commerce.unique_values value set customer_id = 0 from back where value.order_id = back.order_id
    ), kept as (${keptCustomers(ctx, sql`select order_id, customer_id, null::bigint from back`)}
    )
    update commerce.orders stored set customer_id = 0 from back
    where stored.customer_id = back.customer_id and stored.id = back.order_id`.execute(ctx.tx);
}

/** Forgets what this import kept of these documents; gives how many there were. */
export async function forgetForms(ctx: Context, importId: string, orderIds: string[]): Promise<number> {
  await sql`delete from commerce.former_lines
    where order_id = any(${orderIds}::bigint[]) and import_id = ${importId}`.execute(ctx.tx);
  const { numAffectedRows } = await sql`delete from commerce.former_orders
    where order_id = any(${orderIds}::bigint[]) and import_id = ${importId}`.execute(ctx.tx);
  return Number(numAffectedRows ?? 0);
}
