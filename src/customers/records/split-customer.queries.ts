import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';

export async function recordIdsOf(ctx: Context, customerId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from customers.source_records where customer_id = ${customerId}`.execute(ctx.tx);
  return rows.map((row) => row.id);
}

/** Moves records to a new customer, who has nothing of its own yet. */
export async function makeFromRecords(
  ctx: Context,
  customerId: string,
  freshId: string,
  recordIds: readonly string[],
): Promise<void> {
  const now = ctx.clock.now();
  await sql`insert into customers.customers (id, display_name, created_at, updated_at) overriding system value
    values (${freshId}, '—', ${now}, ${now})`.execute(ctx.tx);
  await sql`insert into customers.totals (customer_id) values (${freshId})`.execute(ctx.tx);
  await sql`update customers.source_records
    set customer_id = ${freshId}, unified_by = case when id = (select min(m) from unnest(${recordIds}::bigint[]) m)
      then null else 'person' end
    where customer_id = ${customerId} and id = any(${recordIds}::bigint[])`.execute(ctx.tx);
  await sql`update customers.id_numbers set customer_id = ${freshId}
    where customer_id = ${customerId} and record_id = any(${recordIds}::bigint[])`.execute(ctx.tx);
}

/** Notes that a person told the two apart, where they still share a phone or an e-mail. */
export async function markDifferent(ctx: Context, customerId: string, otherId: string): Promise<void> {
  await sql`insert into customers.possible_duplicates (customer_id, other_customer_id, kind, value, state, created_at)
    select ${customerId}::bigint, ${otherId}::bigint, a.kind, a.value, 'different', ${ctx.clock.now()}::timestamptz
    from customers.contact_points a join customers.contact_points b using (kind, value)
    where a.customer_id = ${customerId} and b.customer_id = ${otherId} and a.kind in ('phone', 'email')
    order by a.kind desc limit 1
    on conflict do nothing`.execute(ctx.tx);
}
