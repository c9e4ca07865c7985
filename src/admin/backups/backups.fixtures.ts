import type { TestPlatform } from '#platform/testing/test-platform.ts';
import { runBackup } from './run-backup.ts';

/** Runs a backup as the job runner does; `stop` ends it as a server that stops. */
export async function runAsJob(
  platform: TestPlatform,
  backupId: string,
  stop: AbortSignal = new AbortController().signal,
): Promise<void> {
  await runBackup(
    { platform, log: platform.log, signal: stop, transact: (work) => platform.run(work) },
    backupId,
  );
}
