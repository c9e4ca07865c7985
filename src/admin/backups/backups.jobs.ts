import { z } from 'zod';
import { defineJob, type Job } from '#platform/jobs/jobs.ts';
import { readPlanFacts } from './backups.queries.ts';
import { startBackup } from './backups.ts';
import { isDue } from './nights.ts';
import { runBackup, settleBackups } from './run-backup.ts';

export const backupJobs: Job[] = [
  defineJob({
    name: 'run-backup',
    payload: z.object({ backupId: z.string() }),
    attempts: 1,
    run: (ctx, { backupId }) => runBackup(ctx, backupId),
  }),
  defineJob({
    name: 'settle-backups',
    payload: z.object({}),
    attempts: 3,
    atStart: true,
    run: (ctx) => settleBackups(ctx),
  }),
  defineJob({
    name: 'start-nightly-backup',
    payload: z.object({}),
    attempts: 1,
    schedule: '*/10 * * * *',
    async run(ctx) {
      // One whose end was never written down would hold up all others.
      await settleBackups(ctx);
      await ctx.transact(async (inner) => {
        const { backupHour: hour, backupFolder: folder } = ctx.platform.config;
        const { timeZone } = await inner.organisation();
        const facts = await readPlanFacts(inner.tx);
        if (isDue({ hour, timeZone, ...facts }, inner.clock.now()))
          await startBackup(inner, { kind: 'nightly', folder });
      });
    },
  }),
];
