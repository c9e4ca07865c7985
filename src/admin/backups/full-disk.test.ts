import { readdirSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { afterAll, expect, test, vi } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { runAsJob } from './backups.fixtures.ts';
import { backup, startBackup } from './backups.ts';

const platform = await testPlatform();
const folder = platform.config.backupFolder;

// A disk with room for so many bytes of each file; a real small one takes root.
let roomBytes = Number.POSITIVE_INFINITY;
const anyFile = await open(import.meta.filename);
const everyFile: Pick<FileHandle, 'writeFile'> = Object.getPrototypeOf(anyFile);
await anyFile.close();
const { writeFile } = everyFile;
const written = new WeakMap<object, number>();
vi.spyOn(everyFile, 'writeFile').mockImplementation(async function (this: FileHandle, given) {
  const size = (written.get(this) ?? 0) + (given as Buffer).length;
  written.set(this, size);
  if (size > roomBytes) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  return writeFile.call(this, given);
});
afterAll(() => vi.restoreAllMocks());

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
    roomBytes = room;
    const full = await made();
    expect(full).toMatchObject({
      state: 'failed',
      problem: { code: 'admin.backup_no_room', values: { path: full.path } },
    });
    expect(readdirSync(folder)).toEqual(kept);
  }
  roomBytes = Number.POSITIVE_INFINITY;
  expect((await made()).state).toBe('done');
});
