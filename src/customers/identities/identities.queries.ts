import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { prepared } from '#platform/db/prepared.ts';
import { seesContact, shownContact } from '../fields/shown-fields.queries.ts';
import type { CustomerDetail } from '../profiles/profiles.contract.ts';
import { nameKeyOf } from './name-key.ts';
import type { Key } from './reclaim.queries.ts';

/** Phones and e-mails mean the same in every source; external ids and contents belong to one. */
const everySource = '0';

/** Whom these external ids of a source lead to; unknown ids are absent. */
export async function externalOwners(
  ctx: Context,
  sourceId: string,
  values: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ value: string; customer_id: string }>`
    select value, customer_id from customers.identities
    where kind = 'external' and source_id = ${sourceId} and name_key = ''
      and value = any(array(select json_array_elements_text(${JSON.stringify(values)}::json)))`.execute(
    ctx.tx,
  );
  return new Map(rows.map((row) => [row.value, row.customer_id]));
}

export interface ContactKey {
  kind: 'phone' | 'email';
  value: string;
}

/**
 * The value leads to this customer from now on, under its present name; where it leads to a namesake already, this
 * customer waits for it.
 */
export async function claimContact(
  ctx: Context,
  customerId: string,
  { kind, value }: ContactKey,
): Promise<void> {
  const name = await nameKeyNow(ctx, customerId);
  await sql`insert into customers.identities (kind, source_id, value, name_key, customer_id, created_at)
    values (${kind}, ${everySource}, ${value}, ${name}, ${customerId}, ${ctx.clock.now()})
    on conflict do nothing`.execute(ctx.tx);
  await sql`insert into customers.waiting_keys (kind, source_id, value, name_key, customer_id)
    select kind, source_id, value, name_key, ${customerId}::bigint from customers.identities
    where kind = ${kind} and source_id = ${everySource} and value = ${value} and name_key = ${name}
      and customer_id <> ${customerId} on conflict do nothing`.execute(ctx.tx);
}

/** After a customer got another name: its phones and e-mails lead to it under that name too. */
export async function claimUnderNewName(ctx: Context, customerId: string): Promise<void> {
  const name = await nameKeyNow(ctx, customerId);
  const mine = sql`customers.contact_points p
    join customers.identities i on i.kind = p.kind and i.source_id = 0 and i.value = p.value and i.customer_id = p.customer_id`;
  const isKey = sql`p.customer_id = ${customerId} and p.kind in ('phone', 'email')`;
  await sql`insert into customers.identities (kind, source_id, value, name_key, customer_id, created_at)
    select distinct i.kind, i.source_id, i.value, ${name}, i.customer_id, ${ctx.clock.now()}::timestamptz
    from ${mine} where ${isKey}
    on conflict do nothing`.execute(ctx.tx);
  await sql`insert into customers.waiting_keys (kind, source_id, value, name_key, customer_id)
    select distinct i.kind, i.source_id, i.value, o.name_key, i.customer_id
    from ${mine} join customers.identities o on o.kind = i.kind and o.source_id = 0 and o.value = i.value
      and o.name_key = ${name} and o.customer_id <> i.customer_id where ${isKey}
    on conflict do nothing`.execute(ctx.tx);
}

async function nameKeyNow(ctx: Context, customerId: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select display_name as name from customers.customers where id = ${customerId}`.execute(ctx.tx);
  return nameKeyOf(rows[0]?.name) ?? '';
}

/** Lets go of a phone or e-mail, where it leads to this customer or this one waits for it. Gives the keys that are free. */
export async function releaseContact(
  ctx: Context,
  customerId: string,
  { kind, value }: ContactKey,
): Promise<Key[]> {
  await sql`delete from customers.waiting_keys where kind = ${kind} and source_id = ${everySource}
    and value = ${value} and customer_id = ${customerId}`.execute(ctx.tx);
  const { rows } = await sql<Key>`delete from customers.identities where kind = ${kind}
    and source_id = ${everySource} and value = ${value} and customer_id = ${customerId}
    returning kind, source_id as "sourceId", value, name_key as "nameKey"`.execute(ctx.tx);
  return rows;
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
  const { rows } = await sql<CustomerDetail['identities'][number]>`${prepared}
    select distinct i.kind, nullif(i.source_id, 0) as "sourceId", s.name as "sourceName", ${shownContact(ctx, sql`i.kind`, sql`i.value`)} as value
    from (
      select 'external' as kind, r.source_id, r.key_value as value from customers.source_records r
      where r.customer_id = ${customerId} and r.key_kind = 'external'
      union
      select p.kind, 0, p.value from customers.contact_points p
      where p.customer_id = ${customerId} and p.kind in ('phone', 'email') and ${seesContact(ctx)}) k
    join customers.identities i on i.kind = k.kind and i.source_id = k.source_id and i.value = k.value
      and i.customer_id = ${customerId}
    left join customers.sources s on s.id = i.source_id
    order by 1, 3, 4 limit 200`.execute(ctx.tx);
  return rows;
}
