import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { insertChanges } from '../history/keep-changes.queries.ts';
import { keptIdNumbers } from '../id-numbers/id-numbers.queries.ts';
import { keptTags } from '../tags/tags.queries.ts';

/**
 * Puts stores of arrivals, and what changes who somebody is, in a row until the transaction ends: who somebody is
 * depends on who is there. Makes (once a connection) the table in which records are folded.
 */
export async function lockArrivals(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('customers.store_arrivals'))`.execute(ctx.tx);
  await sql`create temp table if not exists staged_goldens (customer_id bigint, fields jsonb, records jsonb,
    marks text[]) on commit delete rows`.execute(ctx.tx);
}

/** Nobody else changes these customers until the transaction ends; whoever is changing one is waited for. */
export async function lockForChange(ctx: Context, ids: readonly string[]): Promise<void> {
  await sql`select from customers.customers c where c.id = any(${ids}::bigint[])
    order by c.id for no key update`.execute(ctx.tx);
}

/** The next customers, by id behind `after`, that have a record of this import. */
export async function customersOfImport(
  ctx: Context,
  importId: string,
  after: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct customer_id as id from customers.source_records
    where import_id = ${importId} and customer_id > ${after} order by 1 limit ${limit}`.execute(ctx.tx);
  return rows.map((row) => row.id);
}

export type Keeper =
  | 'edited'
  | 'orders'
  | 'activities'
  | 'reminders'
  | 'attachments'
  | 'relations'
  | 'contact_points'
  | 'tags';

export interface Fate {
  id: string;
  name: string;
  /** Other records remain: the golden record is computed from those. */
  hasOthers: boolean;
  /** What was done with the customer since, where something was; null = untouched. */
  keeper: Keeper | null;
}

/** Of more than these of one kind not all are kept; of fewer, one that is missing was removed by a person. */
const contactsKept = 20;

/** What is to become of each of these customers when the records of this import go. Locks them. */
export async function fatesOf(ctx: Context, importId: string, ids: readonly string[]): Promise<Fate[]> {
  // A statement of its own: what somebody does while this waits is seen only by the next.
  await sql`select count(*) from (select from customers.customers c where c.id = any(${ids}::bigint[])
    order by c.id for update) locked`.execute(ctx.tx);
  const { rows } = await sql<Fate>`
    select c.id, c.display_name as name,
      exists (select from customers.source_records r where r.customer_id = c.id
        and r.import_id is distinct from ${importId}::bigint) as "hasOthers",
      case when c.edited_fields <> '{}' then 'edited'
        when t.orders > 0 or t.cancellations > 0 then 'orders'
        when exists (select from customers.activities a where a.customer_id = c.id
          and a.import_id is distinct from ${importId}::bigint) then 'activities'
        when exists (select from customers.reminders m where m.customer_id = c.id) then 'reminders'
        when exists (select from customers.attachments f where f.customer_id = c.id) then 'attachments'
        when exists (select from customers.relations r where r.customer_id = c.id or r.related_id = c.id) then 'relations'
        when exists (select from customers.contact_points p where p.customer_id = c.id and p.record_id is null)
          or exists (select from customers.source_records r cross join lateral jsonb_array_elements(r.contacts) told
            where r.customer_id = c.id and r.import_id = ${importId}::bigint
              and not exists (select from customers.contact_points p where p.customer_id = c.id
                and p.kind = told ->> 'kind' and p.value = told ->> 'value')
              and (select count(*) from customers.contact_points p
                where p.customer_id = c.id and p.kind = told ->> 'kind') < ${contactsKept})
          then 'contact_points'
        when exists (select from customers.customer_tags g where g.customer_id = c.id
          and (g.import_id <> ${importId}::bigint or g.import_id is null and not g.by_rule)) or exists (select from customers.tag_tellings g
          where g.customer_id = c.id and g.import_id <> ${importId}::bigint and g.alone) then 'tags' end as keeper
    from customers.customers c left join customers.totals t on t.customer_id = c.id
    where c.id = any(${ids}::bigint[]) order by c.id`.execute(ctx.tx);
  return rows;
}

/** Deletes customers with all that hangs on them; their keys must be forgotten already. */
export async function deleteCustomers(ctx: Context, ids: readonly string[]): Promise<void> {
  for (const table of [
    'source_records',
    'contact_points',
    'totals',
    'search',
    'customer_tags',
    'tag_tellings',
    'id_numbers',
    'unique_values',
    'activity_values',
    'activity_keys',
    'activities',
    'former_activities',
    'reminders',
    'attachments',
    'import_sightings',
    'value_changes',
  ])
    await sql`delete from ${sql.ref(`customers.${table}`)} where customer_id = any(${ids}::bigint[])`.execute(
      ctx.tx,
    );
  await sql`delete from customers.possible_duplicates where customer_id = any(${ids}::bigint[])
    or other_customer_id = any(${ids}::bigint[])`.execute(ctx.tx);
  await sql`delete from customers.customers where id = any(${ids}::bigint[])`.execute(ctx.tx);
}

/** Takes the records of this import away from customers who have others. */
export async function deleteRecordsOf(ctx: Context, importId: string, ids: readonly string[]): Promise<void> {
  await sql`with gone as (
      delete from customers.id_numbers n using customers.source_records r
      where n.customer_id = any(${ids}::bigint[]) and r.customer_id = n.customer_id and r.id = n.record_id
        and r.import_id = ${importId} returning n.customer_id, n.value
    ) ${insertChanges(ctx, keptIdNumbers)}`.execute(ctx.tx);
  await sql`delete from customers.source_records
    where customer_id = any(${ids}::bigint[]) and import_id = ${importId}`.execute(ctx.tx);
  await untellTagsOf(ctx, importId, ids);
  await sql`delete from customers.possible_duplicates
    where (customer_id = any(${ids}::bigint[]) or other_customer_id = any(${ids}::bigint[]))
      and import_id = ${importId} and state = 'open'`.execute(ctx.tx);
}

/**
 * Brings contact points in step with the records: those that no record tells any more go, unless a person entered or
 * changed them. Only `fresh` ones get what their records tell: of the others, what is missing was removed by a
 * person. One of each kind is primary.
 */
export async function settleContactPoints(
  ctx: Context,
  ids: readonly string[],
  fresh: readonly string[] = [],
): Promise<void> {
  await sql`create temp table if not exists told_contacts (customer_id bigint, kind text collate "C",
    value text collate "C", entered text, label text, certain boolean, record_id bigint) on commit delete rows`.execute(
    ctx.tx,
  );
  await sql`truncate told_contacts`.execute(ctx.tx);
  await sql`insert into told_contacts
    select distinct on (r.customer_id, c ->> 'kind', c ->> 'value') r.customer_id, c ->> 'kind', c ->> 'value',
      c ->> 'entered', c ->> 'label', (c ->> 'certain')::boolean, r.id
    from customers.source_records r cross join lateral jsonb_array_elements(r.contacts) c
    where r.customer_id = any(${ids}::bigint[])
    order by r.customer_id, c ->> 'kind', c ->> 'value', r.id`.execute(ctx.tx);
  await sql`with gone as (
      delete from customers.contact_points p
      where p.customer_id = any(${ids}::bigint[]) and p.record_id is not null
        and not exists (select from told_contacts t
          where t.customer_id = p.customer_id and t.kind = p.kind and t.value = p.value)
      returning p.customer_id, p.kind, p.value
    ) ${insertChanges(ctx, sql`select customer_id, kind, to_jsonb(value), null::jsonb, null::bigint from gone`)}`.execute(
    ctx.tx,
  );
  await sql`update customers.contact_points p set record_id = t.record_id from told_contacts t
    where t.customer_id = p.customer_id and t.kind = p.kind and t.value = p.value
      and p.record_id <> t.record_id`.execute(ctx.tx);
  await sql`insert into customers.contact_points (customer_id, kind, value, entered, label, status, record_id, created_at)
    select customer_id, kind, value, entered, label,
      case when certain or kind not in ('phone', 'email') then 'unverified' else 'invalid' end, record_id, ${ctx.clock.now()}
    from told_contacts where customer_id = any(${fresh}::bigint[]) order by customer_id, record_id`.execute(
    ctx.tx,
  );
  await sql`update customers.contact_points p set is_primary = true
    from (select distinct on (customer_id, kind) customer_id, id from customers.contact_points o
      where o.customer_id = any(${ids}::bigint[]) and not exists (select from customers.contact_points q
        where q.customer_id = o.customer_id and q.kind = o.kind and q.is_primary)
      order by customer_id, kind, status = 'invalid', id) first
    where p.customer_id = first.customer_id and p.id = first.id`.execute(ctx.tx);
}

/** Takes off the tags that an import attached to these customers. */
export async function untellTagsOf(ctx: Context, importId: string, ids: readonly string[]): Promise<void> {
  await untellTags(ctx, importId, (tag) => sql`${tag}.customer_id = any(${ids}::bigint[])`);
}

/** Takes off the tags that an import attached to customers whom it told nothing else of. */
export async function untellTagsAlone(ctx: Context, importId: string): Promise<void> {
  await untellTags(
    ctx,
    importId,
    (tag) => sql`not exists (select from customers.source_records r
      where r.customer_id = ${tag}.customer_id and r.import_id = ${importId}::bigint)`,
  );
}

/**
 * Takes off the tags that this import attached, of the customers of `whose`; one that another import told too is
 * that one's from now on, the earliest's of several, and one that its rule tells is the rule's.
 */
async function untellTags(
  ctx: Context,
  importId: string,
  whose: (tag: RawBuilder<unknown>) => RawBuilder<boolean>,
): Promise<void> {
  const g = sql.ref('g');
  await sql`delete from customers.tag_tellings g where g.import_id = ${importId}::bigint and ${whose(g)}`.execute(
    ctx.tx,
  );
  await sql`with heirs as (
      select g.customer_id, g.tag_id, min(t.import_id) as import_id from customers.customer_tags g
      join customers.tag_tellings t using (customer_id, tag_id)
      where g.import_id = ${importId}::bigint and ${whose(g)} group by 1, 2
    ), known as (
      delete from customers.tag_tellings t using heirs h
      where t.customer_id = h.customer_id and t.tag_id = h.tag_id and t.import_id = h.import_id
    )
    update customers.customer_tags g set import_id = h.import_id from heirs h
    where g.customer_id = h.customer_id and g.tag_id = h.tag_id`.execute(ctx.tx);
  await sql`update customers.customer_tags g set import_id = null
    where g.import_id = ${importId}::bigint and g.by_rule and ${whose(g)}`.execute(ctx.tx);
  await sql`with gone as (
      delete from customers.customer_tags g where g.import_id = ${importId}::bigint and ${whose(g)}
      returning g.customer_id, g.tag_id
    ) ${keptTags(ctx, sql`gone`, 'before')}`.execute(ctx.tx);
}
