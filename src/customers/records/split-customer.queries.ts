import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { insertChanges } from '../history/keep-changes.queries.ts';
import { keptIdNumbers } from '../id-numbers/id-numbers.queries.ts';
import { untellTagsOf } from './take-back.queries.ts';

export async function recordIdsOf(ctx: Context, customerId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from customers.source_records where customer_id = ${customerId}`.execute(ctx.tx);
  return rows.map((row) => row.id);
}

/** Moves records to a new customer of the same owner, who has nothing of its own yet; keeps that a number went with them. */
export async function makeFromRecords(
  ctx: Context,
  customerId: string,
  freshId: string,
  recordIds: readonly string[],
): Promise<void> {
  const now = ctx.clock.now();
  await sql`insert into customers.customers (id, display_name, owner_id, team_id, created_at, updated_at)
    overriding system value
    select ${freshId}, '—', owner_id, team_id, ${now}::timestamptz, ${now} from customers.customers where id = ${customerId}`.execute(
    ctx.tx,
  );
  await sql`insert into customers.totals (customer_id) values (${freshId})`.execute(ctx.tx);
  await sql`update customers.source_records
    set customer_id = ${freshId}, unified_by = case when id = (select min(m) from unnest(${recordIds}::bigint[]) m)
      then null else 'person' end
    where customer_id = ${customerId} and id = any(${recordIds}::bigint[])`.execute(ctx.tx);
  await sql`with gone as (
      update customers.id_numbers set customer_id = ${freshId}
      where customer_id = ${customerId} and record_id = any(${recordIds}::bigint[])
      returning ${customerId}::bigint as customer_id, value
    ) ${insertChanges(ctx, keptIdNumbers)}`.execute(ctx.tx);
}

/**
 * Gives the new customer the tags that the imports of its records told. The other one loses those that only imports
 * told of which it has no record any more; which row of an import told a tag is not known.
 */
export async function moveTags(ctx: Context, customerId: string, freshId: string): Promise<void> {
  const { rows } = await sql<{ id: string; gone: boolean }>`
    select distinct r.import_id as id, not exists (select from customers.source_records o
      where o.customer_id = ${customerId} and o.import_id = r.import_id) as gone
    from customers.source_records r where r.customer_id = ${freshId} and r.import_id is not null order by 1`.execute(
    ctx.tx,
  );
  const imports = rows.map((row) => row.id);
  await sql`with told as (
      select tag_id, import_id from customers.customer_tags
      where customer_id = ${customerId} and import_id = any(${imports}::bigint[])
      union
      select tag_id, import_id from customers.tag_tellings
      where customer_id = ${customerId} and import_id = any(${imports}::bigint[]) and not alone
    ), first as (
      insert into customers.customer_tags (customer_id, tag_id, import_id, created_at)
      select ${freshId}::bigint, tag_id, min(import_id), ${ctx.clock.now()} from told group by tag_id
      returning tag_id, import_id
    )
    insert into customers.tag_tellings (customer_id, tag_id, import_id, alone)
    select ${freshId}::bigint, tag_id, import_id, false
    from (select * from told except select * from first) too`.execute(ctx.tx);
  for (const { id, gone } of rows) if (gone) await untellTagsOf(ctx, id, [customerId]);
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
