import { type RawBuilder, sql } from 'kysely';
import { uniqueFields } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';

/** A line whose document tells a value of a unique field that is another document's. */
export interface TakenValue {
  rowNo: string;
  /** Of the field. */
  key: string;
  value: string;
}

export async function stageTellsFields(ctx: Context): Promise<boolean> {
  const { rows } = await sql`select from staged_lines where field_values is not null limit 1`.execute(ctx.tx);
  return rows.length > 0;
}

/** Unique fields as rows `f` with id and key; undefined where there are none. */
export async function uniqueOnes(ctx: Context): Promise<RawBuilder<unknown> | undefined> {
  const fields = await uniqueFields(ctx, 'order');
  if (fields.length === 0) return undefined;
  return sql`unnest(${fields.map(({ id }) => id)}::bigint[], ${fields.map(({ key }) => key)}::text[]) as f(id, key)`;
}

/** Puts into the staged documents what the first line that tells a field says of it. */
export async function stageFieldValues(ctx: Context): Promise<void> {
  if (!(await stageTellsFields(ctx))) return;
  await sql`with firsts as (
      select distinct on (line.order_number, told.key) line.order_number, told.key, told.value
      from staged_lines line cross join lateral jsonb_each(line.field_values) told
      where line.field_values is not null order by line.order_number, told.key, line.row_no
    )
    update staged_orders staged set field_values = told.values
    from (select order_number, jsonb_object_agg(key, value) as values from firsts group by 1) told
    where staged.number = told.order_number`.execute(ctx.tx);
}

/** Gives the unique values that staged documents have now to them; nobody else writes orders meanwhile. */
export async function claimStagedValues(ctx: Context): Promise<void> {
  if (!(await stageTellsFields(ctx))) return;
  const unique = await uniqueOnes(ctx);
  if (!unique) return;
  await sql`insert into commerce.unique_values (field_id, value, order_id, customer_id)
    select f.id, stored.field_values ->> f.key, stored.id, stored.customer_id
    from staged_orders staged
    join commerce.orders stored on stored.customer_id = staged.customer_id and stored.id = staged.order_id
    join ${unique} on staged.field_values ? f.key and stored.field_values ? f.key
    order by 1, 2 on conflict do nothing`.execute(ctx.tx);
}

/** Lets go of unique values that these documents have no more. */
export async function releaseLostValues(ctx: Context, orderIds: readonly string[]): Promise<void> {
  const unique = await uniqueOnes(ctx);
  if (!unique) return;
  await sql`delete from commerce.unique_values value using ${unique}
    where value.order_id = any(${orderIds}::bigint[]) and value.field_id = f.id and not exists (
      select from commerce.orders stored where stored.customer_id = value.customer_id and stored.id = value.order_id
        and stored.field_values ->> f.key = value.value)`.execute(ctx.tx);
}
