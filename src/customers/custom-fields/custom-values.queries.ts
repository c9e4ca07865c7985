import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { type CustomValue, longestUnique } from './custom-value.contract.ts';

/** How source records, notes and lists of edited fields call a custom field. */
export function storedKey({ key }: { key: string }): string {
  return `field.${key}`;
}

/** Over `c`: what the customer has of the fields in use, by key. */
export const shownValues = sql<
  Record<string, CustomValue>
>`case when c.field_values = '{}' then '{}'::jsonb else
  c.field_values - array(select key from customers.custom_fields where archived_at is not null) end`;

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

/** Gives every value of a field that becomes unique to its customer. Gives values that several have, at most three. */
export async function claimAll(ctx: Context, { id, key }: { id: string; key: string }): Promise<string[]> {
  const { rows } = await sql<{ value: string }>`
    select c.field_values ->> ${key} as value from customers.customers c
    where c.field_values <> '{}' and c.field_values ->> ${key} is not null
    group by 1 having count(*) > 1 limit 3`.execute(ctx.tx);
  if (rows.length > 0) return rows.map(({ value }) => value);
  await sql`insert into customers.unique_values (field_id, value, customer_id)
    select ${id}::bigint, c.field_values ->> ${key}, c.id from customers.customers c
    where c.field_values <> '{}' and c.field_values ->> ${key} is not null`.execute(ctx.tx);
  return [];
}

/**
 * Brings the unique values of these customers in step with what their records tell. A value that is another
 * customer's already is taken off, and the field marked.
 */
export async function claimTold(ctx: Context, ids: readonly string[]): Promise<void> {
  const { rows: fields } = await sql<{ id: string }>`select id from customers.custom_fields where is_unique
    order by id for key share`.execute(ctx.tx);
  if (fields.length === 0 || ids.length === 0) return;
  const told = sql`customers.customers c join customers.custom_fields f on f.is_unique
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
  await sql`with lost as (
      select c.id, array_agg(f.key) as keys, array_agg('field.' || f.key) as names from ${told} and c.field_values ? f.key
        and not exists (select from customers.unique_values u where u.field_id = f.id
          and u.value = c.field_values ->> f.key and u.customer_id = c.id) group by 1)
    update customers.customers c set field_values = c.field_values - l.keys, field_records = c.field_records - l.names,
      marks = array(select unnest(c.marks || l.names) union select unnest(l.names) order by 1)
    from lost l where l.id = c.id`.execute(ctx.tx);
}

/** Lets go of all values of a field that is unique no more. */
export async function releaseAll(ctx: Context, fieldId: string): Promise<void> {
  await sql`delete from customers.unique_values where field_id = ${fieldId}`.execute(ctx.tx);
}
