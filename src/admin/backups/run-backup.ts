import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ArchiveError } from '#platform/archive/archive-error.ts';
import { backUp } from '#platform/archive/back-up.ts';
import { openArchive } from '#platform/archive/read-archive.ts';
import { partialPath } from '#platform/archive/write-archive.ts';
import type { Platform } from '#platform/db/platform.ts';
import { outageOf } from '#platform/errors/outages.ts';
import { giveToOwnerOf } from '#platform/files/data-folder.ts';
import { storedFolders } from '#platform/files/stored-folders.ts';
import type { JobContext } from '#platform/jobs/jobs.ts';
import { tellBackupFailed } from './backup-failed.ts';
import {
  claimBackup,
  endBackup,
  markRemoved,
  noteProgress,
  openBackups,
  type Problem,
  presentArchives,
} from './backups.queries.ts';
import { enqueueBackup } from './backups.ts';
import { outlivedArchives } from './kept-archives.ts';
import { leftOutTables } from './left-out.ts';

const tellEveryMs = 1_000;

/** What this process makes now; whatever else is said to run was left behind. */
const making = new Set<string>();

/**
 * Makes a waiting backup: writes the archive, reads all of it back, and only then counts it as done and removes those that
 * it outlives. What goes wrong is kept with the backup. A second call does nothing.
 */
export async function runBackup(ctx: JobContext, backupId: string): Promise<void> {
  if (making.has(backupId)) return;
  making.add(backupId);
  try {
    await makeBackup(ctx, backupId);
  } finally {
    making.delete(backupId);
  }
}

async function makeBackup(ctx: JobContext, backupId: string): Promise<void> {
  const { platform } = ctx;
  const { clock } = platform;
  const claimed = await ctx.transact(({ tx }) => claimBackup(tx, backupId, clock.now()));
  if (!claimed) return;
  try {
    const made = await makeArchive(ctx, backupId, claimed.path);
    const counts = await ctx.transact(({ tx }) =>
      endBackup(tx, backupId, clock.now(), { state: 'done', ...made }),
    );
    if (!counts) await rm(claimed.path, { force: true });
  } catch (error) {
    const problem = problemOf(error, claimed.path, ctx.signal.aborted);
    const failed = await ctx.transact(async (inner) => {
      const ended = await endBackup(inner.tx, backupId, clock.now(), { state: 'failed', problem });
      if (ended) await tellBackupFailed(inner, backupId);
      return ended;
    });
    // One that was cancelled has ended already.
    if (failed) ctx.log.error({ err: error, backupId }, 'a backup failed');
    return;
  }
  await removeOutlived(ctx);
}

async function makeArchive({ platform, signal }: JobContext, backupId: string, path: string) {
  await makeFolder(platform, path);
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const folders = await Promise.all(
    storedFolders.map(async (name) => ({ name, path: await platform.folder(name) })),
  );
  const { manifest, sizeBytes } = await backUp({
    database: platform.database,
    path,
    takenAt: platform.clock.now(),
    folders,
    holdFolder: join(platform.config.dataFolder, 'backing-up'),
    leftOut: leftOutTables,
    onProgress: tellNowAndThen(platform, backupId, stop),
    signal: both,
  });
  giveToOwnerOf(dirname(path), path);
  try {
    const archive = await openArchive(path, { signal: both });
    await archive.close();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  return { rows, files: manifest.files.length, sizeBytes };
}

async function makeFolder(platform: Platform, path: string): Promise<void> {
  const folder = dirname(path);
  if (folder !== platform.config.backupFolder) return;
  if ((await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined)
    giveToOwnerOf(dirname(folder), folder);
}

/** Writes the progress down once a second, and stops a backup that was cancelled. */
function tellNowAndThen(platform: Platform, backupId: string, stop: AbortController) {
  let told = performance.now();
  let telling = false;
  return (done: number, total: number) => {
    if (telling || performance.now() - told < tellEveryMs) return;
    telling = true;
    noteProgress(platform.database.db, backupId, { done, total })
      .then((goesOn) => goesOn || stop.abort())
      .catch((error: unknown) => platform.log.warn({ err: error }, 'the progress of a backup is not noted'))
      .finally(() => {
        told = performance.now();
        telling = false;
      });
  };
}

function problemOf(error: unknown, path: string, isStopped: boolean): Problem {
  if (isStopped) return { code: 'admin.backup_interrupted', values: {} };
  if (outageOf(error) === 'diskFull') return { code: 'admin.backup_no_room', values: { path } };
  if (outageOf(error) === 'databaseAway') return { code: 'admin.backup_database_away', values: {} };
  if (error instanceof ArchiveError) return { code: 'admin.backup_unreadable', values: { path } };
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (syscall !== undefined && code !== undefined)
    return { code: 'admin.backup_folder_unusable', values: { path, reason: code } };
  return { code: 'admin.backup_failed', values: { reason: message } };
}

async function removeOutlived(ctx: JobContext): Promise<void> {
  const { clock, config } = ctx.platform;
  const archives = await ctx.transact(({ tx }) => presentArchives(tx));
  const ours = archives.filter(({ path }) => dirname(path) === config.backupFolder);
  const outlived = outlivedArchives(ours, clock.now(), {
    keepDays: config.backupKeepDays,
    keepWeeks: config.backupKeepWeeks,
  });
  for (const { path } of outlived) await rm(path, { force: true });
  const ids = outlived.map(({ id }) => id);
  await ctx.transact(({ tx }) => markRemoved(tx, ids, clock.now()));
}

/**
 * Ends what was left half made, throwing away what there is of it, and queues what nobody has begun: a server before this
 * one was killed, or the database was away when the end of a backup was to be written down.
 */
export async function settleBackups(ctx: JobContext): Promise<void> {
  const { clock, config } = ctx.platform;
  for (const { id, path, state } of await ctx.transact(({ tx }) => openBackups(tx))) {
    if (making.has(id)) continue;
    if (state === 'queued') {
      await ctx.transact((inner) => enqueueBackup(inner, id));
      continue;
    }
    await rm(partialPath(path), { force: true });
    // Whole, but not read back yet. Elsewhere it is for whoever asked for it to judge.
    if (dirname(path) === config.backupFolder) await rm(path, { force: true });
    const problem = { code: 'admin.backup_interrupted', values: {} };
    await ctx.transact(({ tx }) => endBackup(tx, id, clock.now(), { state: 'failed', problem }));
  }
}
