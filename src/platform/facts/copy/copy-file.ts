import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { CopyState, FactTable, NarrowRows, TableChange } from './copy-protocol.ts';

/** The name under which a file is attached. */
export function attachedAs(file: string): string {
  return basename(file).replace(/\W/g, '_');
}

/** Opens a file that a build was finished in, and says what it holds. Throws where it is none, or harmed. */
export async function openFile(connection: DuckDBConnection, file: string): Promise<CopyState> {
  await connection.run(`attach ${quoted(file)} as ${attachedAs(file)}`);
  try {
    return await stateOf(connection, attachedAs(file));
  } catch (error) {
    await connection.run(`detach ${attachedAs(file)}`);
    throw error;
  }
}

/** What a file holds, as this connection sees it. */
export async function stateOf(connection: DuckDBConnection, attached: string): Promise<CopyState> {
  const found = await connection.runAndReadAll(
    `select stamp, origin, build, snapshot, as_of from ${attached}.copy_state`,
  );
  const [stamp, origin, build, snapshot, asOf] = found.getRowsJS()[0] as string[];
  return { stamp: stamp!, origin: origin!, build: build!, snapshot: snapshot!, asOf: asOf! };
}

/** Makes a file with empty tables, and functions as their texts make them; it holds nothing until `finishFile`. */
export async function beginFile(
  connection: DuckDBConnection,
  file: string,
  { tables, functions }: { tables: readonly FactTable[]; functions: readonly string[] },
): Promise<void> {
  const name = attachedAs(file);
  // The newest form of files finds out how to pack texts in half the time.
  await connection.run(`attach ${quoted(file)} as ${name} (storage_version 'latest')`);
  await connection.run(`create schema ${name}.facts`);
  for (const table of tables) {
    const columns = table.columns.map((column) => `${named(column.name)} ${column.type}`).join(', ');
    await connection.run(`create table ${name}.facts.${named(table.name)} (${columns})`);
  }
  await connection.run(`use ${name}`);
  for (const text of functions) await connection.run(text);
  await connection.run('use memory');
}

/** How many narrow rows are widened at a time: what they are joined with must fit the memory of the copy. */
const widenedAtOnce = 2_000_000;

/** Loads all rows of a table, those of a customer side by side. */
export async function loadTable(
  connection: DuckDBConnection,
  into: string,
  { table, file, narrow }: { table: FactTable; file: string; narrow?: NarrowRows },
  atOnce = widenedAtOnce,
): Promise<void> {
  const columns = table.columns.map(({ name }) => named(name)).join(', ');
  const clustered = `order by ${firstTwo(table.columns)}`;
  const insert = `insert into facts.${named(table.name)} select ${columns} from`;
  await connection.run(`use ${into}`);
  if (!narrow) await connection.run(`${insert} ${rowsOf(table.columns, file)} ${clustered}`);
  else {
    await connection.run(
      `create table narrow_rows as from ${rowsOf(narrow.columns, file)} order by ${firstTwo(narrow.columns)}`,
    );
    for (const customers of await rangesOf(connection, named(narrow.columns[0]!.name), atOnce))
      await connection.run(
        `${insert} (with narrow as (from narrow_rows where ${customers}) ${narrow.widened}) ${clustered}`,
      );
    await connection.run('drop table narrow_rows');
  }
  await connection.run('use memory');
}

/** Conditions that part the narrow rows, each holding for all rows of a customer or for none. */
async function rangesOf(connection: DuckDBConnection, customer: string, atOnce: number): Promise<string[]> {
  const found = await connection.runAndReadAll(
    `select distinct ${customer} from narrow_rows where rowid % ${atOnce} = 0 order by 1`,
  );
  const starts = found.getRowsJS().map(([start]) => `${customer} >= ${start}`);
  return starts.map((start, at) => (at + 1 < starts.length ? `${start} and not ${starts[at + 1]}` : start));
}

function firstTwo(columns: FactTable['columns']): string {
  return columns
    .slice(0, 2)
    .map(({ name }) => named(name))
    .join(', ');
}

export async function finishFile(
  connection: DuckDBConnection,
  into: string,
  state: CopyState,
): Promise<void> {
  await connection.run(
    `create table ${into}.copy_state (stamp text, origin text, build text, snapshot text, as_of text)`,
  );
  await connection.run(`insert into ${into}.copy_state values ($1, $2, $3, $4, $5)`, valuesOf(state));
  await connection.run(`checkpoint ${into}`);
}

/** Brings the copy from one snapshot to the next, wholly or not at all. */
export async function applyChanges(
  connection: DuckDBConnection,
  into: string,
  changes: readonly TableChange[],
  state: CopyState,
): Promise<void> {
  await connection.run('begin transaction');
  try {
    for (const { table, keys, file } of changes) {
      const target = `${into}.facts.${named(table.name)}`;
      for (const { column, type, list } of keys ?? []) {
        await connection.run(
          `delete from ${target} where ${named(column)} in (select unnest(from_json($1, '["${type}"]')))`,
          [list],
        );
      }
      if (keys === null) await connection.run(`delete from ${target}`);
      const clustered = keys === null ? `order by ${firstTwo(table.columns)}` : '';
      await connection.run(`insert into ${target} select * from ${rowsOf(table.columns, file)} ${clustered}`);
    }
    await connection.run(
      `update ${into}.copy_state set stamp = $1, origin = $2, build = $3, snapshot = $4, as_of = $5`,
      valuesOf(state),
    );
    await connection.run('commit');
  } catch (error) {
    await connection.run('rollback').catch(() => {});
    throw error;
  }
}

/** Lets go of a file that another took the place of, and deletes it. */
export async function dropFile(connection: DuckDBConnection, file: string): Promise<void> {
  await connection.run(`detach ${attachedAs(file)}`);
  for (const path of [file, `${file}.wal`]) rmSync(path, { force: true });
}

function valuesOf({ stamp, origin, build, snapshot, asOf }: CopyState): string[] {
  return [stamp, origin, build, snapshot, asOf];
}

/** Types that come as another. */
const writtenAs: Record<string, string> = { TIMESTAMPTZ: 'BIGINT' };

/** Rows as PostgreSQL writes them, times as microseconds. */
function rowsOf(columns: FactTable['columns'], file: string): string {
  const read = columns.map((column) => ({ ...column, short: shortDecimal(column.type) }));
  const types = read.map(
    ({ name, type, short }) => `${quoted(name)}: ${quoted(short ? 'VARCHAR' : (writtenAs[type] ?? type))}`,
  );
  const values = read.map(({ name, type, short }) => {
    const value = named(name);
    if (type === 'TIMESTAMPTZ') return `make_timestamptz(${value}) as ${value}`;
    if (type === 'VARCHAR') return `${unescaped(value)} as ${value}`;
    if (short)
      return `coalesce(cast(try_cast(${value} as ${short}) as ${type}), cast(${value} as ${type})) as ${value}`;
    return value;
  });
  return `(select ${values.join(', ')} from read_csv(${quoted(file)}, columns = {${types.join(', ')}}, header = false,
    auto_detect = false, delim = '\t', quote = '', escape = '', new_line = '\\n', nullstr = '\\N',
    max_line_size = 2000000, buffer_size = 8000000))`;
}

/** The signs that PostgreSQL writes as a letter behind a `\`, as which it writes itself twice. */
const escapes = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** A text as it was before PostgreSQL wrote it. No text holds the sign of number 0, which stands for a `\` meanwhile. */
function unescaped(value: string): string {
  const begun = `replace(${value}, '\\\\', chr(0))`;
  const plain = Object.entries(escapes).reduce(
    (text, [letter, sign]) => `replace(${text}, '\\${letter}', chr(${sign.charCodeAt(0)}))`,
    begun,
  );
  return `case when contains(${value}, '\\') then replace(${plain}, chr(0), '\\') else ${value} end`;
}

/**
 * The widest decimal that fits 64 bits, for one that does not: reading a number of 128 bits takes 2 µs, ten times as long
 * as all the rest of a row, and hardly any is that long. Undefined where there is no such.
 */
function shortDecimal(type: string): string | undefined {
  const [, width, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(type) ?? [];
  return Number(width) > 18 && Number(scale) < 18 ? `DECIMAL(18,${scale})` : undefined;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function named(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
