import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { insertChanges } from '../history/keep-changes.queries.ts';

/** A number with its middle blacked out. */
export function masked(value: RawBuilder<unknown>): RawBuilder<string> {
  return sql`left(${value}, 6) || repeat('*', greatest(length(${value}) - 10, 0)) || right(${value}, 4)`;
}

/** Over a row of customers.customers called `c`: the number as 110101********1234; the rest never leaves the table. */
export const maskedIdNumber = sql<string | null>`(select ${masked(sql`n.value`)}
  from customers.id_numbers n where n.customer_id = c.id and n.kind = 'resident')`;

/** The whole number of a customer. For the one verb that notes who saw it. */
export async function wholeIdNumber(ctx: Context, customerId: string): Promise<string | undefined> {
  const { rows } = await sql<{ value: string }>`select value from customers.id_numbers
    where customer_id = ${customerId} and kind = 'resident'`.execute(ctx.tx);
  return rows[0]?.value;
}

/** Numbers that went, masked, from rows `gone` of the table, as changes to be kept. */
export const keptIdNumbers = sql`select customer_id, 'id_number', to_jsonb(${masked(sql`value`)}), null::jsonb, null::bigint
  from gone`;

/** Deletes the number and keeps, masked, what it was; false where there is none. */
export async function deleteIdNumber(ctx: Context, customerId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`with gone as (
      delete from customers.id_numbers where customer_id = ${customerId} and kind = 'resident' returning customer_id, value
    ) ${insertChanges(ctx, keptIdNumbers)}`.execute(ctx.tx);
  return numAffectedRows === 1n;
}
