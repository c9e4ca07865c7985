import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import type { CustomerDetail } from '../profiles/profiles.contract.ts';
import { nameKeyOf } from './name-key.ts';

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

/** The value leads to this customer from now on, under its present name, unless it leads to a namesake already. */
export async function claimContact(
  ctx: Context,
  customerId: string,
  { kind, value }: ContactKey,
): Promise<void> {
  await sql`insert into customers.identities (kind, source_id, value, name_key, customer_id, created_at)
    values (${kind}, ${everySource}, ${value}, ${await nameKeyNow(ctx, customerId)}, ${customerId}, ${ctx.clock.now()})
    on conflict do nothing`.execute(ctx.tx);
}

/** After a customer got another name: its phones and e-mails lead to it under that name too. */
export async function claimUnderNewName(ctx: Context, customerId: string): Promise<void> {
  await sql`insert into customers.identities (kind, source_id, value, name_key, customer_id, created_at)
    select distinct i.kind, i.source_id, i.value, ${await nameKeyNow(ctx, customerId)}, i.customer_id, ${ctx.clock.now()}::timestamptz
    from customers.contact_points p
    join customers.identities i on i.kind = p.kind and i.source_id = 0 and i.value = p.value and i.customer_id = p.customer_id
    where p.customer_id = ${customerId} and p.kind in ('phone', 'email')
    on conflict do nothing`.execute(ctx.tx);
}

async function nameKeyNow(ctx: Context, customerId: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select display_name as name from customers.customers where id = ${customerId}`.execute(ctx.tx);
  return nameKeyOf(rows[0]?.name) ?? '';
}

/** Lets go of a phone or e-mail, where it leads to this customer. */
export async function releaseContact(
  ctx: Context,
  customerId: string,
  { kind, value }: ContactKey,
): Promise<void> {
  await sql`delete from customers.identities where kind = ${kind} and source_id = ${everySource}
    and value = ${value} and customer_id = ${customerId}`.execute(ctx.tx);
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
    select distinct i.kind, nullif(i.source_id, 0) as "sourceId", s.name as "sourceName", i.value
    from (
      select 'external' as kind, r.source_id, r.key_value as value from customers.source_records r
      where r.customer_id = ${customerId} and r.key_kind = 'external'
      union
      select p.kind, 0, p.value from customers.contact_points p
      where p.customer_id = ${customerId} and p.kind in ('phone', 'email')) k
    join customers.identities i on i.kind = k.kind and i.source_id = k.source_id and i.value = k.value
      and i.customer_id = ${customerId}
    left join customers.sources s on s.id = i.source_id
    order by 1, 3, 4 limit 200`.execute(ctx.tx);
  return rows;
}
