import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import type { CustomerDetail } from '../profiles/profiles.contract.ts';
import type { Key, KeyKind } from '../records/candidates.ts';

/** Phones and e-mails mean the same in every source; external ids and contents belong to one. */
const everySource = '0';

function sourceOfKey(kind: KeyKind, sourceId: string): string {
  return kind === 'phone' || kind === 'email' ? everySource : sourceId;
}

/** One text for a key, to look it up in maps. */
export function keyText(key: Key): string {
  return `${key.kind}:${key.value}`;
}

/** Who these keys belong to, by `keyText`; one query a kind. */
export async function ownersOf(
  ctx: Context,
  sourceId: string,
  keys: readonly Key[],
): Promise<Map<string, string>> {
  const owners = new Map<string, string>();
  for (const kind of ['external', 'phone', 'email', 'content'] as const) {
    const values = keys.filter((key) => key.kind === kind).map((key) => key.value);
    if (values.length === 0) continue;
    const { rows } = await sql<{ value: string; customer_id: string }>`
      select value, customer_id from customers.identities
      where kind = ${kind} and source_id = ${sourceOfKey(kind, sourceId)} and value = any(array(select json_array_elements_text(${JSON.stringify(values)}::json)))`.execute(
      ctx.tx,
    );
    for (const row of rows) owners.set(keyText({ kind, value: row.value }), row.customer_id);
  }
  return owners;
}

export interface Claim extends Key {
  customerId: string;
}

/**
 * Claims keys for customers; says how many were free. Written in one order by everybody, so that two callers
 * wait for each other and never in a circle.
 */
export async function claimKeys(ctx: Context, sourceId: string, claims: readonly Claim[]): Promise<number> {
  if (claims.length === 0) return 0;
  const sorted = [...claims].sort((a, b) => (keyText(a) < keyText(b) ? -1 : 1));
  // One JSON text is written and read several times as fast as arrays of PostgreSQL.
  const rows = sorted.map(({ kind, value, customerId }) => ({
    kind,
    source: sourceOfKey(kind, sourceId),
    value,
    customer: customerId,
  }));
  const result = await sql`
    insert into customers.identities (kind, source_id, value, customer_id, created_at)
    select k.kind, k.source, k.value, k.customer, ${ctx.clock.now()}
    from json_to_recordset(${JSON.stringify(rows)}::json) as k(kind text, source bigint, value text, customer bigint)
    on conflict do nothing`.execute(ctx.tx);
  return Number(result.numAffectedRows ?? 0);
}

/** Gives keys that the caller claimed in this transaction to another customer. */
export async function moveKeys(ctx: Context, sourceId: string, claims: readonly Claim[]): Promise<void> {
  for (const claim of claims) {
    await sql`update customers.identities set customer_id = ${claim.customerId}
      where kind = ${claim.kind} and source_id = ${sourceOfKey(claim.kind, sourceId)} and value = ${claim.value}`.execute(
      ctx.tx,
    );
  }
}

/** Lets go of a key, if it is this customer's. */
export async function releaseKey(ctx: Context, claim: Claim): Promise<void> {
  await sql`delete from customers.identities where kind = ${claim.kind} and source_id = ${everySource}
    and value = ${claim.value} and customer_id = ${claim.customerId}`.execute(ctx.tx);
}

/** New customer ids, ascending. */
export async function newCustomerIds(ctx: Context, count: number): Promise<string[]> {
  if (count === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select nextval('customers.customers_id_seq') as id from generate_series(1, ${count}::int)`.execute(
    ctx.tx,
  );
  return rows.map((row) => row.id);
}

/** The values that lead to this customer, those that are only a content's print left out. */
export async function identitiesOf(ctx: Context, customerId: string): Promise<CustomerDetail['identities']> {
  const { rows } = await sql<CustomerDetail['identities'][number]>`
    select i.kind, nullif(i.source_id, 0) as "sourceId", s.name as "sourceName", i.value
    from customers.identities i left join customers.sources s on s.id = i.source_id
    where i.customer_id = ${customerId} and i.kind <> 'content' order by i.kind, s.name, i.value limit 200`.execute(
    ctx.tx,
  );
  return rows;
}
