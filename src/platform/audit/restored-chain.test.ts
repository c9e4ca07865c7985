import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyDatabase, restoreInto, temporaryFolder } from '#platform/archive/archive.fixtures.ts';
import { backUp } from '#platform/archive/back-up.ts';
import { storedFolders } from '#platform/files/stored-folders.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { sealEntries } from './seal-entries.ts';
import { verifyChain } from './verify-chain.ts';

test('a restored copy has a chain that holds, goes on with it, and is guarded like the original', async () => {
  const platform = await testPlatform();
  const note = (subject: string) => platform.run((ctx) => ctx.audit('probe.done', subject));
  for (let entry = 0; entry < 20; entry++) await note(`sealed${entry}`);
  await sealEntries(platform);
  await note('waiting');
  const folder = await temporaryFolder();
  const path = join(folder, 'whole.perennial');
  // While the backup is made the chain goes on: what it takes of the data folder is older than its rows.
  const meanwhile = sealEntries(platform);
  await backUp({
    database: platform.database,
    path,
    takenAt: platform.clock.now(),
    folders: await Promise.all(
      storedFolders.map(async (name) => ({ name, path: await platform.folder(name) })),
    ),
    holdFolder: `${await platform.folder('uploads')}-held`,
    leftOut: [],
  });
  await meanwhile;
  const database = await emptyDatabase();
  const restored = join(folder, 'restored');
  await restoreInto(database, path, restored);
  const copy = { ...platform, database, folder: async (name: string) => join(restored, name) };
  expect(await verifyChain(copy)).toEqual({ checked: 21, sealedTo: '21', problem: null });
  for (const table of ['audit_entries', 'audit_entries_2026_03', 'audit_seals']) {
    await expect(database.pool.query(`delete from platform.${table}`)).rejects.toThrow('only ever added to');
    await expect(database.pool.query(`truncate platform.${table}`)).rejects.toThrow('only ever added to');
  }
});
