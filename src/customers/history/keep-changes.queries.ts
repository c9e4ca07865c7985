import { type RawBuilder, sql } from 'kysely';
import { actorName } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { goldenFields } from '../records/golden-fields.ts';

/** The columns of customers.customers whose former values are kept, beside custom fields and further columns. */
const keptColumns = [...goldenFields, 'time_zone', 'owner_id'] as const;

export interface ChangedCustomer {
  id: string;
  /** It is a new version. */
  renewed: boolean;
}

/**
 * Runs an `update customers.customers c …`, keeps in the same statement what every value was that it changed, and gives
 * back whom it wrote. The rows must be locked already, so that what is read as former is. Of `fresh` ones, who are only
 * being made, nothing is kept.
 */
export async function changeCustomers(
  ctx: Context,
  update: RawBuilder<unknown>,
  fresh: readonly string[] = [],
): Promise<ChangedCustomer[]> {
  const columns = sql.join(
    keptColumns.map((column) => {
      const [before, after] = [sql.ref(`b.${column}`), sql.ref(`a.${column}`)];
      return sql`(${sql.lit(column)}, ${before}::text, ${after}::text)`;
    }),
  );
  // `offset 0` keeps the look-up of what was before by index; this statement still sees the rows as they were.
  const { rows } = await sql<ChangedCustomer>`
    with changed as (${update} returning c.*),
    compared as materialized (
      select a.id, a.version <> b.version as renewed, v.* from changed a
      cross join lateral (select * from customers.customers o where o.id = a.id offset 0) b
      left join lateral (
        select c.field, to_jsonb(c.before) as before, to_jsonb(c.after) as after, (a.field_records ->> c.field)::bigint as record_id
        from (values ${columns}) as c(field, before, after) where c.before is distinct from c.after
        union all ${added('field_values', 'field.')} union all ${added('custom', 'custom.')}) v on true
    ), kept as (${insertChanges(
      ctx,
      sql`select id as customer_id, field, before, after, record_id from compared
      where field is not null and id <> all(${fresh}::bigint[])`,
    )})
    select id, bool_or(renewed) as renewed from compared group by id order by id`.execute(ctx.tx);
  return rows;
}

/** What changed within a column of values by key, of `b` before and `a` after. */
function added(column: 'field_values' | 'custom', prefix: string): RawBuilder<unknown> {
  const [before, after] = [sql.ref(`b.${column}`), sql.ref(`a.${column}`)];
  const field = sql`${sql.lit(prefix)} || k.key`;
  return sql`select ${field}, ${before} -> k.key, ${after} -> k.key, (a.field_records ->> (${field}))::bigint
    from (select jsonb_object_keys(${before}) union select jsonb_object_keys(${after})) as k(key)
    where ${before} <> ${after} and ${before} -> k.key is distinct from ${after} -> k.key`;
}

/**
 * An insert that keeps changes, as part of what the context says: `changes` selects customer_id, field, before, after and
 * the record_id that gave the new value or null.
 */
export function insertChanges(ctx: Context, changes: RawBuilder<unknown>): RawBuilder<unknown> {
  const { way = 'hand', id = null } = ctx.cause ?? {};
  return sql`insert into customers.value_changes (customer_id, changed_at, field, before, after, changed_by, way, cause_id,
      record_id)
    select v.customer_id, ${ctx.clock.now()}::timestamptz, v.field, v.before, v.after, ${actorName(ctx.actor)}, ${way},
      ${id}::bigint, v.record_id
    from (${changes}) v(customer_id, field, before, after, record_id) order by v.customer_id, v.field desc`;
}

/** Keeps one change of a customer that a verb made: a contact point, a number. */
export async function keepChange(
  ctx: Context,
  change: { customerId: string; field: string; before: string | null; after: string | null },
): Promise<void> {
  const { customerId, field, before, after } = change;
  await insertChanges(
    ctx,
    sql`select ${customerId}::bigint, ${field}::text, to_jsonb(${before}::text), to_jsonb(${after}::text), null::bigint`,
  ).execute(ctx.tx);
}
