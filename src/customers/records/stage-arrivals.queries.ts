import { sql } from 'kysely';
import type { BulkContext } from '#platform/db/bulk.queries.ts';
import type { Context } from '#platform/db/context.ts';
import { arrivalColumns } from './arriving.ts';

const columnNames = Object.keys(arrivalColumns);

/** Makes (once a connection) the tables in which arrivals are worked on. */
async function openStage(ctx: Context): Promise<void> {
  // A chunk fits: without these, sorts and stage went through files.
  await sql`set local work_mem = '64MB'`.execute(ctx.tx);
  await sql`select set_config('temp_buffers', '32MB', false) where pg_my_temp_schema() = 0`.execute(ctx.tx);
  const typed = sql.join(
    Object.entries(arrivalColumns).map(
      ([name, type]) => sql`${sql.ref(name)} ${sql.raw(type === 'text' ? 'text collate "C"' : type)}`,
    ),
  );
  await sql`create temp table if not exists staged_arrivals (row_no bigint, ${typed}) on commit delete rows`.execute(
    ctx.tx,
  );
  await sql`create temp table if not exists staged_keys (row_no bigint, place smallint, kind text collate "C",
    source_id bigint, value text collate "C", name_key text collate "C") on commit delete rows`.execute(
    ctx.tx,
  );
  await sql`create temp table if not exists staged_contacts (row_no bigint, place smallint, kind text collate "C",
    value text collate "C", entered text collate "C", label text collate "C", certain boolean) on commit delete rows`.execute(
    ctx.tx,
  );
  await sql`create temp table if not exists staged_tags (row_no bigint, name text collate "C") on commit delete rows`.execute(
    ctx.tx,
  );
  await sql`create temp table if not exists known_keys (row_no bigint, kind text collate "C", value text collate "C",
    name_key text collate "C", customer_id bigint) on commit delete rows`.execute(ctx.tx);
  await sql`create temp table if not exists kept_rows (row_no bigint, customer_id bigint) on commit delete rows`.execute(
    ctx.tx,
  );
  // outcome: c, u, n, s as in the journal of imports; makes: the row that a new customer is made of
  await sql`create temp table if not exists staged_targets (row_no bigint, customer_id bigint, is_new boolean,
    makes boolean, unified_by text collate "C", record_id bigint, outcome "char") on commit delete rows`.execute(
    ctx.tx,
  );
  // A call may follow another in one transaction.
  await sql`truncate staged_arrivals, staged_keys, staged_contacts, staged_tags, known_keys, kept_rows, staged_targets`.execute(
    ctx.tx,
  );
}

/** Fills the stage with lines of COPY text: `row_no`, then the values of `arrivalColumns`. */
export async function stageCopy(ctx: BulkContext, sourceId: string, copy: Buffer): Promise<void> {
  await openStage(ctx);
  await ctx.copyInto('staged_arrivals', ['row_no', ...columnNames], copy);
  await spreadStage(ctx, sourceId);
}

/** Fills the stage with rows of values as `arrivalValues` gives them. */
export async function stageRows(
  ctx: Context,
  sourceId: string,
  rows: readonly { rowNo: number; values: readonly (string | null)[] }[],
): Promise<void> {
  await openStage(ctx);
  const objects = rows.map(({ rowNo, values }) =>
    Object.fromEntries([
      ['row_no', rowNo],
      ...columnNames.map((name, place) => [name, values[place] ?? null]),
    ]),
  );
  const texts = sql.join(columnNames.map((name) => sql`${sql.ref(name)} text`));
  const casts = sql.join(
    Object.entries(arrivalColumns).map(([name, type]) => sql`r.${sql.ref(name)}::${sql.raw(type)}`),
  );
  await sql`insert into staged_arrivals select r.row_no, ${casts}
    from json_to_recordset(${JSON.stringify(objects)}::json) as r(row_no bigint, ${texts})`.execute(ctx.tx);
  await spreadStage(ctx, sourceId);
}

/**
 * Works out what the staged rows say by themselves: which stand twice, by which keys each may be known (in the order
 * of their index), how it is reached, its tags.
 */
async function spreadStage(ctx: Context, sourceId: string): Promise<void> {
  await sql`insert into staged_targets (row_no, outcome)
    select s.row_no, 'n' from staged_arrivals s
    join (select print, min(row_no) as first_row from staged_arrivals group by print having count(*) > 1) twice
      on twice.print = s.print and s.row_no > twice.first_row`.execute(ctx.tx);
  await sql`insert into staged_keys
    select s.row_no, 0, s.key_kind, ${sourceId}::bigint, s.key_value, '' from staged_arrivals s
    where s.row_no not in (select row_no from staged_targets)
    union all
    select s.row_no, k.place, k.kind, 0, k.value, coalesce(s.name_key, '') from staged_arrivals s
    cross join lateral (
      select 'phone' as kind, value, place::smallint from unnest(s.phones) with ordinality as p(value, place)
      union all
      select 'email', value, (100 + place)::smallint from unnest(s.emails) with ordinality as e(value, place)) k
    where (s.phones <> '{}' or s.emails <> '{}') and s.row_no not in (select row_no from staged_targets)
    order by 5, 3, 4`.execute(ctx.tx);
  await sql`insert into staged_tags select row_no, unnest(tags) from staged_arrivals where tags <> '{}'`.execute(
    ctx.tx,
  );
  await sql`insert into staged_contacts
    select s.row_no, c.place, c.kind, c.value, c.entered, c.label, c.certain from staged_arrivals s
    cross join lateral rows from (jsonb_to_recordset(s.contacts) as (kind text, value text, entered text, label text,
      certain boolean)) with ordinality as c(kind, value, entered, label, certain, place)
    where s.contacts <> '[]' and s.row_no not in (select row_no from staged_targets)`.execute(ctx.tx);
  await sql`analyze staged_keys`.execute(ctx.tx);
}

export interface SettleRequest {
  sourceId: string;
  arrivedAt: Date;
}

/**
 * Lists whom the keys of the staged rows lead to, and settles what arrived before word for word: rows that the
 * source told the last time, or in this very import, already.
 */
export async function settleRepeats(ctx: Context, { sourceId, arrivedAt }: SettleRequest): Promise<void> {
  await sql`delete from staged_keys k using customers.shared_values shared
    where shared.kind = k.kind and shared.value = k.value`.execute(ctx.tx);
  // `offset 0` keeps each look-up apart: by index, whatever the planner thinks of tables that were just filled.
  await sql`insert into known_keys
    select k.row_no, k.kind, k.value, i.name_key, i.customer_id from staged_keys k
    cross join lateral (select name_key, customer_id from customers.identities i
      where i.kind = k.kind and i.source_id = k.source_id and i.value = k.value offset 0) i`.execute(ctx.tx);
  await sql`analyze known_keys`.execute(ctx.tx);
  await keepSplit(ctx, sourceId);
  await sql`insert into staged_targets (row_no, customer_id, is_new, makes, outcome)
    select k.row_no, k.customer_id, false, false, 'n'
    from (select k.row_no, k.kind, k.value, coalesce(kept.customer_id, k.customer_id) as customer_id
      from known_keys k left join kept_rows kept using (row_no)) k
    join staged_arrivals s on s.row_no = k.row_no and s.key_kind = k.kind and s.key_value = k.value
    cross join lateral (
      select bool_or(r.payload_hash = s.print and r.received_at = ${arrivedAt}::timestamptz) as now,
        max(r.received_at) filter (where r.received_at <> ${arrivedAt}::timestamptz) as before,
        max(r.received_at) filter (where r.received_at <> ${arrivedAt}::timestamptz and r.payload_hash = s.print) as alike
      from customers.source_records r
      where r.customer_id = k.customer_id and r.source_id = ${sourceId}::bigint and r.key_kind = k.kind
        and r.key_value = k.value) told
    where told.now or told.alike = told.before`.execute(ctx.tx);
  await sql`analyze staged_targets`.execute(ctx.tx);
}

/**
 * Rows with a number that a person split, as they came before, stay with whoever has them: of several customers who
 * bear one number the one that told the row last.
 */
async function keepSplit(ctx: Context, sourceId: string): Promise<void> {
  const { rows } = await sql`select 1 from customers.waiting_keys where kind = 'external'
    and source_id = ${sourceId}::bigint limit 1`.execute(ctx.tx);
  if (rows.length === 0) return;
  await sql`insert into kept_rows
    select distinct on (k.row_no) k.row_no, r.customer_id
    from known_keys k join staged_arrivals s on s.row_no = k.row_no
    cross join lateral (
      select w.customer_id from customers.waiting_keys w
      where w.value = k.value and w.kind = 'external' and w.source_id = ${sourceId}::bigint
      union all select k.customer_id) bearer
    join customers.source_records r on r.customer_id = bearer.customer_id and r.source_id = ${sourceId}::bigint
      and r.key_kind = 'external' and r.key_value = k.value and r.payload_hash = s.print
    where k.kind = 'external' and exists (select from customers.waiting_keys w
      where w.value = k.value and w.kind = 'external' and w.source_id = ${sourceId}::bigint)
    order by k.row_no, r.received_at desc, r.id desc`.execute(ctx.tx);
}

/** Rows whose keys nobody has, in the stage or before: each is a new customer, or nobody's where none may be made. */
export async function settleStrangers(ctx: Context, mayCreate: boolean): Promise<void> {
  const target = mayCreate
    ? sql`nextval('customers.customers_id_seq'), true, true, 'c'`
    : sql`0, true, false, 's'`;
  await sql`insert into staged_targets (row_no, customer_id, is_new, makes, outcome)
    select s.row_no, ${target} from staged_arrivals s
    where s.row_no not in (select row_no from staged_targets)
      and s.row_no not in (select row_no from known_keys)
      and s.row_no not in (
        select row_no from staged_keys join (
          select kind, value from staged_keys group by kind, value having count(*) > 1) often using (kind, value))
    order by s.row_no`.execute(ctx.tx);
}

export interface OpenRow {
  row: number;
  /** Null where the row names nobody. */
  name: string | null;
  /** Strongest first; the first is the number in the source, or the content. */
  keys: [kind: 'external' | 'content' | 'phone' | 'email', value: string][];
  /** Whose a person said that this row is. */
  kept: string | null;
}

export interface KnownClaim {
  kind: string;
  value: string;
  name: string;
  customer: string;
}

/** The rows that no rule has settled, in the order of the file, and whom their keys lead to. */
export async function openRows(ctx: Context): Promise<{ rows: OpenRow[]; claims: KnownClaim[] }> {
  const { rows } = await sql<{ open: string; claims: string }>`
    with open as (select s.row_no, s.name_key, kept.customer_id::text as kept from staged_arrivals s
      left join kept_rows kept using (row_no) where s.row_no not in (select row_no from staged_targets))
    select (select coalesce(json_agg(json_build_object('row', o.row_no, 'name', o.name_key, 'keys', k.keys,
          'kept', o.kept) order by o.row_no), '[]')::text
        from open o join (select row_no, json_agg(json_build_array(kind, value) order by place) as keys
          from staged_keys group by row_no) k using (row_no)) as open,
      (select coalesce(json_agg(json_build_object('kind', kind, 'value', value, 'name', name_key, 'customer', customer_id::text)), '[]')::text
        from (select distinct k.kind, k.value, k.name_key, k.customer_id from known_keys k join open using (row_no)) c) as claims`.execute(
    ctx.tx,
  );
  return { rows: JSON.parse(rows[0]!.open), claims: JSON.parse(rows[0]!.claims) };
}

/** All names that were ever told of these customers, or set by hand, by customer. */
export async function namesTold(ctx: Context, ids: readonly string[]): Promise<[id: string, name: string][]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string; name: string }>`
    select r.customer_id as id, r.fields ->> 'display_name' as name from customers.source_records r
    where r.customer_id = any(${ids}::bigint[]) and r.fields ? 'display_name'
    union
    select c.id, c.display_name from customers.customers c
    where c.id = any(${ids}::bigint[]) and 'display_name' = any(c.edited_fields)`.execute(ctx.tx);
  return rows.map((row) => [row.id, row.name]);
}

/** Those of these customers whom this import made. */
export async function madeBy(
  ctx: Context,
  importId: string | null,
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0 || importId === null) return [];
  const { rows } = await sql<{ id: string }>`
    select distinct customer_id as id from customers.source_records
    where customer_id = any(${ids}::bigint[]) and import_id = ${importId} and unified_by is null`.execute(
    ctx.tx,
  );
  return rows.map((row) => row.id);
}

export interface Decided {
  row: number;
  customer: string;
  isNew: boolean;
  makes: boolean;
  unifiedBy: string | null;
  outcome: 'c' | 'u' | 's';
}

export async function keepDecisions(ctx: Context, decided: readonly Decided[]): Promise<void> {
  if (decided.length > 0)
    await sql`insert into staged_targets (row_no, customer_id, is_new, makes, unified_by, outcome)
      select r.row, r.customer, r."isNew", r.makes, r."unifiedBy", r.outcome
      from json_to_recordset(${JSON.stringify(decided)}::json) as r(row bigint, customer bigint, "isNew" boolean,
        makes boolean, "unifiedBy" text, outcome "char")`.execute(ctx.tx);
  await sql`update staged_targets t set customer_id = first.customer_id, is_new = first.is_new, makes = false,
      outcome = case when first.outcome = 's' then 's' else 'n' end
    from staged_arrivals s, (
      select twin.print, ft.customer_id, ft.is_new, ft.outcome from staged_arrivals twin
      join staged_targets ft on ft.row_no = twin.row_no and ft.customer_id is not null) first
    where t.customer_id is null and s.row_no = t.row_no and first.print = s.print`.execute(ctx.tx);
  await sql`analyze staged_targets`.execute(ctx.tx);
}

export interface StoredArrivals {
  /** The row numbers in their order; the others run along with them. Customer 0 = nobody. */
  rowNos: string[];
  outcomes: string;
  customerIds: string[];
}

export async function storedArrivals(ctx: Context): Promise<StoredArrivals> {
  const { rows } = await sql<{ row_nos: string[] | null; outcomes: string | null; ids: string[] | null }>`
    select array_agg(row_no order by row_no) as row_nos, string_agg(outcome::text, '' order by row_no) as outcomes,
      array_agg(case when outcome = 's' then 0 else customer_id end order by row_no) as ids
    from staged_targets`.execute(ctx.tx);
  const row = rows[0]!;
  return { rowNos: row.row_nos ?? [], outcomes: row.outcomes ?? '', customerIds: row.ids ?? [] };
}
