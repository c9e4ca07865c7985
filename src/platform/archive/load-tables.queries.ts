import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Tx } from '../db/database.ts';
import { unfinishedRestore } from '../db/migrate.ts';
import { ArchiveError } from './archive-error.ts';
import type { ArchivedTable, ArchiveManifest } from './manifest.ts';
import { sumRows } from './row-sum.ts';
import { quoted, readRows, schemasOf, tableShapes, writtenAlike } from './snapshot.queries.ts';
import { queueAgain } from './waiting-jobs.ts';

/**
 * Claims an empty database for a restore, or one that a restore was cut short in, which is emptied. From here until
 * `releaseDatabase` no server starts on it. Throws ArchiveError `not_empty` and changes nothing where something else lies
 * in it.
 */
export async function claimDatabase(client: pg.ClientBase, schemas: readonly string[]): Promise<void> {
  await client.query('begin');
  try {
    await client.query(`select pg_advisory_xact_lock(hashtext('${unfinishedRestore}'))`);
    if (await isUnfinished(client)) await empty(client, schemas);
    const filled = await firstRelation(client);
    if (filled !== undefined)
      throw new ArchiveError('not_empty', `The database is not empty: it holds ${filled}.`, { what: filled });
    await client.query(`create table ${unfinishedRestore} (since timestamptz not null default now())`);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** Lets servers start on a database that was restored. */
export async function releaseDatabase(tx: Tx): Promise<void> {
  await sql`drop table ${sql.table(unfinishedRestore)}`.execute(tx);
}

async function isUnfinished(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ is: boolean }>(
    `select to_regclass('${unfinishedRestore}') is not null as is`,
  );
  return rows[0]!.is;
}

async function firstRelation(client: pg.ClientBase): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
          and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
        order by 1 limit 1`,
  );
  return rows[0]?.name;
}

async function empty(client: pg.ClientBase, schemas: readonly string[]): Promise<void> {
  for (const name of ['facts', ...schemas, 'graphile_worker'])
    await client.query(`drop schema if exists ${pg.escapeIdentifier(name)} cascade`);
  await client.query('drop table if exists public.perennial_migrations');
  await client.query(`drop table ${unfinishedRestore}`);
}

/** What `loosen` took away, as the statements that bring it back. */
export type Tightening = readonly string[];

/**
 * Takes keys, indexes and triggers away, so that rows load in any order, fast, and change nothing else. Gives what brings
 * them back.
 */
export async function loosen(client: pg.ClientBase, schemas: string[]): Promise<Tightening> {
  const { rows: constraints } = await client.query<{
    table: string;
    name: string;
    kind: string;
    text: string;
  }>(
    `select n.nspname || '.' || c.relname as "table", con.conname as name, con.contype as kind,
        pg_get_constraintdef(con.oid) as text
      from pg_constraint con join pg_class c on c.oid = con.conrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any($1) and con.contype in ('p', 'u', 'x', 'f') and con.conparentid = 0
        -- A view that groups by a key depends on it.
        and not exists (select from pg_depend d where d.refclassid = 'pg_constraint'::regclass
          and d.refobjid = con.oid and d.classid = 'pg_rewrite'::regclass)
      order by con.contype = 'f' desc, con.oid`,
    [schemas],
  );
  const { rows: indexes } = await client.query<{ name: string; text: string }>(
    `select n.nspname || '.' || c.relname as name, pg_get_indexdef(i.indexrelid) as text
      from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any($1) and not c.relispartition
        and not exists (select from pg_constraint con where con.conindid = i.indexrelid and con.contype in ('p', 'u', 'x'))
      order by c.oid`,
    [schemas],
  );
  const { rows: triggered } = await client.query<{ table: string }>(
    `select distinct n.nspname || '.' || c.relname as "table" from pg_trigger t join pg_class c on c.oid = t.tgrelid
      join pg_namespace n on n.oid = c.relnamespace where n.nspname = any($1) and not t.tgisinternal and t.tgparentid = 0`,
    [schemas],
  );
  for (const { table, name } of constraints)
    await client.query(`alter table ${quoted(table)} drop constraint ${pg.escapeIdentifier(name)}`);
  for (const { name } of indexes) await client.query(`drop index ${quoted(name)}`);
  for (const { table } of triggered) await client.query(`alter table ${quoted(table)} disable trigger user`);
  const added = (ofKeys: boolean) =>
    constraints
      .filter(({ kind }) => (kind === 'f') !== ofKeys)
      .map(
        ({ table, name, text }) =>
          `alter table ${quoted(table)} add constraint ${pg.escapeIdentifier(name)} ${text}`,
      );
  return [
    ...added(true),
    // Said of the head of a partitioned table it would leave out the months.
    ...indexes.map(({ text }) => text.replace(' ON ONLY ', ' ON ')),
    ...added(false),
    ...triggered.map(({ table }) => `alter table ${quoted(table)} enable trigger user`),
  ];
}

const monthName = /^(.+)_(\d{4})_(\d{2})$/;

/**
 * Makes the months that the archive holds, and checks that the database, as its migrations made it, has exactly the
 * tables and columns that the archive holds or left out. Throws ArchiveError `other_history`.
 */
export async function shapeTables(client: pg.ClientBase, manifest: ArchiveManifest): Promise<void> {
  for (const { name, monthOf } of manifest.tables) {
    if (monthOf === undefined) continue;
    const [, head, year, month] = monthName.exec(name) ?? [];
    if (head !== monthOf) throw otherTables(name);
    const since = `${year}-${month}-01T00:00:00Z`;
    await client.query('select platform.ensure_months($1, $2, $2)', [monthOf, since]);
  }
  const shapes = await tableShapes(client, schemasOf(manifest.migrations));
  const wanted = new Map(
    shapes.filter(({ name }) => !manifest.leftOut.includes(name)).map((one) => [one.name, one]),
  );
  for (const { name, monthOf, columns } of manifest.tables) {
    const shape = wanted.get(name);
    if (
      shape === undefined ||
      shape.monthOf !== monthOf ||
      shape.columns.toSorted().join() !== columns.toSorted().join()
    )
      throw otherTables(name);
    wanted.delete(name);
  }
  const [left] = wanted.keys();
  if (left !== undefined) throw otherTables(left);
}

function otherTables(name: string): ArchiveError {
  return new ArchiveError('other_history', `The archive and its own migrations disagree about ${name}.`, {
    what: name,
  });
}

/**
 * Puts the archive's rows in place of a table's own. The table is emptied in the same transaction: then the bundled
 * server need not log the rows, and they are frozen at once.
 */
export async function loadRows(
  client: pg.ClientBase,
  { name, columns }: Pick<ArchivedTable, 'name' | 'columns'>,
  content: AsyncIterable<Buffer>,
): Promise<void> {
  await client.query(`begin; ${writtenAlike}; truncate ${quoted(name)}`);
  const list = columns.map(pg.escapeIdentifier).join(', ');
  await pipeline(content, client.query(copyFrom(`copy ${quoted(name)} (${list}) from stdin (freeze)`)));
  await client.query('commit');
}

/** Reads a table back and compares. Throws ArchiveError `differs`. */
export async function checkRows(client: pg.ClientBase, table: ArchivedTable): Promise<void> {
  const summed = sumRows();
  await client.query(`begin read only; ${writtenAlike}`);
  await readRows(client, table, summed.add);
  await client.query('rollback');
  if (summed.rows() === table.rows && summed.sum() === table.sum) return;
  throw new ArchiveError('differs', `${table.name} does not hold the rows of the archive.`, {
    what: table.name,
  });
}

/** Brings keys, indexes and triggers back; `onStep` hears of every statement done. */
export async function tighten(
  client: pg.ClientBase,
  tightening: Tightening,
  onStep: (done: number, total: number) => void,
): Promise<void> {
  for (const [index, statement] of tightening.entries()) {
    await client.query(statement);
    onStep(index + 1, tightening.length);
  }
}

export async function setSequences(
  client: pg.ClientBase,
  sequences: ArchiveManifest['sequences'],
): Promise<void> {
  for (const { name, last, called } of sequences)
    await client.query('select setval($1::regclass, $2::bigint, $3)', [quoted(name), last, called]);
}

/** Queues the archive's jobs anew, each to be tried as often as a new one. */
export async function loadJobs(
  client: pg.ClientBase,
  jobs: ArchiveManifest['jobs'],
  content: AsyncIterable<Buffer>,
): Promise<void> {
  await client.query(`begin; ${writtenAlike}; create temporary table restored_jobs (identifier text, payload json,
    queue_name text, run_at timestamptz, max_attempts int, key text, priority int) on commit drop`);
  const list = jobs.columns.map(pg.escapeIdentifier).join(', ');
  await pipeline(content, client.query(copyFrom(`copy restored_jobs (${list}) from stdin`)));
  await client.query(queueAgain('restored_jobs'));
  await client.query('commit');
}

/** The planner knows nothing of rows that came at once. */
export async function analyse(client: pg.ClientBase, tables: readonly { name: string }[]): Promise<void> {
  if (tables.length > 0) await client.query(`analyze ${tables.map(({ name }) => quoted(name)).join(', ')}`);
}

/** The settings with which a restore is fast; what is lost by a crash is restored anew anyway. */
export async function prepareSession(client: pg.ClientBase): Promise<void> {
  await client.query(
    `set synchronous_commit = off; set maintenance_work_mem = '256MB'; set statement_timeout = 0`,
  );
}
