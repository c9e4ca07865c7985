import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';

/** Over a row of customers.customers called `c`: the number as 110101********1234; the rest never leaves the table. */
export const maskedIdNumber = sql<
  string | null
>`(select left(n.value, 6) || repeat('*', greatest(length(n.value) - 10, 0)) || right(n.value, 4)
  from customers.id_numbers n where n.customer_id = c.id and n.kind = 'resident')`;

/** The whole number of a customer. For the one verb that notes who saw it. */
export async function wholeIdNumber(ctx: Context, customerId: string): Promise<string | undefined> {
  const { rows } = await sql<{ value: string }>`select value from customers.id_numbers
    where customer_id = ${customerId} and kind = 'resident'`.execute(ctx.tx);
  return rows[0]?.value;
}

/** Deletes the number; false where there is none. */
export async function deleteIdNumber(ctx: Context, customerId: string): Promise<boolean> {
  const { numAffectedRows } =
    await sql`delete from customers.id_numbers where customer_id = ${customerId} and kind = 'resident'`.execute(
      ctx.tx,
    );
  return numAffectedRows === 1n;
}
