import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dialect } from './reading.contract.ts';
import { scanLimits } from './scan-state.ts';
import { cellText, endBytes, nextRow, pushBytes, startScan } from './scanner.ts';

const comma: Dialect = {
  encoding: 'utf-8',
  bomBytes: 0,
  delimiter: ',',
  quote: '"',
  lineEnd: 'lf',
  skipRows: 0,
  headerRows: 0,
};

interface Row {
  row: number;
  byteFrom: number;
  byteTo: number;
  cells: string[];
  failure: string | null;
}

function scanAll(
  bytes: Buffer,
  options: { dialect?: Dialect; block?: number; from?: number; row?: number; columns?: number } = {},
) {
  const { dialect = comma, block = bytes.length || 1, from = 0, row = 1, columns = 0 } = options;
  const scan = startScan(dialect, { byte: from, row, columns });
  const rows: Row[] = [];
  let at = from;
  for (;;) {
    if (nextRow(scan)) {
      const cells = Array.from({ length: scan.cellCount }, (_, index) => cellText(scan, index));
      rows.push({
        row: scan.row,
        byteFrom: scan.byteFrom,
        byteTo: scan.byteTo,
        cells,
        failure: scan.failure,
      });
    } else if (scan.ended) return rows;
    else if (at < bytes.length) {
      pushBytes(scan, bytes.subarray(at, at + block));
      at += block;
    } else endBytes(scan);
  }
}

const cellsOf = (text: string, options = {}) => scanAll(Buffer.from(text), options).map(({ cells }) => cells);

const cellTexts = fc.string({
  unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', '中', 'é', '🌲', ';', '\t'),
  maxLength: 8,
});
const tables = fc
  .integer({ min: 1, max: 5 })
  .chain((width) =>
    fc.array(fc.array(cellTexts, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
  );

function written(table: string[][], lineEnds: string[], last: boolean): string {
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const plain = (cell: string) => !/[",\r\n]|^ | $/.test(cell);
  return table
    .map((row, index) => {
      const line = row
        .map((cell) => (plain(cell) && (cell !== '' || row.length > 1) ? cell : quoted(cell)))
        .join(',');
      return index === table.length - 1 && !last ? line : line + lineEnds[index % lineEnds.length]!;
    })
    .join('');
}

describe('rows of delimited text', () => {
  it('come out as they were written, whatever the line ends and wherever the buffers are cut', () => {
    const lineEnds = fc.array(fc.constantFrom('\n', '\r\n', '\r'), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        tables,
        lineEnds,
        fc.boolean(),
        fc.integer({ min: 1, max: 9 }),
        (table, ends, last, block) => {
          const bytes = Buffer.from(written(table, ends, last));
          const rows = scanAll(bytes, { block, columns: table[0]!.length });
          expect(rows.map(({ cells }) => cells)).toEqual(table);
          expect(rows.map(({ failure }) => failure)).toEqual(table.map(() => null));
          expect(rows.map(({ row }) => row)).toEqual(table.map((_, index) => index + 1));
          expect(rows.at(-1)!.byteTo).toBe(bytes.length);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('can be read on from the end of any row with the same result', () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 1, max: 50 }), (table, block) => {
        const bytes = Buffer.from(written(table, ['\r\n'], true));
        const rows = scanAll(bytes, { block });
        rows.forEach((row, index) => {
          expect(scanAll(bytes, { from: row.byteTo, row: row.row + 1 })).toEqual(rows.slice(index + 1));
        });
      }),
    );
  });

  it('are found in any bytes without an error, in order and without overlap', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 50 }), (noise, block) => {
        const bytes = Buffer.from(noise);
        const rows = scanAll(bytes, { block });
        expect(scanAll(bytes)).toEqual(rows);
        rows.forEach((row, index) => {
          expect(row.byteFrom).toBeGreaterThanOrEqual(rows[index - 1]?.byteTo ?? 0);
          expect(row.byteTo).toBeGreaterThan(row.byteFrom);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('leave out empty lines and keep lines of empty cells', () => {
    expect(cellsOf('a,b\n\n\r\n,\nc,d')).toEqual([
      ['a', 'b'],
      ['', ''],
      ['c', 'd'],
    ]);
  });

  it('keep quotation marks that stand inside a cell', () => {
    expect(cellsOf('6" nail,a"b"\n"7" SINGLE",x\n "padded" ,y')).toEqual([
      ['6" nail', 'a"b"'],
      ['7" SINGLE', 'x'],
      ['padded', 'y'],
    ]);
  });

  it('of GB18030 are not split by a second byte that looks like the delimiter', () => {
    const bytes = Buffer.from([0x84, 0x7c, 0x7c, 0x31, 0x0a, 0x81, 0x0a, 0x32, 0x7c, 0x33]);
    const dialect: Dialect = { ...comma, encoding: 'gb18030', delimiter: '|' };
    for (const block of [1, 3, 10]) {
      const rows = scanAll(bytes, { dialect, block });
      expect(rows.map(({ cells }) => cells.length)).toEqual([2, 1, 2]);
      expect(rows[0]!.cells[1]).toBe('1');
    }
  });
});

describe('a broken row', () => {
  it('with an unclosed quotation mark fails alone, also when a later mark closes it by chance', () => {
    const rows = scanAll(Buffer.from('1,"bad,x\n2,"good",y\n3,fine,z\n4,"also ""fine""",z\n'), {
      columns: 3,
    });
    expect(rows.map(({ failure }) => failure)).toEqual(['row.unbalanced_quote', null, null, null]);
    expect(rows[1]!.cells).toEqual(['2', 'good', 'y']);
    const chance = scanAll(Buffer.from('1,"bad,x\n2,plain,"y"\n3,b,c\n4,b,c'), { columns: 3 });
    expect(chance.map(({ failure }) => failure)).toEqual(['row.unbalanced_quote', null, null, null]);
    const shifted = scanAll(Buffer.from('1,"bad,x\n2,plain,y"\n3,b,c'), { columns: 3 });
    expect(shifted.map(({ row, failure }) => [row, failure])).toEqual([
      [1, 'row.unbalanced_quote'],
      [2, null],
      [3, null],
    ]);
  });

  it('with an unclosed quotation mark does not swallow the rest of a large file', () => {
    const lines = Array.from({ length: 5000 }, (_, index) => `${index},plain,text`);
    lines[10] = '10,"open,text';
    const rows = scanAll(Buffer.from(lines.join('\n')), { columns: 3, block: 4096 });
    expect(rows).toHaveLength(5000);
    expect(rows.filter(({ failure }) => failure !== null).map(({ row }) => row)).toEqual([11]);
  });

  it('at the end of the file with an unclosed quotation mark fails', () => {
    const rows = scanAll(Buffer.from('1,a\n2,"open'), { columns: 2 });
    expect(rows.map(({ failure }) => failure)).toEqual([null, 'row.unbalanced_quote']);
    expect(rows[1]!.byteTo).toBe(11);
  });

  it('with a cell, a width or a length beyond the caps fails with its reason and the rest is read', () => {
    const wide = new Array(scanLimits.columns + 1).fill('x').join(',');
    const long = 'y'.repeat(scanLimits.cellBytes + 1);
    const huge = `${'z'.repeat(1000)},`.repeat(scanLimits.rowBytes / 1000 + 1);
    const bytes = Buffer.from(['a,b', wide, `1,${long}`, `1,"${long}"`, huge, 'c,d'].join('\r\n'));
    for (const block of [bytes.length, 1 << 20]) {
      const rows = scanAll(bytes, { block });
      expect(rows.map(({ failure }) => failure)).toEqual([
        null,
        'row.too_many_columns',
        'cell.too_long',
        'cell.too_long',
        'row.too_long',
        null,
      ]);
      expect(rows[5]!.cells).toEqual(['c', 'd']);
      expect(bytes.subarray(rows[5]!.byteFrom).toString()).toBe('c,d');
    }
  });
});
