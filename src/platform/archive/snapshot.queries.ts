import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { ArchiveManifest } from './manifest.ts';
import { jobColumns, waitingJobs } from './waiting-jobs.ts';

/** How values are written into an archive, whatever the settings of the server. */
export const writtenAlike = [
  `set local timezone = 'UTC'`,
  `set local datestyle = 'ISO, MDY'`,
  `set local intervalstyle = 'postgres'`,
  'set local extra_float_digits = 1',
  `set local bytea_output = 'hex'`,
  `set local client_encoding = 'UTF8'`,
  'set local statement_timeout = 0',
  'set local idle_in_transaction_session_timeout = 0',
].join(';');

export interface TableShape {
  name: string;
  monthOf: string | undefined;
  columns: string[];
  /** What the planner thinks it holds. */
  estimatedRows: number;
}

/** The database as it was at one moment, while everybody else goes on writing. */
export interface Snapshot {
  /** The version of the server. */
  postgres: string;
  migrations: ArchiveManifest['migrations'];
  tables: TableShape[];
  /** The rows as COPY text. */
  rowsOf(table: TableShape): AsyncIterable<Uint8Array>;
  jobColumns: readonly string[];
  jobs(): AsyncIterable<Uint8Array>;
  /** Read last: sequences belong to no snapshot, and this way none lies behind the rows. */
  sequences(): Promise<ArchiveManifest['sequences']>;
  end(): Promise<void>;
}

/**
 * Opens a snapshot on a connection of its own. Tables that are read are locked against being dropped, and nothing else:
 * rows come and go, and months are added, as always.
 */
export async function openSnapshot(pool: pg.Pool, leftOut: readonly string[]): Promise<Snapshot> {
  const client = await pool.connect();
  let [copying, ended] = [false, false];
  const end = async () => {
    if (ended) return;
    ended = true;
    // A copy that was left early holds the connection for good.
    const sound = !copying && (await client.query('rollback').then(succeeded, failed));
    client.release(!sound);
  };
  const copied = async function* (statement: string): AsyncGenerator<Uint8Array> {
    copying = true;
    yield* client.query(copyTo(statement)) as AsyncIterable<Uint8Array>;
    copying = false;
  };
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query(writtenAlike);
    const { rows: migrations } = await client.query<ArchiveManifest['migrations'][number]>(
      'select name, sha256 from public.perennial_migrations order by name',
    );
    const schemas = schemasOf(migrations);
    const tables = (await tableShapes(client, schemas)).filter(({ name }) => !leftOut.includes(name));
    await client.query(
      `lock table ${tables.map(({ name }) => quoted(name)).join(', ')} in access share mode`,
    );
    const { rows: version } = await client.query<{ server_version: string }>('show server_version');
    return {
      postgres: version[0]!.server_version,
      migrations,
      tables,
      rowsOf: (table) => copied(copyOut(table)),
      jobColumns,
      jobs: () => copied(`copy (${waitingJobs}) to stdout`),
      sequences: () => readSequences(client, schemas),
      end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

const succeeded = () => true;
const failed = () => false;

/** The schemas that migrations work on: their names carry it. */
export function schemasOf(migrations: readonly { name: string }[]): string[] {
  return [...new Set(migrations.map(({ name }) => name.split('_')[1]!))];
}

/** Tables that hold rows themselves: not the heads of partitioned ones, but their months. */
export async function tableShapes(client: pg.ClientBase, schemas: string[]): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape & { monthOf: string | null }>(
    `select n.nspname || '.' || c.relname as name, pn.nspname || '.' || pc.relname as "monthOf",
        array(select a.attname::text from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
          order by a.attnum) as columns,
        greatest(c.reltuples, 0)::float8 as "estimatedRows"
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      left join pg_inherits i on i.inhrelid = c.oid
      left join pg_class pc on pc.oid = i.inhparent left join pg_namespace pn on pn.oid = pc.relnamespace
      where c.relkind = 'r' and n.nspname = any($1) order by 1`,
    [schemas],
  );
  return rows.map((row) => ({ ...row, monthOf: row.monthOf ?? undefined }));
}

/** Streams a table's rows as COPY text into `take`. */
export async function readRows(
  client: pg.ClientBase,
  table: Pick<TableShape, 'name' | 'columns'>,
  take: (piece: Uint8Array) => void,
): Promise<void> {
  await pipeline(client.query(copyTo(copyOut(table))), async (pieces: AsyncIterable<Uint8Array>) => {
    for await (const piece of pieces) take(piece);
  });
}

function copyOut({ name, columns }: Pick<TableShape, 'name' | 'columns'>): string {
  return `copy ${quoted(name)} (${columns.map(pg.escapeIdentifier).join(', ')}) to stdout`;
}

async function readSequences(
  client: pg.ClientBase,
  schemas: string[],
): Promise<ArchiveManifest['sequences']> {
  const { rows } = await client.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'S' and n.nspname = any($1) order by 1`,
    [schemas],
  );
  const sequences: ArchiveManifest['sequences'] = [];
  for (const { name } of rows) {
    const { rows: state } = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${quoted(name)}`,
    );
    sequences.push({ name, ...state[0]! });
  }
  return sequences;
}

/** `schema.table` as SQL. */
export function quoted(name: string): string {
  return name.split('.').map(pg.escapeIdentifier).join('.');
}
