import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';

export interface Key {
  kind: string;
  sourceId: string;
  value: string;
  nameKey: string;
}

/**
 * Forgets every key that leads to these customers, by their records and contact points as they stand now, and which
 * they wait for. Gives those that lead to nobody now.
 */
export async function forgetKeys(ctx: Context, customerIds: readonly string[]): Promise<Key[]> {
  await sql`delete from customers.waiting_keys where customer_id = any(${customerIds}::bigint[])`.execute(
    ctx.tx,
  );
  const { rows } = await sql<Key>`with keys as (
      select r.customer_id, r.key_kind as kind, r.source_id, r.key_value as value from customers.source_records r
      where r.customer_id = any(${customerIds}::bigint[])
      union
      select p.customer_id, p.kind, 0, p.value from customers.contact_points p
      where p.customer_id = any(${customerIds}::bigint[]) and p.kind in ('phone', 'email')
    )
    delete from customers.identities i using keys k
    where i.kind = k.kind and i.source_id = k.source_id and i.value = k.value and i.customer_id = k.customer_id
    returning i.kind, i.source_id as "sourceId", i.value, i.name_key as "nameKey"`.execute(ctx.tx);
  return rows;
}

export interface ToldKey {
  customerId: string;
  kind: string;
  sourceId: string;
  value: string;
  /** The name that it was told with; null for numbers and contents. */
  name: string | null;
  /** When it was told: numbers and contents the last time, others the first. */
  at: string;
  /** Record that told it then; null where a person did. */
  record: string | null;
}

/** The keys that records and hands tell of these customers, each with the name that came along. */
export async function keysTold(ctx: Context, customerIds: readonly string[]): Promise<ToldKey[]> {
  const { rows } = await sql<ToldKey>`
    select r.customer_id as "customerId", r.key_kind as kind, r.source_id as "sourceId", r.key_value as value,
      null as name, max(r.received_at)::text as at, max(r.id) as record
    from customers.source_records r where r.customer_id = any(${customerIds}::bigint[]) group by 1, 2, 3, 4
    union all
    select r.customer_id, c ->> 'kind', 0, c ->> 'value', coalesce(r.fields ->> 'display_name', ''),
      min(r.received_at)::text, min(r.id)
    from customers.source_records r cross join lateral jsonb_array_elements(r.contacts) c
    where r.customer_id = any(${customerIds}::bigint[]) and c ->> 'kind' in ('phone', 'email')
      and (c ->> 'certain')::boolean and exists (select from customers.contact_points p
        where p.customer_id = r.customer_id and p.kind = c ->> 'kind' and p.value = c ->> 'value')
    group by 1, 2, 4, 5
    union all
    select p.customer_id, p.kind, 0, p.value, c.display_name, p.created_at::text, null
    from customers.contact_points p join customers.customers c on c.id = p.customer_id
    where p.customer_id = any(${customerIds}::bigint[]) and p.kind in ('phone', 'email') and p.status <> 'invalid'
      and (p.record_id is null or 'display_name' = any(c.edited_fields))`.execute(ctx.tx);
  return rows;
}

export type Claim = Key & Pick<ToldKey, 'customerId' | 'at' | 'record'>;

/**
 * These keys lead to whoever told them: numbers and contents to the newest telling, phones and e-mails to the first;
 * those that lead to somebody already stay there. Whoever gets none of a key waits for it.
 */
export async function claimTold(ctx: Context, claims: readonly Claim[]): Promise<void> {
  if (claims.length === 0) return;
  const claimed = sql`json_to_recordset(${JSON.stringify(claims)}::json) as k(kind text, "sourceId" bigint, value text,
      "nameKey" text, "customerId" bigint, at timestamptz, record bigint)`;
  const isNumber = sql`k.kind in ('external', 'content')`;
  await sql`insert into customers.identities (kind, source_id, value, name_key, customer_id, created_at)
    select k.kind, k."sourceId", k.value, k."nameKey", k."customerId", ${ctx.clock.now()} from ${claimed}
    order by 1, 2, 3, 4, case when ${isNumber} then k.at end desc, case when ${isNumber} then k.record end desc,
      k.at, k.record, 5
    on conflict do nothing`.execute(ctx.tx);
  await sql`insert into customers.waiting_keys (kind, source_id, value, name_key, customer_id)
    select distinct k.kind, k."sourceId", k.value, k."nameKey", k."customerId" from ${claimed}
    join customers.identities i on i.value = k.value and i.kind = k.kind and i.source_id = k."sourceId"
      and i.name_key = k."nameKey" and i.customer_id <> k."customerId"
    order by 1, 2, 3, 4, 5
    on conflict do nothing`.execute(ctx.tx);
}

/** Takes those of these keys that lead to nobody from the waiting, and gives who waited for one. */
export async function takeWaiting(
  ctx: Context,
  keys: readonly Key[],
): Promise<(Key & { customerId: string })[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<Key & { customerId: string }>`
    delete from customers.waiting_keys w
    using json_to_recordset(${JSON.stringify(keys)}::json) as k(kind text, "sourceId" bigint, value text,
      "nameKey" text)
    where w.value = k.value and w.kind = k.kind and w.source_id = k."sourceId" and w.name_key = k."nameKey"
      and not exists (select from customers.identities i where i.value = k.value and i.kind = k.kind
        and i.source_id = k."sourceId" and i.name_key = k."nameKey")
    returning w.kind, w.source_id as "sourceId", w.value, w.name_key as "nameKey", w.customer_id as "customerId"`.execute(
    ctx.tx,
  );
  return rows;
}

/** Keeps that customers wait for keys which lead to others. */
export async function keepWaiting(
  ctx: Context,
  sourceId: string,
  waiting: readonly { kind: string; value: string; nameKey: string; customer: string }[],
): Promise<void> {
  if (waiting.length === 0) return;
  await sql`insert into customers.waiting_keys (kind, source_id, value, name_key, customer_id)
    select distinct kind, case when kind in ('external', 'content') then ${sourceId}::bigint else 0 end, value,
      "nameKey", customer
    from json_to_recordset(${JSON.stringify(waiting)}::json) as w(kind text, value text, "nameKey" text, customer bigint)
    order by 1, 2, 3, 4, 5
    on conflict do nothing`.execute(ctx.tx);
}
