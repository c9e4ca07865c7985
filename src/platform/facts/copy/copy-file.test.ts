import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, expect, test } from 'vitest';
import { beginFile, loadTable } from './copy-file.ts';

const folder = await mkdtemp(join(tmpdir(), 'perennial-copy-file-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const column = (name: string) => ({ name, type: 'BIGINT' });
const parents = { name: 'parents', columns: ['customer_id', 'id', 'said'].map(column) };
const children = { name: 'children', columns: ['customer_id', 'parent_id', 'number', 'said'].map(column) };

async function fileOf(name: string, rows: number[][]): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, rows.map((row) => `${row.join('\t')}\n`).join(''));
  return file;
}

test.each([1, 3, 7, 1_000])(
  'narrow rows are widened %i at a time, none twice or left out, those of a customer side by side',
  async (atOnce) => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await beginFile(connection, join(folder, `at-once-${atOnce}.duckdb`), {
      tables: [parents, children],
      functions: [],
    });
    const into = `at_once_${atOnce}_duckdb`;
    // Of customer 0 there are more rows than come at a time, and none of some.
    const said = Array.from({ length: 40 }, (_, id) => [id % 5 === 0 ? 0 : id % 13, id, id * 7]);
    const numbers = said.flatMap(([customer, id]) => [1, 2].map((number) => [customer!, id!, number]));
    await loadTable(connection, into, { table: parents, file: await fileOf('parents.tsv', said) });
    await loadTable(
      connection,
      into,
      {
        table: children,
        file: await fileOf('children.tsv', numbers.reverse()),
        narrow: {
          columns: children.columns.slice(0, 3),
          widened:
            'select n.*, p.said from narrow n join facts.parents p on p.customer_id = n.customer_id and p.id = n.parent_id',
        },
      },
      atOnce,
    );
    const read = await connection.runAndReadAll(`select * from ${into}.facts.children order by rowid`);
    const rows = read.getRowsJS().map((row) => row.map(Number));
    const expected = numbers.map(([customer, id, number]) => [customer!, id!, number!, id! * 7]);
    expect(rows.toSorted(byKey)).toEqual(expected.toSorted(byKey));
    expect(rows.map(([customer]) => customer)).toEqual(
      expected.toSorted(byKey).map(([customer]) => customer),
    );
    const left = await connection.runAndReadAll('select table_name from duckdb_tables() order by 1');
    expect(left.getRowsJS().flat()).toEqual(['children', 'parents']);
    connection.closeSync();
  },
);

function byKey(one: number[], other: number[]): number {
  return one[0]! - other[0]! || one[1]! - other[1]! || one[2]! - other[2]!;
}
