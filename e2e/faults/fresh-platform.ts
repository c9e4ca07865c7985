import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '#platform/clock/clock.ts';
import { readConfig } from '#platform/config/config.ts';
import { startBundledPostgres } from '#platform/db/bundled/bundled-postgres.ts';
import { openDatabase } from '#platform/db/database.ts';
import { migrate } from '#platform/db/migrate.ts';
import { ensurePlatformMonths } from '#platform/db/partitions.queries.ts';
import type { Platform } from '#platform/db/platform.ts';
import { openDataFolder } from '#platform/files/data-folder.ts';
import { migrateJobs } from '#platform/jobs/job-runner.ts';
import { quietLog } from '#platform/testing/quiet-log.ts';

/** Runs work on the platform of a fresh installation, which is gone afterwards. */
export async function onFreshPlatform<T>(work: (platform: Platform) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'perennial-fresh-'));
  // The database may run as a user of its own.
  await chmod(folder, 0o755);
  try {
    return await platformIn(join(folder, 'data'), work);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function platformIn<T>(path: string, work: (platform: Platform) => Promise<T>): Promise<T> {
  const folder = await openDataFolder(path);
  const settings = { fsync: 'off', synchronous_commit: 'off' };
  const server = await startBundledPostgres({ dataFolder: folder, log: quietLog, settings });
  const database = openDatabase(server.connection);
  try {
    await migrate(database.pool);
    await migrateJobs({ database });
    await ensurePlatformMonths(database.db, systemClock.now());
    return await work({
      config: readConfig({ PERENNIAL_DATA: path, LOG_LEVEL: 'silent' }),
      database,
      clock: systemClock,
      log: quietLog,
      readOrganisation: () => Promise.reject(new Error('nobody handed it over')),
      readUserNames: async () => new Map(),
      readTeams: async () => [],
      readAssignee: async () => undefined,
      readActiveUsers: async () => [],
      readColleague: async () => undefined,
      readKeyLives: async () => false,
      permissions: new Set(),
      guardedFields: { customers: new Map(), orders: new Map() },
      folder: async (name) => {
        await mkdir(join(path, name), { recursive: true });
        return join(path, name);
      },
      hasRoom: async () => true,
    });
  } finally {
    await database.close();
    await server.stop();
    folder.release();
  }
}
