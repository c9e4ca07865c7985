import { z } from 'zod';
import { Failure } from '#platform/errors/errors.ts';
import { defineJob } from '#platform/jobs/jobs.ts';
import { comesAfterCopy } from '../standing/comes-after-copy.ts';
import { computeStages } from './lifecycle.ts';

export const computeStagesJob = defineJob({
  name: 'segments.compute_stages',
  payload: z.object({}),
  attempts: 5,
  // Every hour some time zone begins its day.
  schedule: '6 * * * *',
  atStart: true,
  async run(ctx) {
    if (await comesAfterCopy(ctx, 'segments.compute_stages')) return;
    try {
      const done = await ctx.transact(computeStages);
      if (done) ctx.log.info(done, 'stages worked out');
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      // Trying again mends no rule; the page says which one it is.
      ctx.log.warn({ code: error.code }, 'stages cannot be worked out');
    }
  },
});
