import { readdir } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { systemActor } from '#platform/access/actor.ts';
import { transact } from '#platform/db/transact.queries.ts';
import { smallDisk } from '#platform/testing/small-disk.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { storeUpload } from './uploads.ts';

const platform = await testPlatform();

// `npm run test:faults` has a real one.
await smallDisk(1000);

function upload(pieces: string[]) {
  return storeUpload(
    {
      platform,
      actor: systemActor,
      transact: (run) => transact(platform, systemActor, run),
      takeRows: async () => {},
      body: Readable.from(pieces.map((piece) => Buffer.from(piece))),
      signal: new AbortController().signal,
    },
    'some.csv',
  );
}

test('an upload that fills the disk is refused with what to do and leaves nothing behind', async () => {
  await expect(upload(['name\n', 'x'.repeat(900), 'y'.repeat(900)])).rejects.toMatchObject({
    kind: 'conflict',
    code: 'ingestion.disk_full',
  });
  expect(await readdir(await platform.folder('uploads'))).toEqual([]);
  const { rows } = await platform.database.pool.query('select count(*)::int as count from ingestion.uploads');
  expect(rows[0].count).toBe(0);
  expect(await upload(['name\n', 'Ann\n'])).toMatchObject({ sizeBytes: '9' });
});

test('an upload whose name cannot be written down leaves no file either', async () => {
  const before = await readdir(await platform.folder('uploads'));
  const refused = storeUpload(
    {
      platform,
      actor: systemActor,
      transact: () => Promise.reject(Object.assign(new Error('disk full'), { code: '53100' })),
      takeRows: async () => {},
      body: Readable.from([Buffer.from('name\n')]),
      signal: new AbortController().signal,
    },
    'some.csv',
  );
  await expect(refused).rejects.toMatchObject({ code: '53100' });
  expect(await readdir(await platform.folder('uploads'))).toEqual(before);
});
