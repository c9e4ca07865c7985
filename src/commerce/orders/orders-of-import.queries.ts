import { type RawBuilder, sql } from 'kysely';
import { givesMoreThan } from '#platform/db/bounded-count.queries.ts';
import type { Context } from '#platform/db/context.ts';

/** Up to here the documents of an import are read and sorted; more of them are soon met on a walk over all. */
const fewOrders = 50_000;

/** Whether a row of commerce.orders called `o` was made or met by an import, asked in the way that is quick for its size. */
export async function isOfImport(ctx: Context, importId: string): Promise<RawBuilder<boolean>> {
  const all = sql`select made.id from commerce.orders made where made.import_id = ${importId}::bigint
    union all
    select sighting.order_id from commerce.order_sightings sighting where sighting.import_id = ${importId}::bigint`;
  if (!(await givesMoreThan(ctx, fewOrders, all))) return sql<boolean>`o.id in (${all})`;
  // With an offset they are looked up one by one; otherwise all would be read before the first row.
  return sql<boolean>`(o.import_id = ${importId}::bigint or exists (select from commerce.order_sightings sighting
    where sighting.import_id = ${importId}::bigint and sighting.order_id = o.id offset 0))`;
}
