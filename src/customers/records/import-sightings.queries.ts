import { type RawBuilder, sql } from 'kysely';
import { givesMoreThan } from '#platform/db/bounded-count.queries.ts';
import type { Context } from '#platform/db/context.ts';

const idsAtOnce = 100_000;

/** Notes whom an import met, so that its lists show all of them; those of whom it has a record are found by that. */
export async function noteCustomersMet(
  ctx: Context,
  importId: string,
  ids: readonly string[],
): Promise<void> {
  for (let at = 0; at < ids.length; at += idsAtOnce) {
    await sql`insert into customers.import_sightings (import_id, customer_id)
      select ${importId}::bigint, met.id from unnest(${ids.slice(at, at + idsAtOnce)}::bigint[]) met(id)
      where not exists (select from customers.source_records r
        where r.customer_id = met.id and r.import_id = ${importId}::bigint)
      order by met.id on conflict do nothing`.execute(ctx.tx);
  }
}

/** Up to here the customers of an import are read and sorted; more of them are soon met on a walk over all. */
const fewCustomers = 50_000;

/** Whether an import met a row called `c`, asked in the way that is quick for its size. */
export async function isMetBy(ctx: Context, importId: string): Promise<RawBuilder<boolean>> {
  const all = sql`select r.customer_id from customers.source_records r where r.import_id = ${importId}::bigint
    union all
    select sighting.customer_id from customers.import_sightings sighting where sighting.import_id = ${importId}::bigint`;
  if (!(await givesMoreThan(ctx, fewCustomers, all))) return sql<boolean>`c.id in (${all})`;
  // With an offset they are looked up one by one; otherwise all would be read before the first row.
  return sql<boolean>`(exists (select from customers.source_records r
      where r.customer_id = c.id and r.import_id = ${importId}::bigint offset 0)
    or exists (select from customers.import_sightings sighting
      where sighting.import_id = ${importId}::bigint and sighting.customer_id = c.id offset 0))`;
}

export async function forgetCustomersMet(ctx: Context, importId: string): Promise<void> {
  await sql`delete from customers.import_sightings where import_id = ${importId}::bigint`.execute(ctx.tx);
}
