import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type OrderFileOptions, type OrderFileSums, orderFileChunks, writeOrdersCsv } from './order-file.ts';

function produce(options: OrderFileOptions): { text: string; chunks: string[]; sums: OrderFileSums } {
  const chunks: string[] = [];
  const generator = orderFileChunks(options);
  for (;;) {
    const step = generator.next();
    if (step.done) return { text: chunks.join(''), chunks, sums: step.value };
    chunks.push(step.value);
  }
}

/** Fields of one line; enough for a writer that never puts a line end into a field. */
function fields(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? plain! : quoted.replaceAll('""', '"'),
  );
}

function table(text: string): string[][] {
  return text.trimEnd().split('\n').map(fields);
}

function readable(row: string[]): boolean {
  const time = row[1]!;
  const date = new Date(`${time.replace(' ', 'T')}Z`);
  const real = !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 19) === time.replace(' ', 'T');
  return real && /^-?\d+(\.\d+)?$/.test(row[14]!);
}

test('a file has exactly the rows asked for, 16 columns each, and its sums add up', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 0, max: 1500 }),
      fc.integer({ min: 0, max: 400 }),
      fc.constantFrom('zh' as const, 'en' as const),
      (seed, rows, dirtyPermille, header) => {
        const { text, sums } = produce({ seed, rows, dirtyPermille, header });
        const [head, ...body] = table(text);
        expect(head).toHaveLength(16);
        expect(body).toHaveLength(rows);
        expect(body.filter((row) => row.length !== 16)).toEqual([]);
        const good = body.filter(readable);
        const numbers = (list: string[][]) => new Set(list.map((row) => row[0])).size;
        expect(sums).toEqual({
          rows,
          unreadableRows: rows - good.length,
          orders: numbers(good),
          orderLines: good.length,
          cancellations: numbers(good.filter((row) => ['取消', 'Cancellation'].includes(row[2]!))),
          returns: numbers(good.filter((row) => ['退货', 'Return'].includes(row[2]!))),
          guestLines: good.filter((row) => row[8] === '').length,
          customers: new Set(good.map((row) => row[8]).filter((number) => number !== '')).size,
        });
      },
    ),
    { numRuns: 40 },
  );
});

test('a larger file only adds rows to a smaller one', () => {
  const options = { seed: 7, dirtyPermille: 50 };
  const small = produce({ ...options, rows: 700 }).text;
  expect(produce({ ...options, rows: 5000 }).text.startsWith(small)).toBe(true);
});

test('a clean file has no unreadable row, a dirty one has rows that must fail, orders without customer and negative lines', () => {
  expect(produce({ seed: 7, rows: 5000 }).sums.unreadableRows).toBe(0);
  const { text, sums } = produce({ seed: 7, rows: 5000, dirtyPermille: 100 });
  expect(sums.unreadableRows).toBeGreaterThan(50);
  expect(sums.guestLines).toBeGreaterThan(produce({ seed: 7, rows: 5000 }).sums.guestLines);
  const rows = table(text).slice(1);
  expect(rows.some((row) => row[2] === '销售' && row[14]!.startsWith('-'))).toBe(true);
});

test('a long file comes in many chunks that end at line ends', () => {
  const { chunks } = produce({ seed: 7, rows: 5000 });
  expect(chunks.length).toBeGreaterThan(5);
  expect(chunks.every((chunk) => chunk.endsWith('\n') && chunk.length < 140_000)).toBe(true);
});

test('a written file holds the same bytes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'perennial-demo-'));
  try {
    const path = join(folder, 'orders.csv');
    const options = { seed: 7, rows: 2000, header: 'en' as const };
    const sums = await writeOrdersCsv(path, options);
    const produced = produce(options);
    expect(await readFile(path, 'utf8')).toBe(produced.text);
    expect(sums).toEqual(produced.sums);
  } finally {
    await rm(folder, { recursive: true });
  }
});
