import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type CustomerFileOptions,
  type CustomerFileSums,
  customerFileChunks,
  writeCustomersCsv,
} from './customer-file.ts';
import { customerFileColumns } from './customer-file-columns.ts';

function produce(options: CustomerFileOptions): { text: string; chunks: string[]; sums: CustomerFileSums } {
  const chunks: string[] = [];
  const generator = customerFileChunks(options);
  for (;;) {
    const step = generator.next();
    if (step.done) return { text: chunks.join(''), chunks, sums: step.value };
    chunks.push(step.value);
  }
}

/** Rows of cells; enough for a writer that closes what it opens. */
function table(text: string): string[][] {
  const rows = text.replace('\ufeff', '').match(/(?:"(?:[^"]|"")*"|[^"\r])*\r\n/g) ?? [];
  return rows.map((row) =>
    [...row.slice(0, -2).matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
      quoted === undefined ? plain! : quoted.replaceAll('""', '"'),
    ),
  );
}

const naming = [0, 1, 5, 6, 7, 14];

test('a file has exactly the rows asked for and its sums are what an independent reader counts', () => {
  const seeds = fc.tuple(fc.integer(), fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 0, max: 1000 }));
  fc.assert(
    fc.property(seeds, ([seed, rows, dirtyPermille]) => {
      const { text, sums } = produce({ seed, rows, dirtyPermille });
      const [head, ...body] = table(text);
      expect(head).toEqual([...customerFileColumns]);
      expect(body).toHaveLength(rows);
      const blank = body.filter((row) => row.every((cell) => cell === ''));
      const good = body.filter(
        (row) => row.length === customerFileColumns.length && naming.some((column) => row[column] !== ''),
      );
      const ids = new Set(good.map((row) => row[0]));
      expect(sums).toEqual({
        rows,
        blankRows: blank.length,
        unreadableRows: rows - good.length - blank.length,
        repeatedRows: good.length - ids.size,
        externalIds: ids.size,
      });
    }),
    { numRuns: 20 },
  );
});

test('a larger file only adds rows to a smaller one, and long ones come in chunks that end at line ends', () => {
  const options = { seed: 7, dirtyPermille: 300 };
  const small = produce({ ...options, rows: 700 }).text;
  const large = produce({ ...options, rows: 3000 });
  expect(large.text.startsWith(small)).toBe(true);
  expect(large.chunks.length).toBeGreaterThan(3);
  expect(large.chunks.every((chunk) => chunk.endsWith('\r\n'))).toBe(true);
});

test('a dirty file has several phones in one cell, dates in several forms, places in several and rows that must fail', () => {
  const { text, sums } = produce({ seed: 7, rows: 3000, dirtyPermille: 500 });
  const rows = table(text).slice(1);
  const some = (column: number, shape: RegExp) => rows.filter((row) => shape.test(row[column] ?? '')).length;
  expect(some(5, /\d{11}[/、;\n]\S*\d{7}/)).toBeGreaterThan(5);
  for (const shape of [/年\d+月/, /^\d{4}\/\d/, /^\d{8}$/]) expect(some(4, shape)).toBeGreaterThan(5);
  expect(some(10, /^(?:SH|Shanghai|上海)$/)).toBeGreaterThan(5);
  expect(sums.unreadableRows).toBeGreaterThan(20);
  expect(sums.repeatedRows).toBeGreaterThan(10);
});

test('a written file holds the same bytes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'perennial-demo-'));
  try {
    const path = join(folder, 'customers.csv');
    const options = { seed: 7, rows: 1000, dirtyPermille: 200 };
    const sums = await writeCustomersCsv(path, options);
    const produced = produce(options);
    expect(await readFile(path, 'utf8')).toBe(produced.text);
    expect(sums).toEqual(produced.sums);
  } finally {
    await rm(folder, { recursive: true });
  }
});
