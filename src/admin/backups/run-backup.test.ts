import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { openArchive } from '#platform/archive/read-archive.ts';
import type { JobContext } from '#platform/jobs/jobs.ts';
import { type TestPlatform, testPlatform } from '#platform/testing/test-platform.ts';
import { runAsJob } from './backups.fixtures.ts';
import { backup, startBackup } from './backups.ts';
import { leftOutTables } from './left-out.ts';
import { runBackup, settleBackups } from './run-backup.ts';

let platform: TestPlatform;
let folder: string;

beforeEach(async () => {
  platform = await testPlatform();
  folder = platform.config.backupFolder;
});

async function ask(): Promise<string> {
  return (await platform.run((ctx) => startBackup(ctx, { kind: 'nightly', folder }))).id;
}

function jobContext(transact: JobContext['transact'] = (work) => platform.run(work)): JobContext {
  return { platform, log: platform.log, signal: new AbortController().signal, transact };
}

const look = (id: string) => platform.run((ctx) => backup(ctx, { id }));

test('an archive and its folder are for their owner alone, and hold no table that opens an account', async () => {
  const id = await ask();
  await runAsJob(platform, id);
  const { path } = await look(id);
  expect([statSync(folder).mode & 0o777, statSync(path).mode & 0o777]).toEqual([0o700, 0o600]);
  const archive = await openArchive(path);
  await archive.close();
  const tables = new Set<string>(archive.manifest.tables.map(({ name }) => name));
  expect(tables).toContain('admin.users');
  expect(leftOutTables.filter((name) => tables.has(name))).toEqual([]);
});

test('a backup that fails is kept with its reason, and removes none that went well before', async () => {
  platform.clock.set('2026-03-05T08:00:00Z');
  const good = await ask();
  await runAsJob(platform, good);
  platform.clock.set('2026-05-02T08:00:00Z');
  const bad = await ask();
  mkdirSync((await look(bad)).path);
  await runAsJob(platform, bad);
  expect(await look(bad)).toMatchObject({
    state: 'failed',
    problem: { code: 'admin.backup_folder_unusable' },
  });
  expect(existsSync((await look(good)).path)).toBe(true);
  expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
});

test('what a new backup outlives is removed once that is whole, and only what this installation made', async () => {
  platform.clock.set('2026-03-05T08:00:00Z');
  const old = await ask();
  await runAsJob(platform, old);
  writeFileSync(`${folder}/perennial-of-somebody.tar`, 'x');
  platform.clock.set('2026-05-02T08:00:00Z');
  await runAsJob(platform, await ask());
  expect(await look(old)).toMatchObject({ state: 'done', removedAt: '2026-05-02T08:00:00Z' });
  expect(readdirSync(folder).sort()).toEqual([
    'perennial-2026-05-02T080000Z.tar',
    'perennial-of-somebody.tar',
  ]);
});

test('a server that stops leaves no half of an archive, and says that the backup was interrupted', async () => {
  const id = await ask();
  await runAsJob(platform, id, AbortSignal.abort());
  expect(await look(id)).toMatchObject({ state: 'failed', problem: { code: 'admin.backup_interrupted' } });
  expect(readdirSync(folder)).toEqual([]);
});

test('what a killed server left half made is thrown away at the next start, and what waited is queued', async () => {
  const id = await ask();
  const { path } = await look(id);
  await platform.database.pool.query(
    `update admin.backups set state = 'running', started_at = '2026-03-05T07:00:00Z'`,
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${path}.partial`, 'half');
  await settleBackups(jobContext());
  expect(await look(id)).toMatchObject({ state: 'failed', problem: { code: 'admin.backup_interrupted' } });
  expect(readdirSync(folder)).toEqual([]);
  await ask();
  await settleBackups(jobContext());
  const { rows } = await platform.database.pool.query('select key from graphile_worker._private_jobs');
  expect(rows.length).toBe(2);
});

test('a backup whose end could not be written down is ended by the next look, but none that is being made', async () => {
  const id = await ask();
  const states: string[] = [];
  let calls = 0;
  const awayAtTheEnd: JobContext['transact'] = async (work) => {
    calls += 1;
    if (calls === 1) return platform.run(work);
    await settleBackups(jobContext());
    states.push((await look(id)).state);
    throw Object.assign(new Error('the database is away'), { code: '57P01' });
  };
  await expect(runBackup(jobContext(awayAtTheEnd), id)).rejects.toThrow('the database is away');
  expect(states).toEqual(['running', 'running']);
  await settleBackups(jobContext());
  expect(await look(id)).toMatchObject({ state: 'failed', problem: { code: 'admin.backup_interrupted' } });
  expect(readdirSync(folder)).toEqual([]);
  await runAsJob(platform, await ask());
  expect(readdirSync(folder)).toHaveLength(1);
});
