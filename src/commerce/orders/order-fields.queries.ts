import { sql } from 'kysely';
import type { FieldChange } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';

type Value = NonNullable<FieldChange['value']>;

interface OrderKey {
  id: string;
  customerId: string;
}

/** What an order has of custom fields, by their keys; those of fields out of use too. */
export async function valuesOfOrder(ctx: Context, order: OrderKey): Promise<Map<string, Value>> {
  const { rows } = await sql<{ values: Record<string, Value> }>`
    select field_values as values from commerce.orders
    where customer_id = ${order.customerId} and id = ${order.id}`.execute(ctx.tx);
  return new Map(Object.entries(rows[0]?.values ?? {}));
}

/**
 * Makes a value of a unique field this order's, in place of the one it had; null lets go. False where it is another
 * order's. Who asks for the same value meanwhile waits until the transaction ends.
 */
export async function claimValueForOrder(
  ctx: Context,
  fieldId: string,
  order: OrderKey,
  value: string | null,
): Promise<boolean> {
  await sql`delete from commerce.unique_values where field_id = ${fieldId} and order_id = ${order.id}
    and value is distinct from ${value}::text`.execute(ctx.tx);
  if (value === null) return true;
  await sql`insert into commerce.unique_values (field_id, value, order_id, customer_id)
    values (${fieldId}, ${value}, ${order.id}, ${order.customerId}) on conflict do nothing`.execute(ctx.tx);
  const { rows } = await sql<{ mine: boolean }>`select order_id = ${order.id}::bigint as mine
    from commerce.unique_values where field_id = ${fieldId} and value = ${value}`.execute(ctx.tx);
  return rows[0]?.mine ?? false;
}
