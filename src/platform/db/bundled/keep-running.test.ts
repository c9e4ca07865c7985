import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DataFolder, openDataFolder } from '#platform/files/data-folder.ts';
import { cleanUp, query, quiet, temporaryFolder } from './bundled.fixtures.ts';
import { type KeptPostgres, keepBundledPostgres } from './keep-running.ts';
import { readPostmaster } from './leftover-server.ts';

const root = temporaryFolder();
let dataFolder: DataFolder;
let kept: KeptPostgres;

beforeAll(async () => {
  dataFolder = await openDataFolder(join(root, 'data'));
  kept = await keepBundledPostgres({ dataFolder, log: quiet, systemFolder: join(root, 'system') });
  await query(kept.connection, 'create table note as select 1 as id');
});

afterAll(async () => {
  await kept.stop();
  dataFolder.release();
  await cleanUp(root, kept.location);
});

const pid = () => readPostmaster(join(kept.location, 'database'))!.pid;

/** The rows as soon as somebody answers. */
async function rows(): Promise<unknown> {
  for (;;) {
    const found = await query(kept.connection, 'select id from note').catch(() => undefined);
    if (found) return found;
    await sleep(50);
  }
}

test('a server that ends by itself or is killed is back at the same place, with every committed row', async () => {
  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    const before = pid();
    process.kill(before, signal);
    while ((await query(kept.connection, 'select 1').catch(() => undefined)) !== undefined) await sleep(5);
    expect(await rows()).toEqual([{ id: 1 }]);
    expect(pid()).not.toBe(before);
  }
});

test('a server that cannot be started is tried again until it can', async () => {
  const database = join(kept.location, 'database');
  const before = pid();
  renameSync(database, `${database}.away`);
  process.kill(before, 'SIGKILL');
  await sleep(1000);
  await expect(query(kept.connection, 'select 1')).rejects.toThrow();
  renameSync(`${database}.away`, database);
  expect(await rows()).toEqual([{ id: 1 }]);
});
