import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHeadRows } from '../reading/head-rows.ts';
import { numberText } from './cell-formats.ts';
import { openParts } from './open-parts.ts';
import {
  type WorkbookOptions,
  type WrittenCell,
  type WrittenSheet,
  workbookOf,
} from './workbook.fixtures.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbooks-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Names and rows of all sheets, as readers of their text see them. */
async function sheetsOf(content: Buffer): Promise<Record<string, string[][]>> {
  const path = join(folder, 'book');
  await writeFile(path, content);
  const file = await openParts(path, 'book.xlsx');
  const sheets: Record<string, string[][]> = {};
  for (const part of file.parts) {
    const pieces: Buffer[] = [];
    for await (const piece of part.bytes()) pieces.push(piece);
    const dialect = {
      encoding: 'utf-8',
      bomBytes: 0,
      delimiter: ',',
      quote: '"',
      lineEnd: 'lf',
      skipRows: 0,
      headerRows: 0,
    } as const;
    sheets[part.part] = readHeadRows(Buffer.concat(pieces), true, dialect, 1e6).cells;
  }
  file.close();
  return sheets;
}

const rowsOf = async (rows: WrittenSheet['rows'], options?: WorkbookOptions, merges?: string[]) =>
  (await sheetsOf(workbookOf([{ name: 'S', rows, merges: merges ?? [] }], options))).S;

describe('a workbook', () => {
  it('gives texts, numbers, truth values, errors and what formulas came to', async () => {
    const rows = await rowsOf([
      ['姓名', 'phone', 'note'],
      ['张伟', 13800138000, { formula: 'A1&"x"', gives: '张伟x' }],
      [true, { number: '1.3800138E10' }, { error: '#N/A' }],
      [{ inline: ' two\nlines "quoted", ' }, { number: '0.10000000000000001' }, { formula: '1+1', gives: 2 }],
      [{ number: '110101199003071234' }, { number: '1E-7' }, { number: '-1.5E+20' }],
    ]);
    expect(rows).toEqual([
      ['姓名', 'phone', 'note'],
      ['张伟', '13800138000', '张伟x'],
      ['TRUE', '13800138000', '#N/A'],
      [' two\nlines "quoted", ', '0.1', '2'],
      ['110101199003071234', '0.0000001', '-150000000000000000000'],
    ]);
  });

  it('gives days, moments and times as text, and percents and money as plain numbers', async () => {
    const rows = await rowsOf([
      ['a', 'b', 'c', 'd'],
      [
        { number: 45356, style: 'date' },
        { number: 45356.5, style: 'datetime' },
        { number: 0.25, style: 'time' },
        { number: 45356, style: 'chineseDate' },
      ],
      [
        { number: 45356.354166666664, style: 'isoMoment' },
        { number: 1.5, style: 'duration' },
        { number: 0.15, style: 'percent' },
        { number: 1234.5, style: 'money' },
      ],
      [
        { number: 10010, style: 'postal' },
        { number: 45356.75, style: 'date' },
        { number: 59, style: 'date' },
        { number: 60, style: 'date' },
      ],
    ]);
    expect(rows?.slice(1)).toEqual([
      ['2024-03-05', '2024-03-05 12:00:00', '06:00:00', '2024-03-05'],
      ['2024-03-05 08:30:00', '36:00:00', '0.15', '1234.5'],
      ['010010', '2024-03-05 18:00:00', '1900-02-28', '60'],
    ]);
    const since1904 = await rowsOf([['a'], [{ number: 43894, style: 'date' }]], { epoch1904: true });
    expect(since1904).toEqual([['a'], ['2024-03-05']]);
  });

  it('keeps the numbers of its rows where some are blank', async () => {
    const rows = await rowsOf([['name', 'city'], [], [null, null], ['Ann', 'York']]);
    expect(rows).toEqual([['name', 'city'], [''], [''], ['Ann', 'York']]);
  });

  it('repeats merged cells over their area in the header, and only there', async () => {
    const rows = await rowsOf(
      [
        ['客户信息表', null, null, null],
        ['编号', '联系方式', null, '备注'],
        [null, '手机', '邮箱', null],
        ['1', '13800138000', 'a@b.cn', '好'],
        [null, '13900139000', 'c@d.cn', '好'],
      ],
      {},
      ['A1:D1', 'B2:C2', 'A2:A3', 'D2:D3', 'A4:A5'],
    );
    expect(rows).toEqual([
      ['客户信息表'],
      ['编号', '联系方式', '联系方式', '备注'],
      ['编号', '手机', '邮箱', '备注'],
      ['1', '13800138000', 'a@b.cn', '好'],
      ['', '13900139000', 'c@d.cn', '好'],
    ]);
  });

  it('names its sheets, the hidden ones last and the blank ones not at all', async () => {
    const rows = [['name'], ['Ann']];
    const sheets = [
      { name: 'old', rows, hidden: true },
      { name: 'blank', rows: [] },
      { name: '客户', rows },
      { name: '订单 <2024>', rows },
    ];
    expect(Object.keys(await sheetsOf(workbookOf(sheets)))).toEqual(['客户', '订单 <2024>', 'old']);
  });

  it('comes back as it was written, in all the ways in which programs write', async () => {
    const text = fc
      .oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('_x000D_', 'a\nb', '"', ',', ' x', '&amp;<b>'))
      .map((value) => value.replace(/\r\n?/g, '\n').replace(/[\0\ufffe\uffff]/g, ''));
    const cell: fc.Arbitrary<WrittenCell> = fc.oneof(
      text,
      fc.boolean(),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e14, max: 1e14 }),
      fc.constant(null),
      text.map((inline) => ({ inline })),
    );
    const sheet = fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });
    const options = fc.record({
      inlineStrings: fc.boolean(),
      placeless: fc.boolean(),
      prefix: fc.constantFrom('', 'x'),
    });
    await fc.assert(
      fc.asyncProperty(sheet, options, async (rows, written) => {
        const expected = trimmed([['first', 'second'], ...rows].map((cells) => cells.map(asText)));
        const found = await rowsOf([['first', 'second'], ...rows], written);
        expect(trimmed(found ?? [])).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

it('a number is written without an exponent, with the fifteen digits that spreadsheets know', () => {
  expect(numberText('6.6000000000000005', 'number', false)).toBe('6.6');
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), (value) => {
      const text = numberText(String(value), 'number', false);
      expect(text).not.toMatch(/e/i);
      expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-14 + 1e-20);
    }),
  );
});

function asText(cell: WrittenCell): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  if (typeof cell === 'number') return numberText(String(cell), 'number', false);
  return typeof cell === 'string' ? cell : 'inline' in cell ? cell.inline : '';
}

/** Blank cells and rows at the end say nothing. */
function trimmed(rows: string[][]): string[][] {
  const short = rows.map((cells) => cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1));
  return short.slice(0, short.findLastIndex((cells) => cells.length > 0) + 1);
}
