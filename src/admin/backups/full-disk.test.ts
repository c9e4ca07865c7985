import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { smallDisk } from '#platform/testing/small-disk.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { runAsJob } from './backups.fixtures.ts';
import { backup, startBackup } from './backups.ts';

const platform = await testPlatform();
const folder = platform.config.backupFolder;

const disk = await smallDisk(Number.POSITIVE_INFINITY);

async function made() {
  const { id } = await platform.run((ctx) => startBackup(ctx, { kind: 'nightly', folder }));
  await runAsJob(platform, id);
  return platform.run((ctx) => backup(ctx, { id }));
}

test('a backup that fills the disk says so, leaves nothing behind, and keeps those of before', async () => {
  platform.clock.set('2026-03-05T08:00:00Z');
  const good = await made();
  expect(good.state).toBe('done');
  const kept = readdirSync(folder);
  platform.clock.set('2026-05-02T08:00:00Z');
  for (const room of [0, 2_000, Math.floor(good.sizeBytes! / 2), good.sizeBytes! - 1_500]) {
    disk.roomBytes = room;
    const full = await made();
    expect(full).toMatchObject({
      state: 'failed',
      problem: { code: 'admin.backup_no_room', values: { path: full.path } },
    });
    expect(readdirSync(folder)).toEqual(kept);
  }
  disk.roomBytes = Number.POSITIVE_INFINITY;
  expect((await made()).state).toBe('done');
});
