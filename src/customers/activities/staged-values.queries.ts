import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { longestUnique } from '../custom-fields/custom-value.contract.ts';
import { claimOf, type ToldValue } from './walk-values.ts';

/** A field whose values stand once. */
export interface UniqueField {
  id: string;
  key: string;
}

/** Whose a value is. */
export interface HeldValue extends ToldValue {
  activityId: string;
}

function rowsOf(fields: readonly UniqueField[]): RawBuilder<unknown> {
  return sql`unnest(${fields.map(({ id }) => id)}::bigint[], ${fields.map(({ key }) => key)}::text[]) as f(id, key)`;
}

/** Whether a row of somebody tells a value of these fields, or an activity that rows lead to has one. */
export async function stageTellsUnique(ctx: Context, fields: readonly UniqueField[]): Promise<boolean> {
  const keys = fields.map(({ key }) => key);
  const { rows } = await sql<{ tells: boolean }>`select
    exists (select from staged_activities staged
      where staged.customer_id is not null and staged.payload -> 'fields' ?| ${keys}::text[])
    or exists (select from staged_activities staged
      join customers.activity_keys keyed on keyed.customer_id = staged.customer_id and keyed.key = staged.key
      join customers.activity_values v on v.customer_id = keyed.customer_id and v.activity_id = keyed.activity_id) as tells`.execute(
    ctx.tx,
  );
  return rows[0]!.tells;
}

/** Gives rows of somebody the id of their activity: the known one's, or one that it will have. */
export async function drawIds(ctx: Context): Promise<void> {
  await sql`with own as (
      select customer_id, key, coalesce(known_id, nextval('customers.activities_id_seq')) as id from (
        select firsts.*, keyed.activity_id as known_id
        from (select customer_id, key, min(row_no) as row_no from staged_activities
          where customer_id is not null group by 1, 2) firsts
        left join customers.activity_keys keyed on keyed.customer_id = firsts.customer_id and keyed.key = firsts.key
        order by firsts.row_no) ordered
    )
    update staged_activities staged set own_id = own.id from own
    where own.customer_id = staged.customer_id and own.key = staged.key`.execute(ctx.tx);
}

/**
 * Takes the values that nobody has for the first row that tells each, and gives those. Whoever has just taken one by
 * hand is waited for; from now on others wait for this transaction.
 */
export async function takeFreeValues(ctx: Context, fields: readonly UniqueField[]): Promise<Set<string>> {
  const { rows } = await sql<ToldValue>`
    insert into customers.activity_values (field_id, value, customer_id, activity_id)
    select distinct on (f.id, staged.payload -> 'fields' ->> f.key) f.id, staged.payload -> 'fields' ->> f.key,
      staged.customer_id, staged.own_id
    from staged_activities staged join ${rowsOf(fields)} on staged.payload -> 'fields' ? f.key
    where staged.customer_id is not null and length(staged.payload -> 'fields' ->> f.key) <= ${longestUnique}
    order by 1, 2, staged.row_no
    on conflict do nothing returning field_id as "fieldId", value`.execute(ctx.tx);
  return new Set(rows.map(claimOf));
}

/** Whose the values are that rows tell, and what the activities have that rows lead to. */
export async function heldValues(ctx: Context, fields: readonly UniqueField[]): Promise<HeldValue[]> {
  const { rows } = await sql<HeldValue>`
    select v.field_id as "fieldId", v.value, v.activity_id as "activityId"
    from staged_activities staged join ${rowsOf(fields)} on staged.payload -> 'fields' ? f.key
    join customers.activity_values v on v.field_id = f.id and v.value = staged.payload -> 'fields' ->> f.key
    where staged.customer_id is not null
    union
    select v.field_id, v.value, v.activity_id
    from staged_activities staged
    join customers.activity_values v on v.customer_id = staged.customer_id and v.activity_id = staged.own_id`.execute(
    ctx.tx,
  );
  return rows;
}

export interface StagedRow {
  rowNo: string;
  customerId: string;
  ownId: string;
  /** By key of the field; null where the row tells none of these. */
  fields: Record<string, string> | null;
}

/** Rows of somebody with what they tell of these fields and others, in the order of the file. */
export async function stagedRows(ctx: Context, fields: readonly UniqueField[]): Promise<StagedRow[]> {
  const keys = fields.map(({ key }) => key);
  const { rows } = await sql<StagedRow>`
    select row_no as "rowNo", customer_id as "customerId", own_id as "ownId",
      case when payload -> 'fields' ?| ${keys}::text[] then payload -> 'fields' end as fields
    from staged_activities where customer_id is not null order by row_no`.execute(ctx.tx);
  return rows;
}

export async function dropRows(ctx: Context, rowNos: readonly string[]): Promise<void> {
  await sql`delete from staged_activities where row_no = any(${rowNos}::bigint[])`.execute(ctx.tx);
}

/** Lets go of these values. */
export async function releaseValues(ctx: Context, values: readonly ToldValue[]): Promise<void> {
  await sql`delete from customers.activity_values v
    using unnest(${values.map(({ fieldId }) => fieldId)}::bigint[], ${values.map(({ value }) => value)}::text[])
      as gone(field_id, value)
    where v.field_id = gone.field_id and v.value = gone.value`.execute(ctx.tx);
}

/** Makes values that somebody has these activities'. */
export async function passValues(
  ctx: Context,
  values: readonly (HeldValue & { customerId: string })[],
): Promise<void> {
  await sql`update customers.activity_values v
    set customer_id = passed.customer_id, activity_id = passed.activity_id
    from unnest(${values.map(({ fieldId }) => fieldId)}::bigint[], ${values.map(({ value }) => value)}::text[],
      ${values.map(({ customerId }) => customerId)}::bigint[], ${values.map(({ activityId }) => activityId)}::bigint[])
      as passed(field_id, value, customer_id, activity_id)
    where v.field_id = passed.field_id and v.value = passed.value`.execute(ctx.tx);
}
