import { z } from 'zod';
import { defineJob } from '#platform/jobs/jobs.ts';
import { comesAfterCopy } from '../standing/comes-after-copy.ts';
import { computeRfm } from './rfm.ts';

export const computeRfmJob = defineJob({
  name: 'segments.compute_rfm',
  payload: z.object({}),
  attempts: 5,
  // Every hour some time zone begins its day.
  schedule: '5 * * * *',
  atStart: true,
  async run(ctx) {
    if (await comesAfterCopy(ctx, 'segments.compute_rfm')) return;
    const stored = await ctx.transact(computeRfm);
    if (stored) ctx.log.info({ customers: stored.customers, changed: stored.changed }, 'scores worked out');
  },
});
