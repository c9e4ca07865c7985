import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { uniqueFields } from '../custom-fields/custom-fields.queries.ts';
import { longestUnique } from '../custom-fields/custom-value.contract.ts';

/**
 * Gives activities of these customers that undoing an import put back the unique values that they tell again. What
 * another activity has from this import alone it loses, since it is taken back too; what another has otherwise is left
 * out of what was put back, as if it had never been told.
 */
export async function reclaimValues(
  ctx: Context,
  importId: string,
  customerIds: readonly string[],
  activityIds: readonly string[],
): Promise<void> {
  const fields = await uniqueFields(ctx, 'activity');
  if (fields.length === 0 || activityIds.length === 0) return;
  const isOurs = (activity: RawBuilder<unknown>) =>
    sql`${activity}.customer_id = any(${customerIds}::bigint[]) and ${activity}.id = any(${activityIds}::bigint[])`;
  const told = sql`select f.id as field_id, a.payload -> 'fields' ->> f.key as value, a.customer_id, a.id
    from customers.activities a
    join unnest(${fields.map(({ id }) => id)}::bigint[], ${fields.map(({ key }) => key)}::text[]) as f(id, key)
      on a.payload -> 'fields' ? f.key
    where ${isOurs(sql`a`)}`;
  await sql`delete from customers.activity_values v
    where v.customer_id = any(${customerIds}::bigint[]) and v.activity_id = any(${activityIds}::bigint[])
      and not exists (select from (${told}) told where told.field_id = v.field_id and told.value = v.value
        and told.id = v.activity_id)`.execute(ctx.tx);
  const { rows: lent } = await sql<{ customerId: string; id: string }>`
    delete from customers.activity_values v using (${told}) told
    where v.field_id = told.field_id and v.value = told.value and v.activity_id <> told.id and ${isLent(importId)}
    returning v.customer_id as "customerId", v.activity_id as id`.execute(ctx.tx);
  await sql`insert into customers.activity_values (field_id, value, customer_id, activity_id)
    select distinct on (field_id, value) field_id, value, customer_id, id from (${told}) told
    where length(value) <= ${longestUnique} order by field_id, value, id
    on conflict do nothing`.execute(ctx.tx);
  await leaveOutLost(
    ctx,
    fields.map(({ id }) => id),
    [...customerIds, ...lent.map(({ customerId }) => customerId)],
    [...activityIds, ...lent.map(({ id }) => id)],
  );
}

/** The activity that has `v` has it from this import, and will have it no more when all of that is taken back. */
function isLent(importId: string): RawBuilder<boolean> {
  return sql`exists (select from customers.activities holder
    left join customers.former_activities former on former.customer_id = holder.customer_id
      and former.activity_id = holder.id and former.import_id = ${importId}::bigint
    join customers.custom_fields f on f.id = v.field_id
    where holder.customer_id = v.customer_id and holder.id = v.activity_id
      and case when holder.import_id = ${importId}::bigint
        then not exists (select from customers.former_activities later
          where later.customer_id = holder.customer_id and later.activity_id = holder.id)
        else (holder.type, holder.occurred_at, holder.payload) = (former.left_type, former.left_at, former.left_payload)
          and former.payload -> 'fields' ->> f.key is distinct from v.value end)`;
}

/** Leaves values of unique fields that these activities do not have out of what they tell, and of what imports left. */
async function leaveOutLost(
  ctx: Context,
  fieldIds: readonly string[],
  customerIds: readonly string[],
  activityIds: readonly string[],
): Promise<void> {
  const without = (payload: RawBuilder<unknown>) =>
    sql`case when (${payload} -> 'fields') - lost.keys = '{}' then ${payload} - 'fields'
      else jsonb_set(${payload}, '{fields}', (${payload} -> 'fields') - lost.keys) end`;
  await sql`with lost as (
      select a.customer_id, a.id, a.occurred_at, a.type, a.payload, array_agg(f.key::text) as keys
      from customers.activities a join customers.custom_fields f on f.id = any(${fieldIds}::bigint[])
        and a.payload -> 'fields' ? f.key
      where a.customer_id = any(${customerIds}::bigint[]) and a.id = any(${activityIds}::bigint[])
        and not exists (select from customers.activity_values v where v.field_id = f.id
          and v.value = a.payload -> 'fields' ->> f.key and v.activity_id = a.id)
      group by 1, 2, 3, 4, 5
    ), left_so as (
      update customers.former_activities former set left_payload = ${without(sql.ref('former.left_payload'))}
      from lost where former.customer_id = lost.customer_id and former.activity_id = lost.id
        and (former.left_type, former.left_at, former.left_payload) = (lost.type, lost.occurred_at, lost.payload)
    )
    update customers.activities stored set payload = ${without(sql.ref('stored.payload'))}
    from lost where stored.customer_id = lost.customer_id and stored.occurred_at = lost.occurred_at
      and stored.id = lost.id`.execute(ctx.tx);
}
