import { existsSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  leftOutTables,
  listTeams,
  readActiveUsers,
  readAssignee,
  readColleague,
  readKeyLives,
  readOrganisation,
  readUserNames,
  settleCopy,
} from '#admin/public.ts';
import { operatorActor } from '#platform/access/actor.ts';
import { ArchiveError } from '#platform/archive/archive-error.ts';
import { releaseDatabase } from '#platform/archive/load-tables.queries.ts';
import type { ArchiveManifest } from '#platform/archive/manifest.ts';
import { openArchive } from '#platform/archive/read-archive.ts';
import { checkHistory, restoreArchive } from '#platform/archive/restore-archive.ts';
import { systemClock } from '#platform/clock/clock.ts';
import type { Config } from '#platform/config/config.ts';
import { startBundledPostgres } from '#platform/db/bundled/bundled-postgres.ts';
import { openDatabase } from '#platform/db/database.ts';
import { ensurePlatformMonths } from '#platform/db/partitions.queries.ts';
import type { Log, Platform } from '#platform/db/platform.ts';
import { transact } from '#platform/db/transact.queries.ts';
import { type DataFolder, openDataFolder } from '#platform/files/data-folder.ts';
import { checkStoredFolder } from '#platform/files/stored-folders.ts';
import { unfinishedFile } from './unfinished-restore.ts';

export type RestoreStep = 'check' | 'rows' | 'keys' | 'files';

export interface RestoreInstallation {
  config: Config;
  log: Log;
  /** The archive. */
  path: string;
  onProgress?: (step: RestoreStep, done: number, total: number) => void;
  signal?: AbortSignal;
}

/**
 * Restores an archive into an empty data folder, and into the empty database of DATABASE_URL or the bundled one. All of
 * the archive is checked before anything is touched. Cut short anywhere, no server starts on what there is, and the same
 * call begins again. Throws ArchiveError, DataFolderError.
 */
export async function restoreInstallation(options: RestoreInstallation): Promise<ArchiveManifest> {
  const { config, path, onProgress, signal } = options;
  const archive = await openArchive(path, {
    onProgress: (done, total) => onProgress?.('check', done, total),
    signal,
  });
  try {
    await checkHistory(archive.manifest);
    refuseFilled(config.dataFolder);
    const folder = await openDataFolder(config.dataFolder);
    try {
      refuseNoRoom(archive.manifest, folder.path, config);
      writeFileSync(join(folder.path, unfinishedFile), `${archive.manifest.takenAt}\n`, { mode: 0o600 });
      await withDatabase(options, folder, async (platform) => {
        const { database, folder: folderOf } = platform;
        await restoreArchive({
          archive,
          database,
          folder: folderOf,
          leftOut: leftOutTables,
          onProgress,
          signal,
        });
        await ensurePlatformMonths(database.db, platform.clock.now());
        await transact(platform, operatorActor, async (ctx) => {
          await settleCopy(ctx, archive.manifest.takenAt);
          await releaseDatabase(ctx.tx);
        });
      });
      rmSync(join(folder.path, unfinishedFile));
      return archive.manifest;
    } finally {
      folder.release();
    }
  } finally {
    await archive.close();
  }
}

/** What lies in the data folder of a restore that was cut short is its own. */
function refuseFilled(dataFolder: string): void {
  if (!existsSync(dataFolder) || existsSync(join(dataFolder, unfinishedFile))) return;
  const [first] = readdirSync(dataFolder).filter((name) => !/^lock(-holder\.json)?$/.test(name));
  if (first === undefined) return;
  const what = join(dataFolder, first);
  throw new ArchiveError('not_empty', `The data folder is not empty: it holds ${what}.`, { what });
}

/** Rows take about the room of their text, keys and log as much again. */
function refuseNoRoom(manifest: ArchiveManifest, path: string, { databaseUrl }: Config): void {
  const sum = (contents: { parts: { bytes: number }[] }[]) =>
    contents.flatMap(({ parts }) => parts).reduce((total, { bytes }) => total + bytes, 0);
  const needed = sum(manifest.files) + (databaseUrl === undefined ? 2 * sum(manifest.tables) : 0);
  const disk = statfsSync(path);
  const free = disk.bavail * disk.bsize;
  if (needed <= free) return;
  throw new ArchiveError('no_room', `Restoring needs about ${needed} bytes, and ${free} are free.`, {
    neededMegabytes: Math.ceil(needed / 1e6),
    freeMegabytes: Math.floor(free / 1e6),
  });
}

async function withDatabase(
  { config, log }: RestoreInstallation,
  folder: DataFolder,
  work: (platform: Platform) => Promise<void>,
): Promise<void> {
  const server = config.databaseUrl
    ? { connection: { connectionString: config.databaseUrl }, stop: async () => {} }
    : await startBundledPostgres({ dataFolder: folder, log });
  try {
    const database = openDatabase(server.connection, 4);
    try {
      await work({
        config,
        database,
        clock: systemClock,
        log,
        readActiveUsers,
        readAssignee,
        readColleague,
        readUserNames,
        readTeams: listTeams,
        readKeyLives,
        readOrganisation,
        permissions: new Set(),
        guardedFields: { customers: new Map(), orders: new Map() },
        folder: async (name) => {
          checkStoredFolder(name);
          return folder.subfolder(name);
        },
        hasRoom: async () => true,
      });
    } finally {
      await database.close();
    }
  } finally {
    await server.stop();
  }
}
