import pg from 'pg';
import { deleteReadChanges } from '../follow-changes.queries.ts';
import type { FactTable } from './copy-protocol.ts';

/** Where the reader of changes that keeps the copy stands. */
const reader = 'columnar';

/** What can be read at one moment, while everybody else goes on writing. */
export interface Moment {
  /** What it sees, as PostgreSQL writes it. */
  snapshot: string;
  /** Everything committed until then is seen. */
  asOf: string;
}

/** The keys of rows that may have changed; `whole` where it is all of a view. */
export interface ChangedView {
  view: string;
  whole: boolean;
  /** How many keys there are. */
  count: number;
  keys: { column: string; values: string; list: string }[];
}

const seenAt = `pg_current_snapshot()::text as snapshot,
  to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "asOf"`;

const unseen =
  'xid >= pg_snapshot_xmin($1::pg_snapshot) and not pg_visible_in_snapshot(xid, $1::pg_snapshot)';

/** Whether anything changed since a snapshot, and the moment of which that is said. */
export async function lookForChanges(pool: pg.Pool, since: string): Promise<Moment & { changed: boolean }> {
  const { rows } = await pool.query<Moment & { changed: boolean }>(
    `select ${seenAt}, exists (select from platform.fact_changes where ${unseen}) as changed`,
    [since],
  );
  return rows[0]!;
}

/** Opens a moment on this connection: until it is ended, every read sees the same. */
export async function openMoment(client: pg.ClientBase): Promise<Moment> {
  await client.query('begin isolation level repeatable read read only');
  await client.query(`set local TimeZone = 'UTC'; set local DateStyle = 'ISO, MDY'; set local statement_timeout = 0;
    set local idle_in_transaction_session_timeout = 0`);
  const { rows } = await client.query<Moment>(`select ${seenAt}`);
  return rows[0]!;
}

const keysSince = `with fresh as materialized (select facts, ids, texts from platform.fact_changes where ${unseen}),
  keys as (
    select fact, id, null as word from fresh, unnest(facts) fact, unnest(ids) id
    union select fact, null, word from fresh, unnest(facts) fact, unnest(texts) word
    union select fact, null, null from fresh, unnest(facts) fact where ids is null and texts is null)`;

const listOfKeys = `
  coalesce((array_agg(id) filter (where id is not null))::text, (array_agg(word) filter (where word is not null))::text) as values,
  coalesce(to_json(array_agg(id) filter (where id is not null)), to_json(array_agg(word) filter (where word is not null)))::text as list`;

/** What changed between a snapshot and this moment, each key once. Keys of what is read whole are not listed. */
export async function changedSince(client: pg.ClientBase, since: string): Promise<ChangedView[]> {
  const { rows: counted } = await client.query<{ fact: string; whole: boolean; count: number }>(
    `${keysSince} select fact, bool_or(id is null and word is null) as whole, count(*)::int as count from keys group by fact`,
    [since],
  );
  const views: Omit<ChangedView, 'keys'>[] = [];
  for (const [view, of] of Map.groupBy(counted, ({ fact }) => viewOf(fact))) {
    const count = of.reduce((sum, { count: many }) => sum + many, 0);
    const whole = of.some((each) => each.whole) || (await isMostOf(client, view, count));
    views.push({ view, whole, count });
  }
  const listed = views.filter(({ whole }) => !whole).map(({ view }) => view);
  if (listed.length === 0) return views.map((each) => ({ ...each, keys: [] }));
  const { rows } = await client.query<{ fact: string; values: string; list: string }>(
    `${keysSince} select fact, ${listOfKeys} from keys where split_part(fact, '.', 1) = any($2) group by fact`,
    [since, listed],
  );
  const keys = Map.groupBy(rows, ({ fact }) => viewOf(fact));
  return views.map((each) => ({
    ...each,
    keys: (keys.get(each.view) ?? []).map(({ fact, values, list }) => ({
      column: fact.split('.')[1]!,
      values,
      list,
    })),
  }));
}

function viewOf(fact: string): string {
  return fact.split('.')[0]!;
}

/** Fewer keys than this are looked up, however small their view is. */
const manyKeys = 100_000;
/** To look rows up one by one takes some times as long as to read them all. */
const timesDearer = 4;

/** Whether so many keys are so large a part of a view that all of it is read sooner. */
async function isMostOf(client: pg.ClientBase, view: string, keys: number): Promise<boolean> {
  if (keys < manyKeys) return false;
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
    `explain (format json) select from facts.${pg.escapeIdentifier(view)}`,
  );
  return keys * timesDearer > rows[0]!['QUERY PLAN'][0].Plan['Plan Rows'];
}

const copiedTypes: Record<string, string> = {
  bigint: 'BIGINT',
  integer: 'INTEGER',
  smallint: 'SMALLINT',
  text: 'VARCHAR',
  boolean: 'BOOLEAN',
  date: 'DATE',
  'timestamp with time zone': 'TIMESTAMPTZ',
  'double precision': 'DOUBLE',
};

/** How the comment on a column ends that no rule asks for and that would take the copy long to hold. */
const leftOut = 'Not in the copy.';

/** The views as tables of the copy. Throws on a type that the two engines would not have alike. */
export async function factTables(client: pg.ClientBase): Promise<FactTable[]> {
  const { rows } = await client.query<{ view: string; name: string; type: string }>(
    `select c.relname as view, a.attname as name, format_type(a.atttypid, a.atttypmod) as type
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
      where c.relnamespace = 'facts'::regnamespace and c.relkind = 'v'
        and coalesce(col_description(c.oid, a.attnum), '') not like $1
      order by c.relname collate "C", a.attnum`,
    [`% ${leftOut}`],
  );
  const typed = rows.map(({ view, name, type }) => ({
    view,
    name,
    type: copiedType(type, `${view}.${name}`),
  }));
  return [...Map.groupBy(typed, ({ view }) => view)].map(([name, columns]) => ({
    name,
    columns: columns.map(({ name: column, type }) => ({ name: column, type })),
  }));
}

function copiedType(type: string, of: string): string {
  if (/^numeric\(\d+,\d+\)$/.test(type)) return type.replace('numeric', 'DECIMAL');
  const copied = copiedTypes[type];
  if (copied === undefined)
    throw new Error(`facts.${of} is of the type ${type}, which the copy cannot hold.`);
  return copied;
}

/** A statement that writes rows of a view, those with such keys where some are told. Not as CSV, which takes half as long again. */
export function rowsAsText({ name, columns }: FactTable, keys: ChangedView['keys'] | null): string {
  const types = new Map(columns.map((column) => [column.name, column.type]));
  const conditions = (keys ?? []).map(
    ({ column, values }) =>
      `${pg.escapeIdentifier(column)} = any(${pg.escapeLiteral(values)}::${types.get(column) === 'BIGINT' ? 'bigint' : 'text'}[])`,
  );
  const meant = keys === null ? '' : `where ${conditions.join(' or ')}`;
  return `copy (select ${written(columns)} from facts.${pg.escapeIdentifier(name)} ${meant}) to stdout`;
}

/** A statement that writes the rows of a narrower question than the view. */
export function narrowRowsAsText(columns: FactTable['columns'], narrow: string): string {
  return `copy (select ${written(columns)} from (${narrow}) narrow) to stdout`;
}

/** Times are written as microseconds since 1970, in half the time that their text would take both sides. */
function written(columns: FactTable['columns']): string {
  return columns
    .map(({ name, type }) => (type === 'TIMESTAMPTZ' ? micros : String)(pg.escapeIdentifier(name)))
    .join(', ');
}

/** By floats as long as these are exact: below 2^51 both roundings together err by less than half a microsecond. */
function micros(time: string): string {
  return `case when ${time} between '1900-01-01' and '2040-01-01' then (date_part('epoch', ${time}) * 1e6)::bigint
    else (extract(epoch from ${time}) * 1e6)::bigint end`;
}

/** Those columns of a view that a narrower question gives; throws where it gives one that the view does not have. */
export async function narrowColumns(
  client: pg.ClientBase,
  { name, columns }: FactTable,
  narrow: string,
): Promise<FactTable['columns']> {
  const { fields } = await client.query(`select * from (${narrow}) narrow limit 0`);
  return fields.map((field) => {
    const column = columns.find((each) => each.name === field.name);
    if (!column) throw new Error(`facts.${name} has no column ${field.name}, which is read for it.`);
    return column;
  });
}

/** The database that this is, also told from one that was set back to an earlier state. */
export async function originOf(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ origin: string }>(
    `select concat_ws(':', (select system_identifier from pg_control_system()),
      (select timeline_id from pg_control_checkpoint()), (select oid from pg_database where datname = current_database())) as origin`,
  );
  return rows[0]!.origin;
}

/** Whether changes since a snapshot, of this build, are all there to be read yet. */
export async function canGoOnFrom(client: pg.ClientBase, build: string, snapshot: string): Promise<boolean> {
  const { rows } = await client.query<{ can: boolean }>(
    `select coalesce(bool_or(pg_snapshot_xmax($2::pg_snapshot) between pg_snapshot_xmax(r.snapshot) and pg_snapshot_xmax(pg_current_snapshot())
        and not exists (select from pg_snapshot_xip($2::pg_snapshot) open (xid) where pg_visible_in_snapshot(open.xid, r.snapshot))), false) as can
      from platform.fact_readers r where r.name = $1`,
    [`${reader}:${build}`, snapshot],
  );
  return rows[0]!.can;
}

/** Keeps for this build, and for no other any more, whatever changes from now on. */
export async function beginReading(pool: pg.Pool, build: string): Promise<void> {
  await pool.query(
    `with gone as (delete from platform.fact_readers where name like '${reader}:%')
    insert into platform.fact_readers (name, snapshot, seen_at) values ($1, pg_current_snapshot(), now())`,
    [`${reader}:${build}`],
  );
}

/** Notes up to where this build has read, and deletes what everybody has read. */
export async function noteRead(pool: pg.Pool, build: string, snapshot: string): Promise<void> {
  await pool.query(
    'update platform.fact_readers set snapshot = $2::pg_snapshot, seen_at = now() where name = $1',
    [`${reader}:${build}`, snapshot],
  );
  await pool.query(deleteReadChanges);
}

/** Nobody keeps a copy any more: what changes from now on is for whoever builds the next. */
export async function forgetReader(pool: pg.Pool): Promise<void> {
  await pool.query(`delete from platform.fact_readers where name like '${reader}:%'`);
  await pool.query(deleteReadChanges);
}
