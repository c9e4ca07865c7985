import { Logger, parseCronItems, type Runner, run, runMigrations, type TaskList } from 'graphile-worker';
import { systemActor } from '../access/actor.ts';
import type { Platform } from '../db/platform.ts';
import { transact } from '../db/transact.queries.ts';
import type { Job } from './jobs.ts';

/** Makes or upgrades the queue's own tables. */
export async function migrateJobs(platform: Pick<Platform, 'database'>): Promise<void> {
  await runMigrations({ pgPool: platform.database.pool, logger: silentLogger });
}

const silentLogger = new Logger(() => () => {});

/** Runs the declared jobs until `stop`; stopping lets the pieces in hand finish. */
export async function startJobs(platform: Platform, jobs: Job[]): Promise<{ stop(): Promise<void> }> {
  const abort = new AbortController();
  const taskList: TaskList = {};
  for (const job of jobs) {
    taskList[job.name] = async (payload) => {
      const ctx = {
        platform,
        log: platform.log,
        signal: abort.signal,
        transact: <T>(work: Parameters<typeof transact<T>>[2]) => transact(platform, systemActor, work),
      };
      await job.run(ctx, job.payload.parse(payload ?? {}));
    };
  }
  const scheduled = jobs.filter((job) => job.schedule);
  const runner: Runner = await run({
    pgPool: platform.database.pool,
    taskList,
    concurrency: 4,
    pollInterval: 2000,
    noHandleSignals: true,
    logger: jobLogger(platform),
    parsedCronItems: parseCronItems(
      scheduled.map((job) => ({
        task: job.name,
        match: job.schedule!,
        identifier: job.name,
        options: { maxAttempts: job.attempts },
      })),
    ),
  });
  for (const job of jobs.filter((one) => one.atStart)) {
    await runner.addJob(job.name, {}, { jobKey: `start:${job.name}`, maxAttempts: job.attempts });
  }
  return {
    async stop() {
      abort.abort();
      await runner.stop();
    },
  };
}

function jobLogger(platform: Platform): Logger {
  return new Logger(() => (level, message, meta) => {
    if (level === 'error') platform.log.error({ meta }, message);
    else if (level === 'warning') platform.log.warn({ meta }, message);
  });
}
