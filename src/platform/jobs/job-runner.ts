import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Logger,
  parseCronItems,
  type Runner,
  run,
  runMigrations,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
import { systemActor } from '../access/actor.ts';
import type { Platform } from '../db/platform.ts';
import { transact } from '../db/transact.queries.ts';
import type { Job } from './jobs.ts';
import { freeJobs } from './upkeep.queries.ts';

/** Makes or upgrades the queue's own tables. */
export async function migrateJobs(platform: Pick<Platform, 'database'>): Promise<void> {
  await runMigrations({ pgPool: platform.database.pool, logger: silentLogger });
}

const silentLogger = new Logger(() => () => {});

const firstWaitMs = 500;
const longestWaitMs = 15_000;
const patienceMs = 60_000;

/**
 * Runs the declared jobs until `stop`; stopping lets the pieces in hand finish. The queue's runner ends when it cannot
 * write down the end of a job, as when the database goes away: it is started again, for as long as it takes, and that
 * job may be run once more.
 */
export async function startJobs(platform: Platform, jobs: Job[]): Promise<{ stop(): Promise<void> }> {
  const abort = new AbortController();
  let runner = await startRunner(platform, jobs, abort.signal);
  const keep = async (): Promise<void> => {
    while (!abort.signal.aborted) {
      await runner.ended;
      if (abort.signal.aborted) return;
      platform.log.warn({}, 'the job runner ended; it is started again');
      runner = (await runnerAgain(platform, jobs, abort.signal, runner.poolId)) ?? runner;
    }
  };
  const keeping = keep();
  return {
    async stop() {
      abort.abort();
      await runner.stop();
      await keeping;
    },
  };
}

/** Undefined where it is stopped before the database is back. */
async function runnerAgain(
  platform: Platform,
  jobs: Job[],
  signal: AbortSignal,
  formerPool: string,
): Promise<KeptRunner | undefined> {
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    await sleep(waitMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) return undefined;
    try {
      await freeJobs(platform.database.db, formerPool);
      return await startRunner(platform, jobs, signal);
    } catch (error) {
      platform.log.warn({ err: error }, 'the job runner cannot be started yet; it is tried again');
    }
  }
}

interface KeptRunner {
  /** The name under which it holds jobs. */
  poolId: string;
  /** Resolves when it has ended, whyever. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

async function startRunner(platform: Platform, jobs: Job[], signal: AbortSignal): Promise<KeptRunner> {
  const events: WorkerEvents = new EventEmitter();
  let poolId = '';
  // One that ends waits for the jobs in hand, and starts none: those stop early, and are taken up by the next.
  const ending = new AbortController();
  events.on('pool:gracefulShutdown', () => ending.abort());
  events.on('pool:create', ({ workerPool }) => {
    poolId = workerPool.id;
  });
  const runner: Runner = await run({
    pgPool: platform.database.pool,
    taskList: tasksOf(platform, jobs, AbortSignal.any([signal, ending.signal])),
    events,
    noHandleSignals: true,
    logger: jobLogger(platform),
    // In batches, be they of one: an end that cannot be written down ends the runner in order. Written one by one it
    // would be an unhandled rejection, which ends the process.
    preset: {
      worker: { concurrentJobs: 4, pollInterval: 2000, completeJobBatchDelay: 0, failJobBatchDelay: 0 },
    },
    parsedCronItems: parseCronItems(
      jobs
        .filter((job) => job.schedule)
        .map((job) => ({
          task: job.name,
          match: job.schedule!,
          identifier: job.name,
          options: { maxAttempts: job.attempts },
        })),
    ),
  });
  const ended = runner.promise.catch(() => {});
  for (const job of jobs.filter((one) => one.atStart)) {
    await runner
      .addJob(job.name, {}, { jobKey: `start:${job.name}`, maxAttempts: job.attempts })
      .catch(async (error: unknown) => {
        await runner.stop().catch(() => {});
        throw error;
      });
  }
  return {
    poolId,
    ended,
    async stop() {
      // Where the database is away nothing can be written down any more.
      const late = new AbortController();
      await Promise.race([
        runner.stop().catch(() => {}),
        sleep(patienceMs, undefined, { ref: false, signal: late.signal }).catch(() => {}),
      ]);
      late.abort();
    },
  };
}

function tasksOf(platform: Platform, jobs: Job[], signal: AbortSignal): TaskList {
  const taskList: TaskList = {};
  for (const job of jobs) {
    taskList[job.name] = async (payload) => {
      const ctx = {
        platform,
        log: platform.log,
        signal,
        transact: <T>(work: Parameters<typeof transact<T>>[2]) => transact(platform, systemActor, work),
      };
      await job.run(ctx, job.payload.parse(payload ?? {}));
    };
  }
  return taskList;
}

function jobLogger(platform: Platform): Logger {
  return new Logger(() => (level, message, meta) => {
    if (level === 'error') platform.log.error({ meta }, message);
    else if (level === 'warning') platform.log.warn({ meta }, message);
  });
}
