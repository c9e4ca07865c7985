import { z } from 'zod';
import { Failure } from '#platform/errors/errors.ts';
import { defineJob } from '#platform/jobs/jobs.ts';
import { comesAfterCopy } from '../standing/comes-after-copy.ts';
import { computeGrades } from './grades.ts';

export const computeGradesJob = defineJob({
  name: 'segments.compute_grades',
  payload: z.object({}),
  attempts: 5,
  // Every hour some time zone begins its day; scores and stages, which a scheme may ask for, come first.
  schedule: '8 * * * *',
  atStart: true,
  async run(ctx) {
    if (await comesAfterCopy(ctx, 'segments.compute_grades')) return;
    try {
      const done = await ctx.transact(computeGrades);
      if (done) ctx.log.info(done, 'grades worked out');
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      // Trying again mends no rule; the page says which one it is.
      ctx.log.warn({ code: error.code }, 'grades cannot be worked out');
    }
  },
});
