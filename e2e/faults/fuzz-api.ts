import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { fuzzWorld } from '#apps/fuzz.fixtures.ts';
import { systemClock } from '#platform/clock/clock.ts';
import { readConfig } from '#platform/config/config.ts';
import { startBundledPostgres } from '#platform/db/bundled/bundled-postgres.ts';
import { openDatabase } from '#platform/db/database.ts';
import { migrate } from '#platform/db/migrate.ts';
import { ensurePlatformMonths } from '#platform/db/partitions.queries.ts';
import type { Platform } from '#platform/db/platform.ts';
import { openDataFolder } from '#platform/files/data-folder.ts';
import { migrateJobs } from '#platform/jobs/job-runner.ts';
import { type FuzzReport, type FuzzRun, fuzz } from '#platform/testing/fuzz/fuzz-run.ts';
import { quietLog } from '#platform/testing/quiet-log.ts';

/** How far the heap may grow from a tenth of the run to its end. */
const growthMegabytes = 100;

/** Sends `count` fuzzed calls to the API of a fresh installation; what its memory did wrong is told too. */
export async function fuzzApi(run: FuzzRun): Promise<FuzzReport> {
  setFlagsFromString('--expose_gc');
  globalThis.gc = runInNewContext('gc');
  const folder = await mkdtemp(join(tmpdir(), 'perennial-fuzz-'));
  // The database may run as a user of its own.
  await chmod(folder, 0o755);
  try {
    return await onFreshPlatform(join(folder, 'data'), async (platform) => {
      const world = await fuzzWorld(platform);
      const report = await fuzz(world, run).finally(() => world.close());
      const [early, late] = report.heapMegabytes;
      if (late - early > growthMegabytes) report.wrong.push(`the heap grew from ${early} to ${late} MB`);
      return report;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function onFreshPlatform<T>(path: string, work: (platform: Platform) => Promise<T>): Promise<T> {
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
