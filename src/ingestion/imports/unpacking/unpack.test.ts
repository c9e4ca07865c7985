import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeAs } from '../reading/encoding.fixtures.ts';
import { previewFile } from '../reading/preview-file.ts';
import { ReadingError } from '../reading/reading-process.ts';
import { inspectFile } from './inspect-file.ts';
import type { OpenPart } from './open-part.ts';
import { openParts } from './open-parts.ts';
import { unpackPart } from './unpack.ts';
import { UnpackError } from './unpack-error.ts';
import { workbookOf } from './workbook.fixtures.ts';
import { zipOf } from './zip.fixtures.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unpacking-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: unknown) => (error instanceof ReadingError || error instanceof UnpackError ? error.code : error),
  );

/** Opens a file in this process, as the one that unpacks it does. */
async function opened(content: Buffer): Promise<{ form: string; parts: OpenPart[] }> {
  const { form, parts, close } = await openParts(await file('opened', content), 'opened.csv');
  close();
  return { form, parts };
}

describe('a stored file', () => {
  it('is opened by a process of its own, whose refusals come with their code', async () => {
    const job = (name: string) => ({ path: join(folder, name), fileName: name });
    await file('cut.zip', zipOf([{ name: 'a.csv', content: 'name\n' }]).subarray(0, 60));
    expect(await codeOf(inspectFile(job('cut.zip')))).toBe('ingestion.file_broken');
    await file('wrong.zip', zipOf([{ name: 'a.csv', content: 'name\n', claimedSum: 1 }]));
    expect((await inspectFile(job('wrong.zip'))).parts).toHaveLength(1);
    const unpacked = unpackPart({ ...job('wrong.zip'), part: 'a.csv', folder });
    expect(await codeOf(unpacked)).toBe('ingestion.file_broken');
    expect(await codeOf(inspectFile(job('gone.zip')))).toBe('ingestion.file_missing');
  });

  it('is told by its content, whatever its name', async () => {
    const text = await file('a.xlsx', 'name,phone\nAnn,1\n');
    expect(await inspectFile({ path: text, fileName: 'a.xlsx' })).toEqual({ form: 'text', parts: [] });
    const packed = await file('b.csv', gzipSync('name,phone\nAnn,1\n'));
    expect(await inspectFile({ path: packed, fileName: 'customers.csv.gz' })).toEqual({
      form: 'gzip',
      parts: [{ part: 'customers.csv', form: 'text', sizeBytes: null, hidden: false }],
    });
  });

  it('that is no table is refused with a code that says what it is', async () => {
    const refusals: [Buffer | string, string][] = [
      ['%PDF-1.7\n', 'ingestion.file_pdf'],
      ['\x89PNG\r\n', 'ingestion.file_image'],
      ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'ingestion.file_old_excel'],
      ['<html><table><tr><td>1', 'ingestion.file_web_page'],
      ['Rar!\x1a\x07\x01\0', 'ingestion.file_other_archive'],
      [' \r\n\t \n', 'ingestion.file_empty'],
      [`${'\x01\x02\x03\x04'.repeat(100)}`, 'ingestion.file_not_a_table'],
      [gzipSync('%PDF-1.7\n'), 'ingestion.file_pdf'],
      [gzipSync('a,b\n1,2\n').subarray(0, 5), 'ingestion.file_broken'],
      [gzipSync(''), 'ingestion.file_empty'],
    ];
    for (const [content, code] of refusals) {
      const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
      expect(await codeOf(opened(bytes))).toBe(code);
    }
  });
});

describe('a zip', () => {
  const partsOf = async (content: Buffer) => {
    const found = await opened(content);
    return [found.form, found.parts.map(({ part, form }) => [part, form])];
  };
  const book = workbookOf([{ name: '客户', rows: [['name'], ['Ann']] }]);

  it('lists its tables: texts, packed texts and the sheets of workbooks, by names that lead nowhere', async () => {
    const entries = [
      { name: 'folder/', content: '' },
      { name: '__MACOSX/._a.csv', content: 'x' },
      { name: '../../etc/passwd', content: 'name\nAnn\n' },
      { name: 'C:\\temp\\b.csv', content: 'name\nBob\n', stored: true },
      { name: encodeAs('客户.csv', 'gb18030'), content: 'name\nEve\n', utf8: false },
      { name: 'c.csv.gz', content: gzipSync('name\nJan\n') },
      { name: 'books/d.xlsx', content: book },
      { name: 'e.pdf', content: '%PDF-1.7' },
      { name: 'f.zip', content: zipOf([{ name: 'g.csv', content: 'name\nIda\n' }]) },
      { name: 'h.csv', content: 'name\nKim\n', encrypted: true },
    ];
    expect(await partsOf(zipOf(entries))).toEqual([
      'zip',
      [
        ['etc/passwd', 'text'],
        ['C:/temp/b.csv', 'text'],
        ['客户.csv', 'text'],
        ['c.csv.gz', 'text'],
        ['books/d.xlsx › 客户', 'sheet'],
      ],
    ]);
    expect(await partsOf(book)).toEqual(['workbook', [['客户', 'sheet']]]);
  });

  it('without a table says what it holds', async () => {
    const one = (name: string, content: Buffer | string, more = {}) => zipOf([{ name, content, ...more }]);
    const refusals: [Buffer, string][] = [
      [zipOf([]), 'ingestion.nothing_to_read'],
      [one('a.csv', 'name\n', { encrypted: true }), 'ingestion.file_encrypted'],
      [one('a.csv', 'name\n', { method: 14 }), 'ingestion.file_other_archive'],
      [one('a.pdf', '%PDF'), 'ingestion.file_pdf'],
      [one('b.zip', one('a.csv', 'name\n')), 'ingestion.nothing_to_read'],
      [one('Index/Document.iwa', 'x'), 'ingestion.file_numbers'],
      [workbookOf([{ name: 'S', rows: [] }]), 'ingestion.nothing_to_read'],
      [book.subarray(0, book.length - 30), 'ingestion.file_broken'],
      [one('a.csv', 'name\nAnn\n', { claimedBytes: 5 }), 'ingestion.file_broken'],
    ];
    for (const [content, code] of refusals) expect(await codeOf(opened(content))).toBe(code);
    const many = Array.from({ length: 1001 }, (_, at) => ({ name: `${at}.csv`, content: 'x' }));
    expect(await codeOf(opened(zipOf(many)))).toBe('ingestion.too_many_parts');
  });
});

describe('unpacking', () => {
  it('gives a sheet as text, which its preview shows before', async () => {
    const into = await mkdtemp(join(folder, 'into-'));
    const rows = Array.from({ length: 9000 }, (_, row) => [
      `客户 ${row}`,
      { number: 45356 + (row % 9), style: 'date' as const },
    ]);
    const path = await file(
      'book.zip',
      zipOf([{ name: 'b.xlsx', content: workbookOf([{ name: '客户', rows: [['姓名', '生日'], ...rows] }]) }]),
    );
    const wanted = { path, fileName: 'book.zip', part: 'b.xlsx › 客户' };
    const preview = await previewFile({ ...wanted, dialect: { encoding: 'big5' }, timeZone: 'UTC' });
    expect(preview.dialect).toMatchObject({ encoding: 'utf-8', delimiter: ',', headerRows: 1 });
    expect(preview.rows.exact).toBe(false);
    expect(Math.abs(preview.rows.count - 9000)).toBeLessThan(900);
    expect(preview.columns.map(({ header, type }) => [header, type])).toEqual([
      ['姓名', 'text'],
      ['生日', 'date'],
    ]);
    const { unpackedAs } = await unpackPart({ ...wanted, folder: into });
    const lines = (await readFile(join(into, unpackedAs), 'utf8')).split('\n');
    expect([lines.length, lines[0], lines[9000]]).toEqual([9002, '姓名,生日', '客户 8999,2024-03-13']);
    expect(await codeOf(unpackPart({ ...wanted, part: 'b.xlsx', folder: into }))).toBe(
      'ingestion.part_not_found',
    );
  });

  it('gives the bytes of a gzip file, and leaves nothing behind when they break off', async () => {
    const into = await mkdtemp(join(folder, 'into-'));
    const text = Array.from({ length: 200_000 }, (_, row) => `${row},name ${row * 7919}\n`).join('');
    const path = await file('big.gz', gzipSync(text));
    const job = { path, fileName: 'big.csv.gz', part: 'big.csv', folder: into };
    const { unpackedAs, sizeBytes } = await unpackPart(job);
    expect(sizeBytes).toBe(Buffer.byteLength(text));
    expect((await readFile(join(into, unpackedAs), 'utf8')) === text).toBe(true);
    const shown = {
      path,
      fileName: 'big.csv.gz',
      part: 'big.csv',
      dialect: { headerRows: 0 },
      timeZone: 'UTC',
    };
    const preview = await previewFile(shown);
    expect(preview).toMatchObject({ rows: { exact: false }, columns: [{}, {}] });
    expect(Math.abs(preview.rows.count - 200_000)).toBeLessThan(40_000);
    const broken = await file('cut.gz', gzipSync(text).subarray(0, 500_000));
    expect(await codeOf(unpackPart({ ...job, path: broken }))).toBe('ingestion.file_broken');
    expect(await readdir(into)).toEqual([unpackedAs]);
  });
});
