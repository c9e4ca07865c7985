import { sql } from 'kysely';
import { actorName } from '#platform/access/actor.ts';
import type { BulkContext } from '#platform/db/bulk.queries.ts';
import type { Context } from '#platform/db/context.ts';
import { activityColumns } from './arriving-activity.ts';

/** Puts bulk stores of activities, and what takes them back, in a row until the transaction ends. */
export async function lockActivities(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('customers.store_activities'))`.execute(ctx.tx);
}

/** Makes (once a connection) and fills the stage. */
export async function stageActivities(ctx: BulkContext, copy: Buffer): Promise<void> {
  await lockActivities(ctx);
  await sql`create temp table if not exists staged_activities (
    row_no bigint, type text collate "C", occurred_at timestamptz, number text collate "C", print text collate "C",
    payload jsonb, customer_id bigint, key text collate "C", own_id bigint) on commit delete rows`.execute(
    ctx.tx,
  );
  await sql`create temp table if not exists keyed_activities (
    row_no bigint, customer_id bigint, key text collate "C", type text collate "C", occurred_at timestamptz, payload jsonb,
    activity_id bigint, known_at timestamptz, is_new boolean, is_last boolean, outcome "char") on commit delete rows`.execute(
    ctx.tx,
  );
  await ctx.copyInto('staged_activities', ['row_no', ...Object.keys(activityColumns)], copy);
}

/**
 * Ties rows to their customers and gives them the key that they are known by: the source's number, else their
 * content. Rows of nobody stay without one.
 */
export async function tieToCustomers(
  ctx: Context,
  sourceId: string,
  customers: { rowNos: string[]; customerIds: string[] },
): Promise<void> {
  await sql`update staged_activities staged
    set customer_id = tied.customer_id,
      key = case when staged.number is null then 'c:' || staged.print else ${`x:${sourceId}:`} || staged.number end
    from unnest(${customers.rowNos}::bigint[], ${customers.customerIds}::bigint[]) as tied(row_no, customer_id)
    where tied.row_no = staged.row_no and tied.customer_id > 0`.execute(ctx.tx);
  await sql`analyze staged_activities`.execute(ctx.tx);
}

/** Takes rows out of the stage whose time would cost a table of its own for nothing; gives their numbers. */
export async function dropUnlikelyTimes(ctx: Context, from: Date, until: Date): Promise<string[]> {
  const { rows } = await sql<{ row_no: string }>`
    delete from staged_activities where occurred_at < ${from} or occurred_at > ${until} returning row_no`.execute(
    ctx.tx,
  );
  return rows.map((row) => row.row_no);
}

/**
 * What becomes of every row: the first of an unknown key is created, one that says other than its forerunner (the
 * stored activity, or the row before it with the same key) updates, one that says the same leaves it as it is.
 */
export async function keyActivities(ctx: Context): Promise<void> {
  await sql`with known as (
      select distinct staged.customer_id, staged.key, keyed.activity_id, keyed.occurred_at
      from staged_activities staged
      join customers.activity_keys keyed on keyed.customer_id = staged.customer_id and keyed.key = staged.key
    ), sequence as (
      select staged.*, known.activity_id, known.occurred_at as known_at,
        row_number() over same as nth, row_number() over (same_key order by staged.row_no desc) = 1 as is_last,
        lag(staged.print) over same as print_before,
        (stored.type, stored.occurred_at, stored.payload) is not distinct from
          (staged.type, staged.occurred_at, staged.payload) as as_stored
      from staged_activities staged
      left join known on known.customer_id = staged.customer_id and known.key = staged.key
      left join customers.activities stored on stored.customer_id = known.customer_id
        and stored.occurred_at = known.occurred_at and stored.id = known.activity_id
      where staged.customer_id is not null
      window same_key as (partition by staged.customer_id, staged.key), same as (same_key order by staged.row_no)
    )
    insert into keyed_activities
    select row_no, customer_id, key, type, occurred_at, payload, coalesce(activity_id, own_id), known_at,
      activity_id is null, is_last,
      case when nth > 1 then case when print_before = print then 'n' else 'u' end
        when activity_id is null then 'c' when as_stored then 'n' else 'u' end
    from sequence`.execute(ctx.tx);
}

/** The months in which activities will lie, as the first moment of each. */
export async function stagedMonths(ctx: Context): Promise<string[]> {
  const { rows } = await sql<{ month: string }>`
    select distinct to_char(occurred_at at time zone 'UTC', 'YYYY-MM"-01T00:00:00Z"') as month
    from keyed_activities where is_last`.execute(ctx.tx);
  return rows.map((row) => row.month);
}

/** Writes new activities with their keys, and what changed of known ones. */
export async function writeActivities(ctx: Context, importId: string, sourceId: string): Promise<void> {
  await sql`with fresh as (
      select customer_id, coalesce(activity_id, nextval('customers.activities_id_seq')) as id, key, type, occurred_at, payload
      from (select * from keyed_activities where is_new and is_last order by row_no) ordered
    ), keys as (
      insert into customers.activity_keys (customer_id, key, activity_id, occurred_at)
      select customer_id, key, id, occurred_at from fresh order by customer_id, key
    )
    insert into customers.activities (customer_id, id, type, occurred_at, received_at, actor, source_id, payload, import_id)
    overriding system value
    select customer_id, id, type, occurred_at, ${ctx.clock.now()}, ${actorName(ctx.actor)}, ${sourceId}::bigint, payload,
      ${importId}::bigint
    from fresh`.execute(ctx.tx);
  await sql`with changed as (
      select last.* from keyed_activities last where last.is_last and not last.is_new and exists (
        select from keyed_activities one where one.customer_id = last.customer_id and one.key = last.key and one.outcome = 'u')
    ), kept as (
      insert into customers.former_activities as known (customer_id, import_id, activity_id, type, occurred_at, payload,
        left_type, left_at, left_payload)
      select old.customer_id, ${importId}::bigint, old.id, old.type, old.occurred_at, old.payload, changed.type,
        changed.occurred_at, changed.payload
      from changed join customers.activities old on old.customer_id = changed.customer_id
        and old.occurred_at = changed.known_at and old.id = changed.activity_id
      where old.import_id is distinct from ${importId}::bigint
      on conflict (customer_id, import_id, activity_id) do update
      set left_type = excluded.left_type, left_at = excluded.left_at, left_payload = excluded.left_payload
    ), keys as (
      update customers.activity_keys keyed set occurred_at = changed.occurred_at from changed
      where keyed.customer_id = changed.customer_id and keyed.key = changed.key
    )
    update customers.activities stored
    set type = changed.type, occurred_at = changed.occurred_at, payload = changed.payload
    from changed
    where stored.customer_id = changed.customer_id and stored.id = changed.activity_id
      and stored.occurred_at = changed.known_at`.execute(ctx.tx);
}

/** Rows that belong to somebody with what became of them, in the order of the file. */
export async function keyedRows(
  ctx: Context,
): Promise<{ rowNos: string[]; outcomes: string; customerIds: string[] }> {
  const { rows } = await sql<{
    row_nos: string[] | null;
    outcomes: string | null;
    customer_ids: string[] | null;
  }>`
    select array_agg(row_no order by row_no) as row_nos, string_agg(outcome::text, '' order by row_no) as outcomes,
      array_agg(customer_id order by row_no) as customer_ids
    from keyed_activities`.execute(ctx.tx);
  const row = rows[0]!;
  return { rowNos: row.row_nos ?? [], outcomes: row.outcomes ?? '', customerIds: row.customer_ids ?? [] };
}
