import { type RawBuilder, sql } from 'kysely';
import type { AddedField, AddedValues, Context } from '#platform/db/context.ts';
import { longestUnique } from '../custom-fields/custom-value.contract.ts';
import { chosenAmong, unfitAmong } from '../custom-fields/custom-values.queries.ts';

/**
 * Makes a value of a unique field this new activity's; null is none. False where it is another activity's. Who asks for
 * the same value meanwhile waits until the transaction ends.
 */
export async function claimValueForActivity(
  ctx: Context,
  fieldId: string,
  activity: { id: string; customerId: string },
  value: string | null,
): Promise<boolean> {
  if (value === null) return true;
  const { numAffectedRows } = await sql`
    insert into customers.activity_values (field_id, value, customer_id, activity_id)
    values (${fieldId}, ${value}, ${activity.customerId}, ${activity.id}) on conflict do nothing`.execute(
    ctx.tx,
  );
  return numAffectedRows === 1n;
}

/** The values that lie with activities, for whoever changes their fields. */
export const valuesOfActivities: AddedValues = {
  of: 'activity',
  choicesInUse: (ctx, field, choices) => chosenAmong(ctx, activitiesWithFields, field, choices),
  unfitValues: (ctx, { key }) => unfitAmong(ctx, valuesOfField(key)),
  claimAll,
  releaseAll,
};

const activitiesWithFields = sql`(select payload -> 'fields' as field_values from customers.activities
  where payload ? 'fields')`;

function valuesOfField(key: string): RawBuilder<unknown> {
  return sql`select a.customer_id, a.id, a.payload -> 'fields' ->> ${key} as value from customers.activities a
    where a.payload ? 'fields' and a.payload -> 'fields' ? ${key}`;
}

async function claimAll(ctx: Context, { id, key }: AddedField): Promise<boolean> {
  const { rows } = await sql<{ whole: boolean }>`with told as materialized (${valuesOfField(key)}),
    claimed as (insert into customers.activity_values (field_id, value, customer_id, activity_id)
      select ${id}::bigint, value, customer_id, id from told where length(value) <= ${longestUnique}
      on conflict do nothing returning 1)
    select (select count(*) from told) = (select count(*) from claimed) as whole`.execute(ctx.tx);
  return rows[0]!.whole;
}

async function releaseAll(ctx: Context, { id }: AddedField): Promise<void> {
  await sql`delete from customers.activity_values where field_id = ${id}`.execute(ctx.tx);
}
