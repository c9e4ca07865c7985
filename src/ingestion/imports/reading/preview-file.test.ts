import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { expectFile } from './kept-reader.ts';
import { previewFile } from './preview-file.ts';

const folder = await mkdtemp(join(tmpdir(), 'perennial-previews-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function columnsOf(name: string, signal?: AbortSignal): Promise<string[]> {
  const preview = await previewFile({ path: join(folder, name), timeZone: 'UTC', signal });
  return preview.columns.map(({ header }) => header);
}

test('a preview is right after one that was refused, one that was stopped, and beside others', async () => {
  await writeFile(join(folder, 'people.csv'), 'Name,Phone\nAda,13800138000\n');
  await writeFile(join(folder, 'firms.csv'), 'Company,City\nACME,Ulm\n');
  expectFile();
  expect(await columnsOf('people.csv')).toEqual(['Name', 'Phone']);
  await expect(columnsOf('gone.csv')).rejects.toMatchObject({ code: 'ingestion.file_missing' });
  expect(await columnsOf('firms.csv')).toEqual(['Company', 'City']);
  const stop = new AbortController();
  const stopped = columnsOf('people.csv', stop.signal);
  stop.abort();
  await expect(stopped).rejects.toMatchObject({ code: 'ingestion.reading_stopped' });
  const both = await Promise.all([columnsOf('people.csv'), columnsOf('firms.csv'), columnsOf('people.csv')]);
  expect(both).toEqual([
    ['Name', 'Phone'],
    ['Company', 'City'],
    ['Name', 'Phone'],
  ]);
});

test('a table of more columns than can be read is refused with that reason', async () => {
  const wide = (columns: number) => `${Array.from({ length: columns }, (_, at) => `C${at}`).join(',')}\n`;
  await writeFile(join(folder, 'wide.csv'), wide(1000) + wide(1000));
  await writeFile(join(folder, 'wider.csv'), wide(1001) + wide(1001));
  expect(await columnsOf('wide.csv')).toHaveLength(1000);
  await expect(columnsOf('wider.csv')).rejects.toMatchObject({ code: 'ingestion.file_too_wide' });
});
