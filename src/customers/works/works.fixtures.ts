import { quietLog } from '#platform/testing/quiet-log.ts';
import type { TestPlatform } from '#platform/testing/test-platform.ts';
import { worksJobs } from './works.jobs.ts';

/** Runs work as the queue would, to its end unless `signal` stops it. */
export async function doWork(
  platform: TestPlatform,
  workId: string,
  signal = new AbortController().signal,
): Promise<void> {
  const job = worksJobs.find(({ name }) => name === 'customers.run_work')!;
  await job.run({ platform, log: quietLog, signal, transact: (run) => platform.run(run) }, { workId });
}
