import { type RawBuilder, sql } from 'kysely';
import { chosenAmong, longestUnique, unfitAmong } from '#customers/public.ts';
import type { AddedField, AddedValues, Context } from '#platform/db/context.ts';

/** The values of added fields that lie with orders, for whoever changes those fields. */
export const valuesOfOrders: AddedValues = {
  of: 'order',
  choicesInUse: (ctx, field, choices) => chosenAmong(ctx, sql`commerce.orders`, field, choices),
  unfitValues: (ctx, { key }) => unfitAmong(ctx, valuesOfField(key)),
  claimAll,
  releaseAll,
};

function valuesOfField(key: string): RawBuilder<unknown> {
  return sql`select o.customer_id, o.id, o.field_values ->> ${key} as value from commerce.orders o
    where o.field_values <> '{}' and o.field_values ->> ${key} is not null`;
}

async function claimAll(ctx: Context, field: AddedField): Promise<boolean> {
  const { id, key } = field;
  // A field that was unique before it was so no more may have left some.
  await releaseAll(ctx, field);
  const { rows } = await sql<{ whole: boolean }>`with told as materialized (${valuesOfField(key)}),
    claimed as (insert into commerce.unique_values (field_id, value, order_id, customer_id)
      select ${id}::bigint, value, id, customer_id from told where length(value) <= ${longestUnique}
      on conflict do nothing returning 1)
    select (select count(*) from told) = (select count(*) from claimed) as whole`.execute(ctx.tx);
  return rows[0]!.whole;
}

async function releaseAll(ctx: Context, { id }: AddedField): Promise<void> {
  await sql`delete from commerce.unique_values where field_id = ${id}`.execute(ctx.tx);
}
