import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { type TestPlatform, testPlatform } from '#platform/testing/test-platform.ts';
import { givenUpload } from '../imports/imports.fixtures.ts';
import { insertImport } from '../imports/imports.queries.ts';
import { expireUploads, sweepOrphans } from './expire-uploads.ts';
import { findUpload, insertUpload } from './uploads.queries.ts';

let platform: TestPlatform;
let folder: string;

beforeAll(async () => {
  platform = await testPlatform();
  folder = await platform.folder('uploads');
});

async function put(name: string, time: string): Promise<void> {
  await writeFile(join(folder, name), 'name\nAnn\n');
  await utimes(join(folder, name), new Date(time), new Date(time));
}

const importOf = (uploadId: string, unpackedAs: string) =>
  platform.run(async (ctx) => {
    const row = await insertImport(ctx, {
      kind: 'customers',
      uploadId,
      title: 'some.xlsx',
      state: 'draft',
      options: {},
      bytesTotal: '10',
    });
    await ctx.tx
      .updateTable('ingestion.imports')
      .set({ unpacked_as: unpackedAs })
      .where('id', '=', row.id)
      .execute();
    return row.id;
  });

it('what an upload was unpacked into goes with the upload after its 30 days', async () => {
  await put('expired', '2026-01-01T00:00:00Z');
  await put('expired-unpacked', '2026-01-01T00:00:00Z');
  const upload = await platform.run((ctx) =>
    insertUpload(ctx, {
      fileName: 'some.xlsx',
      storedAs: 'expired',
      sizeBytes: 10,
      sha256: '',
      createdBy: 'system',
      expiresAt: new Date('2026-02-01'),
    }),
  );
  await importOf(upload.id, 'expired-unpacked');
  expect(await platform.run(expireUploads)).toBe(1);
  expect(await readdir(folder)).toEqual([]);
  expect(await platform.run((ctx) => findUpload(ctx, upload.id))).toMatchObject({ storedAs: '' });
  expect(await platform.run(expireUploads)).toBe(0);
});

it('files that belong to nobody are swept after a day, unfinished ones of an earlier server at once, and no others', async () => {
  const uploadId = await givenUpload(platform, { text: 'name\nAnn\n' });
  const [stored] = await readdir(folder);
  await utimes(join(folder, stored!), 0, 0);
  await put('unpacked', '2026-01-01T00:00:00Z');
  await importOf(uploadId, 'unpacked');
  await put('left.partial', '2026-03-04T07:59:00Z');
  await put('left', '2026-03-04T07:59:00Z');
  await put('coming.partial', '2026-03-04T08:01:00Z');
  const sweep = (startedAt: string) => platform.run((ctx) => sweepOrphans(ctx, new Date(startedAt)));
  expect(await sweep('2026-03-01T00:00:00Z')).toBe(2);
  expect((await readdir(folder)).sort()).toEqual([stored, 'unpacked', 'coming.partial'].sort());
  await put('young', '2026-03-04T08:01:00Z');
  expect(await sweep('2026-03-05T07:59:00Z')).toBe(1);
  expect((await readdir(folder)).sort()).toEqual([stored, 'unpacked', 'young'].sort());
});
