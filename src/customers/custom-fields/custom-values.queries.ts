import { type RawBuilder, sql } from 'kysely';
import type { AddedField, AddedValues, Context } from '#platform/db/context.ts';
import { changeCustomers } from '../history/keep-changes.queries.ts';
import { uniqueFields } from './custom-fields.queries.ts';
import { type CustomValue, longestUnique } from './custom-value.contract.ts';

/** How source records, notes and lists of edited fields call a custom field. */
export function storedKey({ key }: { key: string }): string {
  return `field.${key}`;
}

/** Of values by key, those of the fields in use. */
export function valuesInUse(values: RawBuilder<unknown>): RawBuilder<Record<string, CustomValue>> {
  return sql`case when ${values} = '{}' then '{}'::jsonb else
    ${values} - array(select key from customers.custom_fields where archived_at is not null) end`;
}

/** Values by key after these changes. */
export function changedValues(
  values: RawBuilder<unknown>,
  changes: readonly { field: { key: string }; value: CustomValue | null }[],
): RawBuilder<unknown> {
  if (changes.length === 0) return values;
  const gone = changes.filter(({ value }) => value === null).map(({ field }) => field.key);
  const set = changes.flatMap(({ field, value }) => (value === null ? [] : [[field.key, value]]));
  return sql`${values}::jsonb - ${gone}::text[] || ${JSON.stringify(Object.fromEntries(set))}::jsonb`;
}

/** What a customer has of custom fields, by their keys; those of fields out of use too. */
export async function valuesOfCustomer(ctx: Context, id: string): Promise<Map<string, CustomValue>> {
  const { rows } = await sql<{ values: Record<string, CustomValue> }>`
    select field_values as values from customers.customers where id = ${id}`.execute(ctx.tx);
  return new Map(Object.entries(rows[0]?.values ?? {}));
}

/**
 * Makes a value of a unique field this customer's, in place of the one it had; null lets go. False where it is another
 * customer's. Who asks for the same value meanwhile waits until the transaction ends.
 */
export async function claimValue(
  ctx: Context,
  fieldId: string,
  customerId: string,
  value: string | null,
): Promise<boolean> {
  await sql`delete from customers.unique_values where field_id = ${fieldId} and customer_id = ${customerId}
    and value is distinct from ${value}::text`.execute(ctx.tx);
  if (value === null) return true;
  await sql`insert into customers.unique_values (field_id, value, customer_id)
    values (${fieldId}, ${value}, ${customerId}) on conflict do nothing`.execute(ctx.tx);
  const { rows } = await sql<{ mine: boolean }>`select customer_id = ${customerId}::bigint as mine
    from customers.unique_values where field_id = ${fieldId} and value = ${value}`.execute(ctx.tx);
  return rows[0]?.mine ?? false;
}

function valuesOfField(key: string): RawBuilder<unknown> {
  return sql`select c.id, c.field_values ->> ${key} as value from customers.customers c
    where c.field_values <> '{}' and c.field_values ->> ${key} is not null`;
}

/** Of these rows `value` those that stand several times, and those that are too long to be unique: at most three of each, shortened. */
export async function unfitAmong(
  ctx: Context,
  values: RawBuilder<unknown>,
): Promise<{ repeated: string[]; long: string[] }> {
  const long = await sql<{ value: string }>`select left(v.value, 40) as value from (${values}) v
    where length(v.value) > ${longestUnique} limit 3`.execute(ctx.tx);
  const repeated = await sql<{ value: string }>`select left(v.value, 40) as value from (${values}) v
    group by v.value having count(*) > 1 limit 3`.execute(ctx.tx);
  return {
    repeated: repeated.rows.map(({ value }) => value),
    long: long.rows.map(({ value }) => value),
  };
}

async function claimAll(ctx: Context, { id, key }: AddedField): Promise<boolean> {
  const { rows } = await sql<{ whole: boolean }>`with told as materialized (${valuesOfField(key)}),
    claimed as (insert into customers.unique_values (field_id, value, customer_id)
      select ${id}::bigint, value, id from told where length(value) <= ${longestUnique}
      on conflict do nothing returning 1)
    select (select count(*) from told) = (select count(*) from claimed) as whole`.execute(ctx.tx);
  return rows[0]!.whole;
}

/**
 * Brings the unique values of these customers in step with what their records tell. A value that is another
 * customer's already is taken off, and the field marked; of `fresh` ones, who are only being made, that is no change.
 */
export async function claimTold(
  ctx: Context,
  ids: readonly string[],
  fresh: readonly string[] = [],
): Promise<void> {
  if (ids.length === 0) return;
  if ((await uniqueFields(ctx, 'customer')).length === 0) return;
  const told = sql`customers.customers c join customers.custom_fields f on f.is_unique and f.owner_kind = 'customer'
    where c.id = any(${ids}::bigint[])`;
  await sql`delete from customers.unique_values u using (select c.id, f.id as field_id, c.field_values ->> f.key as value
      from ${told}) t
    where u.customer_id = t.id and u.field_id = t.field_id and u.value is distinct from t.value`.execute(
    ctx.tx,
  );
  await sql`insert into customers.unique_values (field_id, value, customer_id)
    select distinct on (f.id, c.field_values ->> f.key) f.id, c.field_values ->> f.key, c.id from ${told}
      and length(c.field_values ->> f.key) <= ${longestUnique} order by 1, 2, 3
    on conflict do nothing`.execute(ctx.tx);
  await changeCustomers(
    ctx,
    sql`with lost as (
      select c.id, array_agg(f.key) as keys, array_agg('field.' || f.key) as names from ${told} and c.field_values ? f.key
        and not exists (select from customers.unique_values u where u.field_id = f.id
          and u.value = c.field_values ->> f.key and u.customer_id = c.id) group by 1)
    update customers.customers c set field_values = c.field_values - l.keys, field_records = c.field_records - l.names,
      marks = array(select unnest(c.marks || l.names) union select unnest(l.names) order by 1)
    from lost l where l.id = c.id`,
    fresh,
  );
}

async function releaseAll(ctx: Context, { id }: AddedField): Promise<void> {
  await sql`delete from customers.unique_values where field_id = ${id}`.execute(ctx.tx);
}

/** Those of these choices that some row of a table with `field_values` has. */
export async function chosenAmong(
  ctx: Context,
  table: RawBuilder<unknown>,
  { key, type }: AddedField,
  choices: readonly string[],
): Promise<string[]> {
  const used: string[] = [];
  for (const choice of choices) {
    const holds = JSON.stringify({ [key]: type === 'choices' ? [choice] : choice });
    const { rows } = await sql`select from ${table} r
      where r.field_values <> '{}' and r.field_values @> ${holds}::jsonb limit 1`.execute(ctx.tx);
    if (rows.length > 0) used.push(choice);
  }
  return used;
}

/** The values that lie with customers. */
export const valuesOfCustomers: AddedValues = {
  of: 'customer',
  choicesInUse: (ctx, field, choices) => chosenAmong(ctx, sql`customers.customers`, field, choices),
  unfitValues: (ctx, { key }) => unfitAmong(ctx, valuesOfField(key)),
  claimAll,
  releaseAll,
};
