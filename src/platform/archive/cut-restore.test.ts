import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { migrate } from '../db/migrate.ts';
import { type TestPlatform, testPlatform } from '../testing/test-platform.ts';
import {
  archiveOf,
  emptyDatabase,
  restoreInto,
  structureOf,
  tableHashes,
  temporaryFolder,
} from './archive.fixtures.ts';
import { openArchive } from './read-archive.ts';
import { restoreArchive } from './restore-archive.ts';

// On a machine that has more to do, making 160 keys and indexes takes its time.
vi.setConfig({ testTimeout: 180_000 });

let platform: TestPlatform;
let folder: string;

beforeAll(async () => {
  platform = await testPlatform();
  folder = await temporaryFolder();
  await platform.database.pool.query(
    `insert into platform.guesses select n::text, n, now(), now() from generate_series(1, 9) n`,
  );
  await writeFile(join(await platform.folder('uploads'), 'whole'), Buffer.alloc(100_000, 'row\n'));
});

test.each(['rows', 'keys', 'files'] as const)(
  'a restore that was cut short while it wrote %s is begun anew',
  async (after) => {
    const path = join(folder, `cut-${after}.tar`);
    await archiveOf(platform, path);
    const database = await emptyDatabase();
    const target = join(folder, `cut-${after}`);
    const archive = await openArchive(path);
    const onProgress = (step: string) => {
      if (step === after) throw new Error('cut');
    };
    const cut = restoreArchive({
      archive,
      database,
      folder: async (name) => join(target, name),
      leftOut: [],
      onProgress,
    });
    await expect(cut).rejects.toThrow('cut');
    await archive.close();
    await expect(migrate(database.pool)).rejects.toThrow(/by half/);
    await restoreInto(database, path, target);
    expect(await tableHashes(database.pool)).toEqual(await tableHashes(platform.database.pool));
    expect(await structureOf(database.pool)).toEqual(await structureOf(platform.database.pool));
  },
);
