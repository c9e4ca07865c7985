import { mkdtemp, readFile as readFileText, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyColumns } from './copy-columns.ts';
import type { FieldKey } from './fields.contract.ts';
import { previewFile } from './preview-file.ts';
import { type FileChunk, type ReadJob, readChunks } from './read-chunks.ts';
import { ReadingError, readFile } from './read-file.ts';
import { readHeader, readRows } from './read-rows.ts';
import type { Dialect, Mapping } from './reading.contract.ts';

const dialect: Dialect = {
  encoding: 'utf-8',
  bomBytes: 0,
  delimiter: ',',
  quote: '"',
  lineEnd: 'lf',
  skipRows: 0,
  headerRows: 1,
};
const fields: FieldKey[] = [
  'order.number',
  'order.ordered_at',
  'line.quantity',
  'line.unit_price',
  'customer.name',
];
const mapping: Mapping = {
  as: 'orders',
  columns: fields.map((field, column) => ({ column, field, reading: {} })),
  columnCount: 5,
  cancelPrefix: true,
};
const header = '订单号,下单时间,数量,单价,客户姓名';
const line = (row: number) => `N${row},2024-03-05 10:00:00,2,1.50,"张${row}, 伟"`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reading-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const jobOf = (path: string, more: Partial<ReadJob> = {}): ReadJob => ({
  path,
  dialect,
  mapping,
  fromByte: 0,
  fromRow: 1,
  chunkRows: 1000,
  timeZone: 'Asia/Shanghai',
  ...more,
});

async function all<T>(chunks: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const chunk of chunks) list.push(chunk);
  return list;
}

const codeOf = async (chunks: AsyncIterable<FileChunk>) => {
  try {
    await all(chunks);
    return 'read to the end';
  } catch (error) {
    return error instanceof ReadingError ? error.code : error;
  }
};

const copyOf = (chunks: FileChunk[]) => Buffer.concat(chunks.map(({ copy }) => copy)).toString();

describe('a stored file', () => {
  it('comes in chunks of COPY lines that follow each other without a gap, failed rows aside with their cells', async () => {
    const lines = Array.from({ length: 25 }, (_, index) => line(index + 1));
    lines[11] = 'N12,yesterday,2,1.50,"He said ""hi"""';
    lines[12] = ',,,,';
    const path = await file('orders.csv', [header, ...lines].join('\n'));
    const chunks = await all(readFile(jobOf(path, { chunkRows: 10 })));
    expect(
      chunks.map(({ chunkNo, firstRow, rows, copied, blank, done }) => [
        chunkNo,
        firstRow,
        rows,
        copied,
        blank,
        done,
      ]),
    ).toEqual([
      [0, 1, 10, 10, 0, false],
      [1, 11, 10, 8, 1, false],
      [2, 21, 5, 5, 0, true],
    ]);
    expect(chunks.map(({ byteFrom }) => byteFrom)).toEqual([0, chunks[0]!.byteTo, chunks[1]!.byteTo]);
    expect(chunks[2]!.byteTo).toBe((await stat(path)).size);
    expect(chunks[1]!.failures).toMatchObject([
      {
        row: 12,
        code: 'date.invalid',
        column: 1,
        value: 'yesterday',
        also: [],
        raw: ['N12', 'yesterday', '2', '1.50', 'He said "hi"'],
      },
    ]);
    const first = chunks[0]!.copy.toString().split('\n')[0]!.split('\t');
    expect(first).toHaveLength(copyColumns.orders.length);
    expect(first.slice(0, 4)).toEqual(['1', 'N1', '2024-03-05T10:00:00+08:00', '\\N']);
    const [failure] = chunks[1]!.failures;
    const again = await all(
      readRows(path, { fromByte: failure!.byteFrom, fromRow: 12, toByte: failure!.byteTo }, dialect),
    );
    expect(again).toEqual([
      { row: 12, byteFrom: failure!.byteFrom, byteTo: failure!.byteTo, cells: failure!.raw, failure: null },
    ]);
    expect(await readHeader(path, dialect)).toEqual(header.split(','));
  });

  it('is read on from the end of any chunk as if there had been no stop, in every encoding', async () => {
    const text = [header, ...Array.from({ length: 40 }, (_, index) => line(index + 1))].join('\r\n');
    const encodings: [Dialect['encoding'], number, Buffer][] = [
      ['utf-8', 3, Buffer.from(`\ufeff${text}`)],
      ['utf-16le', 2, Buffer.from(`\ufeff${text.replaceAll('伟', '🌲')}`, 'utf16le')],
      ['utf-16be', 2, Buffer.from(`\ufeff${text.replaceAll('伟', '🌲')}`, 'utf16le').swap16()],
    ];
    for (const [encoding, bomBytes, bytes] of encodings) {
      const path = await file(`${encoding}.csv`, bytes);
      const job = jobOf(path, { dialect: { ...dialect, encoding, bomBytes }, chunkRows: 7 });
      const whole = [...readChunks(job)];
      expect(whole.at(-1)).toMatchObject({ byteTo: bytes.length, done: true });
      expect(copyOf(whole).split('\n')).toHaveLength(41);
      whole.slice(0, -1).forEach((stop, index) => {
        const rest = [
          ...readChunks({
            ...job,
            fromByte: stop.byteTo,
            fromRow: stop.firstRow + stop.rows,
            firstChunk: index + 1,
          }),
        ];
        expect(rest).toEqual(whole.slice(index + 1));
      });
    }
  });

  it('gives every row exactly once, whatever its bytes', async () => {
    const path = join(folder, 'noise.csv');
    const pieces = fc.array(
      fc.oneof(fc.constantFrom('"', ',', '\n', '\r\n', line(1), '\n1,"', '\u0000', '中'), fc.string()),
      { maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(pieces, fc.integer({ min: 1, max: 5 }), async (texts, chunkRows) => {
        await writeFile(path, texts.join(''));
        const chunks = [...readChunks(jobOf(path, { chunkRows }))];
        let row = 1;
        for (const chunk of chunks) {
          expect(chunk.firstRow).toBe(row);
          expect(chunk.copied + chunk.failures.length + chunk.blank).toBe(chunk.rows);
          expect(chunk.copy.toString().split('\n').length - 1).toBe(chunk.copied);
          row += chunk.rows;
        }
        expect(chunks.filter(({ done }) => done)).toEqual(chunks.slice(-1));
      }),
      { numRuns: 200 },
    );
  });

  it('that is empty or holds a header only is one empty chunk', async () => {
    for (const text of ['', header, `${header}\n`]) {
      const chunks = await all(readFile(jobOf(await file('empty.csv', text))));
      expect(chunks).toHaveLength(1);
      expect(chunks[0]).toMatchObject({ rows: 0, copied: 0, done: true });
    }
  });
});

describe('the process that reads', () => {
  const many = () =>
    file('many.csv', [header, ...Array.from({ length: 20_000 }, (_, index) => line(index + 1))].join('\n'));

  it('is at most one chunk ahead of the one being stored, and is gone when reading stops', async () => {
    const path = await many();
    let pid = 0;
    const start = (started: number) => {
      pid = started;
    };
    const chunks = readFile({ ...jobOf(path, { chunkRows: 100 }), onStart: start });
    expect((await chunks.next()).value).toMatchObject({ chunkNo: 0, rows: 100 });
    await setTimeout(300);
    const text = await readFileText(path, 'utf8');
    await writeFile(path, text.slice(0, -line(20_000).length) + line(20_000).replace('N20000', 'LATER1'));
    let last = '';
    for (let step = 0; step < 198; step++) last = ((await chunks.next()).value as FileChunk).copy.toString();
    expect(last).not.toContain('LATER1');
    expect(((await chunks.next()).value as FileChunk).copy.toString()).toContain('LATER1');
    await chunks.return();
    await expect.poll(() => isRunning(pid)).toBe(false);
  });

  it('that is killed leaves a clear error after the chunks that came before', async () => {
    let pid = 0;
    const chunks = readFile({
      ...jobOf(await many(), { chunkRows: 100 }),
      onStart: (started) => (pid = started),
    });
    await chunks.next();
    process.kill(pid, 'SIGKILL');
    expect(await codeOf(chunks)).toBe('ingestion.reading_crashed');
  });

  it('ends by its caps of memory and time and by a cancellation, each with its own error', async () => {
    const path = await many();
    expect(await codeOf(readFile({ ...jobOf(path), memoryBytes: 20 << 20 }))).toBe(
      'ingestion.reading_too_much_memory',
    );
    expect(await codeOf(readFile({ ...jobOf(path), answerMs: 1 }))).toBe('ingestion.reading_too_slow');
    expect(await codeOf(readFile({ ...jobOf(path), signal: AbortSignal.abort() }))).toBe(
      'ingestion.reading_stopped',
    );
    expect(await codeOf(readFile(jobOf(join(folder, 'gone.csv'))))).toBe('ingestion.file_missing');
  });
});

describe('a preview', () => {
  it('shows format, columns, mapping and the first rows as they would be stored', async () => {
    const path = await file(
      'preview.csv',
      [header, ...Array.from({ length: 80 }, (_, index) => line(index + 1)), 'x,?,1,1,'].join('\n'),
    );
    const preview = await previewFile({ path, timeZone: 'Asia/Shanghai' });
    expect(preview.dialect).toEqual(dialect);
    expect(preview.rows).toEqual({ count: 81, exact: true });
    expect(preview.proposal.mapping.columns.map(({ field }) => field)).toEqual(fields);
    expect(preview.missing).toEqual([]);
    expect(preview.sample).toHaveLength(50);
    expect(preview.sample[1]).toMatchObject({
      row: 2,
      status: 'read',
      values: {
        'order.number': 'N2',
        'order.ordered_at': '2024-03-05T10:00:00+08:00',
        'customer.name': '张2, 伟',
      },
    });
  });

  it('follows the format and the mapping that a person has chosen', async () => {
    const path = await file('chosen.csv', 'N1;2024-03-05;2;3,50;Ann\nN2;bad;2;3,50;Bob\n');
    const chosen = {
      ...mapping,
      columns: mapping.columns.map((column) => ({ ...column, reading: { decimalMark: ',' as const } })),
    };
    const preview = await previewFile({ path, dialect: { headerRows: 0 }, mapping: chosen, timeZone: 'UTC' });
    expect(preview.dialect).toMatchObject({ delimiter: ';', headerRows: 0 });
    expect(preview.columns).toHaveLength(5);
    expect(preview.sample.map(({ status, values }) => [status, values['line.unit_price']])).toEqual([
      ['read', '3.5'],
      ['failed', '3.5'],
    ]);
  });

  it('of an empty file says what is missing', async () => {
    const preview = await previewFile({ path: await file('nothing.csv', ''), timeZone: 'UTC' });
    expect(preview).toMatchObject({ rows: { count: 0, exact: true }, columns: [], sample: [] });
    expect(preview.missing).not.toEqual([]);
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
