import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it, test } from 'vitest';
import { type TestPlatform, testPlatform } from '#platform/testing/test-platform.ts';
import { givenStartedImport, givenUpload, runToEnd } from '../imports/imports.fixtures.ts';
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

test('what stood in the cells of failed rows goes with the file after its 30 days; reason, row and column stay', async () => {
  const text = [
    'name,born,seen',
    'Ann,1990-01-01,x',
    `${'Bo'.repeat(400)},,`,
    'Cy,1980-01-01,y,secret of Cy',
  ].join('\n');
  const uploadId = await givenUpload(platform, { text }, { expiresAt: new Date('2026-04-04T08:00:00Z') });
  const done = await runToEnd(platform, await givenStartedImport(platform, uploadId, { as: 'customers' }));
  expect(done).toMatchObject({ state: 'done', failed: 2 });
  const also = JSON.stringify([{ code: 'value.missing', column: 1, value: 'further secret' }]);
  await platform.database.pool.query('update ingestion.import_failures set also = $1', [also]);
  await platform.database.pool.query(
    `update ingestion.imports set error = '{"code": "ingestion.rows_refused", "detail": "secret"}' where id = $1`,
    [done.id],
  );
  const kept = async () => {
    const query =
      'select row_no, code, column_no, value, also from ingestion.import_failures where import_id = $1 order by 1';
    return (await platform.database.pool.query(query, [done.id])).rows;
  };
  const before = await kept();
  expect(JSON.stringify(before)).toContain('BoBo');
  platform.clock.set('2026-04-04T07:59:00Z');
  await platform.run(expireUploads);
  expect(await kept()).toEqual(before);
  platform.clock.set('2026-04-04T08:01:00Z');
  expect(await platform.run(expireUploads)).toBe(1);
  expect(await kept()).toEqual(
    before.map((row) => ({ ...row, value: null, also: [{ code: 'value.missing', column: 1, value: '' }] })),
  );
  const { rows } = await platform.database.pool.query('select error from ingestion.imports where id = $1', [
    done.id,
  ]);
  expect(rows).toEqual([{ error: { code: 'ingestion.rows_refused' } }]);
  for (const table of ['import_failures', 'imports', 'import_chunks', 'import_cleanings']) {
    const all = await platform.database.pool.query(`select t::text as row from ingestion.${table} t`);
    expect(
      all.rows.filter(({ row }) => /BoBo|secret/.test(row)),
      table,
    ).toEqual([]);
  }
});
