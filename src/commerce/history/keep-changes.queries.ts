import { type RawBuilder, sql } from 'kysely';
import { actorName } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';

/** What is kept of a header, by its name in the API, beside custom fields. Sums and ties follow from other rows. */
const keptColumns = {
  orderedAt: 'ordered_at',
  kind: 'kind',
  store: 'store',
  channel: 'channel',
  brand: 'brand',
  seller: 'seller',
  originalNumber: 'original_number',
} as const;

/**
 * Runs an `update commerce.orders stored …` that leaves the customers of orders as they are, keeps in the same statement
 * what every value was that it changed, and gives back which orders it wrote. The rows must be locked already, so that
 * what is read as former is. Of orders that the import which writes them has made itself nothing is kept.
 */
export async function changeOrders(ctx: Context, update: RawBuilder<unknown>): Promise<string[]> {
  const { way = 'hand', id = null } = ctx.cause ?? {};
  const columns = sql.join(
    Object.entries(keptColumns).map(
      ([field, column]) =>
        sql`(${sql.lit(field)}, to_jsonb(${sql.ref(`b.${column}`)}), to_jsonb(${sql.ref(`a.${column}`)}))`,
    ),
  );
  // `offset 0` keeps the look-up of what was before by index; this statement still sees the rows as they were.
  const { rows } = await sql<{ id: string }>`
    with changed as (${update} returning stored.*),
    kept as (
      insert into commerce.order_changes (order_id, changed_at, field, before, after, changed_by, way, cause_id)
      select a.id, ${ctx.clock.now()}::timestamptz, v.field, v.before, v.after, ${actorName(ctx.actor)}, ${way}, ${id}::bigint
      from changed a
      cross join lateral (select * from commerce.orders o where o.customer_id = a.customer_id and o.id = a.id offset 0) b
      cross join lateral (
        select c.field, c.before, c.after from (values ${columns}) as c(field, before, after)
        where c.before is distinct from c.after
        union all
        select 'field.' || k.key, b.field_values -> k.key, a.field_values -> k.key
        from (select jsonb_object_keys(b.field_values) union select jsonb_object_keys(a.field_values)) as k(key)
        where b.field_values <> a.field_values and b.field_values -> k.key is distinct from a.field_values -> k.key) v
      where ${way} <> 'import' or a.import_id is distinct from ${id}::bigint
      order by a.id, v.field desc
    )
    select id from changed order by id`.execute(ctx.tx);
  return rows.map((row) => row.id);
}

/**
 * The part of a statement that keeps whose orders were before it moves them: of rows with an order and its customers, null
 * where it is a guest's. Of orders that the import which moves them has made itself nothing is kept.
 */
export function keptCustomers(ctx: Context, moved: RawBuilder<unknown>): RawBuilder<unknown> {
  const { way = 'hand', id = null } = ctx.cause ?? {};
  return sql`insert into commerce.order_changes (order_id, changed_at, field, before, after, changed_by, way, cause_id)
    select m.order_id, ${ctx.clock.now()}::timestamptz, 'customerId', to_jsonb(m.before::text), to_jsonb(m.after::text),
      ${actorName(ctx.actor)}, ${way}, ${id}::bigint
    from (${moved}) m(order_id, before, after)
    where ${way} <> 'import' or not exists (
      select from commerce.orders o where o.id = m.order_id and o.import_id = ${id}::bigint)
    order by m.order_id`;
}

/** Forgets what an import changed of these orders, and that it was taken back, where it is as if it had never met them. */
export async function forgetChanges(
  ctx: Context,
  importId: string,
  orderIds: readonly string[],
): Promise<void> {
  await sql`delete from commerce.order_changes
    where order_id = any(${orderIds}::bigint[]) and way = 'import' and cause_id = ${importId}`.execute(
    ctx.tx,
  );
}
