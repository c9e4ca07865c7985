import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { insertChanges } from '../history/keep-changes.queries.ts';
import { masked } from '../id-numbers/id-numbers.queries.ts';
import type { Duplicate } from '../identities/resolve-arrivals.ts';
import { heldTags, keptTags, makeTags } from '../tags/tags.queries.ts';
import {
  fieldValues,
  furtherColumns,
  goldenColumns,
  goldenValue,
  markedFields,
} from './golden-columns.queries.ts';
import { goldenFields } from './golden-fields.ts';

/** Nobody edits the known customers of the stage until the transaction ends; whoever is editing one is waited for. */
export async function lockKnown(ctx: Context): Promise<void> {
  await sql`select count(*) from (
    select from customers.customers c where c.id in (
      select customer_id from staged_targets where outcome in ('c', 'u') and not is_new)
    order by c.id for no key update) locked`.execute(ctx.tx);
}

/** The keys of the rows that count lead to their customers from now on, those that lead somewhere already aside. */
export async function claimStagedKeys(ctx: Context): Promise<void> {
  await sql`insert into customers.identities (kind, source_id, value, name_key, customer_id, created_at)
    select k.kind, k.source_id, k.value, k.name_key, t.customer_id, ${ctx.clock.now()}
    from staged_keys k join staged_targets t on t.row_no = k.row_no and t.outcome in ('c', 'u')
    order by k.value, k.kind, k.source_id, k.name_key, k.row_no
    on conflict do nothing`.execute(ctx.tx);
}

/**
 * For rows that only fill gaps: one that adds no field, no contact point, no key and no name to what is known of its
 * customer, or to what rows before it tell, is no record. Names count, since whoever comes by one later may be meant.
 */
export async function dropIdleRows(ctx: Context): Promise<void> {
  await sql`with told as (
      select t.row_no, t.customer_id, t.is_new, f.key from staged_targets t join staged_arrivals s using (row_no)
      cross join lateral jsonb_object_keys(s.fields) as f(key) where t.outcome in ('c', 'u')
      union all
      select t.row_no, t.customer_id, t.is_new, 'contact ' || (p ->> 'kind') || ' ' || (p ->> 'value')
      from staged_targets t join staged_arrivals s using (row_no)
      cross join lateral jsonb_array_elements(s.contacts) p where t.outcome in ('c', 'u')
      union all
      select t.row_no, t.customer_id, t.is_new, 'key ' || k.kind || ' ' || k.name_key || ' ' || k.value
      from staged_targets t join staged_keys k using (row_no) where t.outcome in ('c', 'u') and k.kind <> 'content'
      union all
      select t.row_no, t.customer_id, t.is_new, 'name ' || (s.fields ->> 'display_name')
      from staged_targets t join staged_arrivals s using (row_no)
      where t.outcome in ('c', 'u') and s.fields ? 'display_name'
    ), first as (
      select customer_id, key, bool_or(is_new) as is_new, min(row_no) as row_no from told group by customer_id, key
    ), known as (
      select f.customer_id, k.key from (select distinct customer_id from first where not is_new) f
      join customers.customers c on c.id = f.customer_id
      cross join lateral (
        select key from jsonb_object_keys(c.field_records) as r(key) union select unnest(c.edited_fields)
        union select 'contact ' || p.kind || ' ' || p.value from customers.contact_points p where p.customer_id = c.id
        union select 'key ' || i.kind || ' ' || i.name_key || ' ' || i.value from known_keys i
        where i.customer_id = c.id
        union select 'name ' || c.display_name) k
    ), useful as (
      select distinct row_no from first f
      where not exists (select from known k where k.customer_id = f.customer_id and k.key = f.key)
        and not (f.key like 'name %' and exists (select from customers.source_records r
          where r.customer_id = f.customer_id and 'name ' || (r.fields ->> 'display_name') = f.key))
    )
    update staged_targets set outcome = 'n'
    where outcome = 'u' and row_no not in (select row_no from useful)`.execute(ctx.tx);
}

export interface RecordOrigin {
  sourceId: string;
  importId: string | null;
  userId: string | null;
  arrivedAt: Date;
  leads: boolean;
}

/** Keeps what arrived: one record per row that says something new. */
export async function insertRecords(ctx: Context, origin: RecordOrigin): Promise<void> {
  await sql`update staged_targets set record_id = nextval('customers.source_records_id_seq')
    where outcome in ('c', 'u')`.execute(ctx.tx);
  await sql`insert into customers.source_records (customer_id, id, source_id, key_kind, key_value, import_id, user_id,
      row_no, payload, payload_hash, received_at, fields, contacts, notes, unified_by, leads, filled)
    overriding system value
    select t.customer_id, t.record_id, ${origin.sourceId}::bigint, s.key_kind, s.key_value, ${origin.importId}::bigint,
      ${origin.userId}::bigint, s.row_no, s.payload, s.print, ${origin.arrivedAt}::timestamptz, s.fields, s.contacts,
      s.notes, t.unified_by, ${origin.leads}::boolean, s.filled
    from staged_targets t join staged_arrivals s using (row_no) where t.outcome in ('c', 'u')
    order by t.customer_id, t.record_id`.execute(ctx.tx);
}

/** Adds contact points that are new to their customer; the first good one of a kind becomes the primary one. */
export async function insertContactPoints(ctx: Context): Promise<void> {
  await sql`with told as (
      select t.customer_id, t.record_id, t.is_new, c.kind, c.value, c.entered, c.label, c.certain,
        row_number() over (partition by t.customer_id, c.kind order by c.certain desc, t.row_no, c.place) as nth
      from staged_targets t join staged_contacts c using (row_no)
      where t.outcome in ('c', 'u')
    )
    insert into customers.contact_points (customer_id, kind, value, entered, label, status, is_primary, record_id,
      created_at)
    select customer_id, kind, value, entered, label,
      case when certain or kind not in ('phone', 'email') then 'unverified' else 'invalid' end,
      nth = 1 and (is_new or not exists (select from customers.contact_points o
        where o.customer_id = told.customer_id and o.kind = told.kind and o.is_primary)), record_id, ${ctx.clock.now()}
    from told where nth <= 20 order by customer_id, nth
    on conflict (customer_id, kind, value) do nothing`.execute(ctx.tx);
}

/** Keeps that known customers got the contact points which the records of the stage brought. */
export async function keepContactsOfKnown(ctx: Context): Promise<void> {
  await insertChanges(
    ctx,
    sql`select t.customer_id, p.kind, null::jsonb, to_jsonb(p.value), p.record_id from staged_targets t
      cross join lateral (select * from customers.contact_points o where o.customer_id = t.customer_id
        and o.record_id = t.record_id offset 0) p
      where t.outcome = 'u' and not t.is_new`,
  ).execute(ctx.tx);
}

/** New customers of one row each: the golden record is what the row says. */
export async function insertSingles(ctx: Context, createdAt: Date): Promise<void> {
  const values = goldenFields.map((field) =>
    field === 'display_name'
      ? sql`coalesce(s.fields ->> 'display_name', case when s.key_kind = 'external' then s.key_value end,
          s.contacts -> 0 ->> 'entered', s.fields ->> 'company', '—')`
      : goldenValue(field, sql`s.fields`),
  );
  await sql`insert into customers.customers (id, ${goldenColumns}, custom, field_values, field_records, marks, created_at, updated_at)
    overriding system value
    select t.customer_id, ${sql.join(values)}, ${furtherColumns(sql`s.fields`)},
      ${fieldValues(sql`s.fields`)},
      (select coalesce(jsonb_object_agg(f.key, t.record_id), '{}') from jsonb_object_keys(s.fields) as f(key)),
      ${markedFields(sql`s.notes`, sql`s.contacts`)}, ${createdAt}, ${ctx.clock.now()}
    from staged_targets t join staged_arrivals s using (row_no)
    where t.makes and t.customer_id not in (
      select customer_id from staged_targets where outcome in ('c', 'u') and is_new group by 1 having count(*) > 1)
    order by t.customer_id`.execute(ctx.tx);
}

/** Empty totals and the search rows of new customers, as their first rows tell them. */
export async function insertBesides(ctx: Context): Promise<void> {
  await sql`insert into customers.totals (customer_id)
    select customer_id from staged_targets where makes order by 1`.execute(ctx.tx);
  await sql`insert into customers.search (customer_id, text, grams)
    select t.customer_id, s.search_text, s.grams from staged_targets t join staged_arrivals s using (row_no)
    where t.makes order by 1`.execute(ctx.tx);
}

/** A customer that got a tag, and the first row that wanted it. */
export interface Tagged {
  customerId: string;
  row: string;
}

/**
 * Attaches the tags that rows carry, and `all` to every customer met. Gives the rows' customers that got one. Of a
 * tag that another import or a rule attached it is kept that this one told it too; `alone` = it tells nothing else.
 */
export async function attachTags(
  ctx: Context,
  all: readonly string[],
  importId: string | null,
  alone = false,
): Promise<Tagged[]> {
  const now = ctx.clock.now();
  const { rows: some } = await sql`select 1 from staged_tags limit 1`.execute(ctx.tx);
  if (all.length === 0 && some.length === 0) return [];
  const { rows: named } = await sql<{ name: string }>`
    select g.name from staged_tags g join staged_targets t using (row_no) where t.outcome <> 's'
    union select unnest(${all}::text[])`.execute(ctx.tx);
  const names = named.map(({ name }) => name);
  await makeTags(ctx, names);
  const meant = (await heldTags(ctx, names)).map((held) => ({ name: held.named, id: held.tag.id }));
  const { rows } = await sql<Tagged>`
    with meant as (
      select * from json_to_recordset(${JSON.stringify(meant)}::json) as m(name text, id bigint)
    ), wanted as (
      select w.customer_id, g.id as tag_id, min(w.row_no) as row_no from (
        select t.customer_id, g.name, t.row_no from staged_targets t join staged_tags g using (row_no)
        where t.outcome <> 's'
        union all
        select t.customer_id, name, t.row_no from staged_targets t cross join unnest(${all}::text[]) as n(name)
        where t.outcome <> 's') w join meant g on g.name = w.name group by 1, 2
    ), added as (
      insert into customers.customer_tags (customer_id, tag_id, import_id, created_at)
      select customer_id, tag_id, ${importId}::bigint, ${now} from wanted order by 1, 2
      on conflict do nothing returning customer_id, tag_id
    ), kept as (
      ${keptTags(ctx, sql`(select * from added where customer_id not in (select customer_id from staged_targets where is_new))`, 'after')}
    ), told_too as (
      insert into customers.tag_tellings (customer_id, tag_id, import_id, alone)
      select w.customer_id, w.tag_id, ${importId}::bigint, ${alone}::boolean
      from (select customer_id, tag_id from wanted except select customer_id, tag_id from added) w
      cross join lateral (select 1 from customers.customer_tags t where t.customer_id = w.customer_id
        and t.tag_id = w.tag_id and (t.import_id <> ${importId}::bigint or t.import_id is null and t.by_rule) offset 0) carried
      order by 1, 2
      on conflict do nothing
    ) select distinct customer_id as "customerId", row_no as row from added join wanted using (customer_id, tag_id)`.execute(
    ctx.tx,
  );
  return rows;
}

/** Rows that told nothing else but gave their customer a tag count as updated. Gives the customers of those. */
export async function countIdleTagged(ctx: Context, tagged: readonly Tagged[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`update staged_targets set outcome = 'u'
    where outcome = 'n' and row_no = any(${tagged.map(({ row }) => row)}::bigint[])
    returning customer_id as id`.execute(ctx.tx);
  return rows.map(({ id }) => id);
}

/** In `tag` mode a row counts as updated where its customer got a tag. */
export async function countTagged(ctx: Context, tagged: readonly string[]): Promise<void> {
  await sql`update staged_targets set outcome = case when customer_id = any(${tagged}::bigint[]) then 'u' else 'n' end
    where outcome in ('u', 'n')`.execute(ctx.tx);
}

export async function insertDuplicates(
  ctx: Context,
  duplicates: readonly Duplicate[],
  importId: string | null,
): Promise<number> {
  if (duplicates.length === 0) return 0;
  const result = await sql`
    insert into customers.possible_duplicates (customer_id, other_customer_id, kind, value, import_id, created_at)
    select greatest(customer, other), least(customer, other), kind, value, ${importId}::bigint, ${ctx.clock.now()}
    from json_to_recordset(${JSON.stringify(duplicates)}::json) as d(customer bigint, other bigint, kind text, value text)
    order by 1, 2
    on conflict do nothing`.execute(ctx.tx);
  return Number(result.numAffectedRows ?? 0);
}

/** Identity numbers go where nothing else reads them; what known customers had is kept masked. */
export async function insertIdNumbers(ctx: Context): Promise<void> {
  await sql`with told as (insert into customers.id_numbers (customer_id, kind, value, record_id, created_at)
    select distinct on (t.customer_id) t.customer_id, 'resident', s.resident_id, t.record_id, ${ctx.clock.now()}::timestamptz
    from staged_targets t join staged_arrivals s using (row_no)
    where s.resident_id is not null and t.outcome in ('c', 'u') order by t.customer_id, t.row_no desc
    on conflict (customer_id, kind) do update set value = excluded.value, record_id = excluded.record_id
    returning customer_id, value, record_id
    ) ${insertChanges(
      ctx,
      sql`select told.customer_id, 'id_number', to_jsonb(${masked(sql`n.value`)}), to_jsonb(${masked(sql`told.value`)}),
        told.record_id
      from told left join customers.id_numbers n on n.customer_id = told.customer_id and n.kind = 'resident'
      where n.value is distinct from told.value
        and told.customer_id not in (select customer_id from staged_targets where is_new)`,
    )}`.execute(ctx.tx);
}

export interface Touched {
  created: string[];
  /** New customers of several rows, and known customers. */
  several: string[];
  known: string[];
}

/** Whom the rows of the stage made or told of. */
export async function touchedCustomers(ctx: Context): Promise<Touched> {
  const { rows } = await sql<{ id: string; is_new: boolean; rows: number }>`
    select customer_id as id, is_new, count(*)::int as rows from staged_targets
    where outcome in ('c', 'u') group by 1, 2 order by 1`.execute(ctx.tx);
  return {
    created: rows.filter((row) => row.is_new).map((row) => row.id),
    several: rows.filter((row) => row.is_new && row.rows > 1).map((row) => row.id),
    known: rows.filter((row) => !row.is_new).map((row) => row.id),
  };
}
