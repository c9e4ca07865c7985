import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { previewFile, ReadingError } from '../reading/read-file.ts';
import { inspectFile, unpackPart } from './unpack.ts';

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
    (error: unknown) => (error instanceof ReadingError ? error.code : error),
  );

describe('a stored file', () => {
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
      expect(await codeOf(inspectFile({ path: await file('other', bytes), fileName: 'x.csv' }))).toBe(code);
    }
    const gone = { path: join(folder, 'gone'), fileName: 'x.csv' };
    expect(await codeOf(inspectFile(gone))).toBe('ingestion.file_missing');
  });
});

describe('unpacking', () => {
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
