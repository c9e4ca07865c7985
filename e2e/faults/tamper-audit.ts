import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startInstallation } from '#apps/installation.ts';
import { type TamperRun, tamperManyTimes } from '#platform/audit/tamper-run.fixtures.ts';
import { readConfig } from '#platform/config/config.ts';
import { quietLog } from '#platform/testing/quiet-log.ts';

/** Tampers with the audit log of a fresh installation, `count` times in ways that follow from the seed. */
export async function tamperAudit(run: { count: number; seed: number }): Promise<TamperRun> {
  const folder = await mkdtemp(join(tmpdir(), 'perennial-tamper-'));
  // The database may run as a user of its own.
  await chmod(folder, 0o755);
  try {
    const config = readConfig({ PERENNIAL_DATA: join(folder, 'data'), LOG_LEVEL: 'silent' });
    const installation = await startInstallation({ config, log: quietLog });
    try {
      return await tamperManyTimes({ ...installation.platform, clock: settableClock() }, run);
    } finally {
      await installation.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function settableClock() {
  let time = new Date();
  return {
    now: () => time,
    set: (text: string) => {
      time = new Date(text);
    },
  };
}
