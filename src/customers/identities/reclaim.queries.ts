import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';

/** Forgets every key that leads to these customers, by their records and contact points as they stand now. */
export async function forgetKeys(ctx: Context, customerIds: readonly string[]): Promise<void> {
  await sql`with keys as (
      select r.customer_id, r.key_kind as kind, r.source_id, r.key_value as value from customers.source_records r
      where r.customer_id = any(${customerIds}::bigint[])
      union
      select p.customer_id, p.kind, 0, p.value from customers.contact_points p
      where p.customer_id = any(${customerIds}::bigint[]) and p.kind in ('phone', 'email')
    )
    delete from customers.identities i using keys k
    where i.kind = k.kind and i.source_id = k.source_id and i.value = k.value and i.customer_id = k.customer_id`.execute(
    ctx.tx,
  );
}

export interface ToldKey {
  customerId: string;
  kind: string;
  sourceId: string;
  value: string;
  /** The name that it was told with; null for numbers and contents. */
  name: string | null;
}

/** The keys that records and hands tell of these customers, each with the name that came along. */
export async function keysTold(ctx: Context, customerIds: readonly string[]): Promise<ToldKey[]> {
  const { rows } = await sql<ToldKey>`
    select r.customer_id as "customerId", r.key_kind as kind, r.source_id as "sourceId", r.key_value as value,
      null as name
    from customers.source_records r where r.customer_id = any(${customerIds}::bigint[])
    union
    select r.customer_id, c ->> 'kind', 0, c ->> 'value', coalesce(r.fields ->> 'display_name', '')
    from customers.source_records r cross join lateral jsonb_array_elements(r.contacts) c
    where r.customer_id = any(${customerIds}::bigint[]) and c ->> 'kind' in ('phone', 'email')
      and (c ->> 'certain')::boolean and exists (select from customers.contact_points p
        where p.customer_id = r.customer_id and p.kind = c ->> 'kind' and p.value = c ->> 'value')
    union
    select p.customer_id, p.kind, 0, p.value, c.display_name
    from customers.contact_points p join customers.customers c on c.id = p.customer_id
    where p.customer_id = any(${customerIds}::bigint[]) and p.kind in ('phone', 'email') and p.status <> 'invalid'
      and (p.record_id is null or 'display_name' = any(c.edited_fields))`.execute(ctx.tx);
  return rows;
}

export async function claimTold(
  ctx: Context,
  claims: readonly (Omit<ToldKey, 'name'> & { nameKey: string })[],
): Promise<void> {
  if (claims.length === 0) return;
  await sql`insert into customers.identities (kind, source_id, value, name_key, customer_id, created_at)
    select k.kind, k."sourceId", k.value, k."nameKey", k."customerId", ${ctx.clock.now()}
    from json_to_recordset(${JSON.stringify(claims)}::json) as k(kind text, "sourceId" bigint, value text,
      "nameKey" text, "customerId" bigint)
    order by 1, 2, 3, 4, 5
    on conflict do nothing`.execute(ctx.tx);
}
