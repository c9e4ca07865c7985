import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { changeCustomers } from '../history/keep-changes.queries.ts';
import { fieldValues, furtherColumns, goldenColumns, goldenValue } from './golden-columns.queries.ts';
import { goldenFields, placeFields, placeNames } from './golden-fields.ts';

/**
 * Computes golden records into `staged_goldens`: per field the value of the record that stands first. Records
 * that lead stand before those that only fill gaps; then trust (of the source, for this field), then time (the
 * latest first; among those that fill gaps the earliest, so that nothing is overwritten), then how much a record
 * tells, then its row. Of the place, the record that stands first among those that name a region or city decides:
 * records of other places tell nothing of it. `customers` is a query that gives customer ids.
 */
export async function foldRecords(ctx: Context, customers: RawBuilder<unknown>): Promise<void> {
  await sql`truncate staged_goldens`.execute(ctx.tx);
  // `offset 0` keeps each look-up apart: by index, whatever the planner thinks of tables that were just filled.
  await sql`
    with chosen as materialized (${customers}),
    records as (
      select r.*, s.trust, s.field_trust, first_value(r.fields) over (partition by r.customer_id
        order by r.fields ?| '{region,city}' desc, r.fields ? 'country' desc,
          ${standing(sql`case when r.fields ? 'city' then 'city' when r.fields ? 'region' then 'region' else 'country' end`)}) as place
      from chosen cross join lateral (
        select customer_id, id, source_id, fields, leads, received_at, filled, row_no
        from customers.source_records t where t.customer_id = chosen.customer_id offset 0) r
      join customers.sources s on s.id = r.source_id
    ), best as (
      select distinct on (r.customer_id, f.key) r.customer_id, f.key, f.value, r.id as record_id
      from records r
      cross join lateral (select key collate "C" as key, value from jsonb_each(r.fields)) f
      where f.key not in (${sql.join(placeFields.map((field) => sql.lit(field)))}) or (${isOfPlace})
      order by r.customer_id, f.key, ${standing(sql`f.key`)}
    ), golden as (
      select customer_id, jsonb_object_agg(key, value) as fields, jsonb_object_agg(key, record_id) as records
      from best group by customer_id
    ), doubtful as (
      select r.customer_id, n.key, r.id as record_id
      from chosen cross join lateral (
        select * from customers.source_records t where t.customer_id = chosen.customer_id and t.notes is not null
        offset 0) r
      cross join lateral jsonb_each(r.notes) n
      where n.value ? 'problem'
    ), marked as (
      select d.customer_id, array_agg(distinct d.key order by d.key) as marks from doubtful d
      left join golden g on g.customer_id = d.customer_id
      where case when d.key in ('phone', 'email')
        then not exists (select from customers.contact_points p
          where p.customer_id = d.customer_id and p.kind = d.key and p.status <> 'invalid')
        else coalesce((g.records ->> d.key)::bigint = d.record_id, true) end
      group by d.customer_id
    )
    insert into staged_goldens
    select chosen.customer_id, coalesce(golden.fields, '{}'), coalesce(golden.records, '{}'), coalesce(marked.marks, '{}')
    from chosen left join golden on golden.customer_id = chosen.customer_id
      left join marked on marked.customer_id = chosen.customer_id`.execute(ctx.tx);
}

/** The order in which records `r` of a customer stand for a field. */
function standing(field: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`r.leads desc, coalesce((field_trust ->> ${field})::integer, trust) desc,
    case when r.leads then r.received_at end desc, case when not r.leads then r.received_at end,
    case when r.leads then r.filled end desc nulls last,
    case when r.leads then r.row_no else - r.row_no end desc nulls last, r.id desc`;
}

/** Whether a record `r` does not contradict the place of its customer. */
const isOfPlace = sql.join(
  placeNames.map((name) => sql`coalesce(r.fields ->> ${sql.lit(name)} = r.place ->> ${sql.lit(name)}, true)`),
  sql` and `,
);

/** These customers, for `foldRecords`. */
export function customersIn(ids: readonly string[]): RawBuilder<unknown> {
  return sql`select unnest(${ids}::bigint[]) as customer_id`;
}

/** What a customer is called who never got a name: its number, a phone or e-mail, its company. */
function standIn(): RawBuilder<unknown> {
  return sql`coalesce(g.fields ->> 'display_name', (
      select r.key_value from customers.source_records r
      where r.customer_id = g.customer_id and r.key_kind = 'external' order by r.id limit 1), (
      select p.entered from customers.contact_points p where p.customer_id = g.customer_id
      order by p.id limit 1), g.fields ->> 'company', '—')`;
}

function wanted(field: (typeof goldenFields)[number]): RawBuilder<unknown> {
  return field === 'display_name' ? standIn() : goldenValue(field, sql`g.fields`);
}

/** Custom fields of `c`: what the records `g` tell, but for those that a person set or cleared. */
const keptByHand = sql`case when c.edited_fields::text not like '%field.%' then ${fieldValues(sql`g.fields`)} else
  ${fieldValues(sql`g.fields - c.edited_fields`)} || (
    select coalesce(jsonb_object_agg(v.key, v.value), '{}') from jsonb_each(c.field_values) v
    where 'field.' || v.key = any(c.edited_fields)) end`;

/** Keys of unique fields of which another customer than `c` has what is `told`, and keeps it. */
const keysOfOthers = sql`case when told.field_values = '{}' then '{}'::text[] else array(
    select f.key from customers.custom_fields f
    join customers.unique_values u on u.field_id = f.id and u.value = told.field_values ->> f.key
    where f.is_unique and u.customer_id <> c.id and not exists (select from staged_goldens o
      where o.customer_id = u.customer_id and o.fields ->> ('field.' || f.key) is distinct from u.value)) end`;

/** Makes the customers of `staged_goldens`; their contact points are there already. */
export async function insertGoldens(ctx: Context, createdAt: Date): Promise<void> {
  await sql`insert into customers.customers (id, ${goldenColumns}, custom, field_values, field_records, marks, created_at, updated_at)
    overriding system value
    select g.customer_id, ${sql.join(goldenFields.map(wanted))}, ${furtherColumns(sql`g.fields`)}, ${fieldValues(sql`g.fields`)},
      g.records, g.marks,
      ${createdAt}, ${ctx.clock.now()}
    from staged_goldens g order by g.customer_id`.execute(ctx.tx);
}

/**
 * Brings customers in step with `staged_goldens`, but for what a person set by hand, and keeps what their values were but
 * for `fresh` ones. They must be locked already. Gives the ids of those that changed; each is a new version.
 */
export async function updateGoldens(ctx: Context, fresh: readonly string[] = []): Promise<string[]> {
  const next = goldenFields.map(
    (field) =>
      sql`case when ${sql.lit(field)} = any(c.edited_fields) then c.${sql.ref(field)} else ${wanted(field)} end as ${sql.ref(field)}`,
  );
  const differs = sql.join(
    [...goldenFields, 'custom', 'field_values'].map(
      (field) => sql`c.${sql.ref(field)} is distinct from n.${sql.ref(field)}`,
    ),
    sql` or `,
  );
  const sets = sql.join(goldenFields.map((field) => sql`${sql.ref(field)} = n.${sql.ref(field)}`));
  const written = await changeCustomers(
    ctx,
    sql`with next as materialized (
      select c.id, ${sql.join(next)}, ${furtherColumns(sql`g.fields`)} as custom,
        told.field_values - lost.keys as field_values, g.records - c.edited_fields - lost.names as records,
        array((select unnest(g.marks) union select unnest(lost.names)) except select unnest(c.edited_fields)
          order by 1) as marks
      from staged_goldens g join customers.customers c on c.id = g.customer_id
      cross join lateral (select ${keptByHand} as field_values offset 0) told
      cross join lateral (select o.keys, array(select 'field.' || k from unnest(o.keys) k) as names
        from (select ${keysOfOthers} as keys offset 0) o) lost
    ), differing as (
      select n.*, (${differs}) as renewed
      from next n join customers.customers c on c.id = n.id
      where ${differs} or c.field_records <> n.records or c.marks <> n.marks
    )
    update customers.customers c set ${sets}, custom = n.custom, field_values = n.field_values, field_records = n.records, marks = n.marks,
      version = c.version + case when n.renewed then 1 else 0 end,
      updated_at = case when n.renewed then ${ctx.clock.now()} else c.updated_at end
    from differing n where c.id = n.id`,
    fresh,
  );
  return written.filter(({ renewed }) => renewed).map(({ id }) => id);
}
