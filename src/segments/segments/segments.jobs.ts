import { z } from 'zod';
import { defineJob } from '#platform/jobs/jobs.ts';
import { checkSegments } from './check-segments.ts';

/** Finds segments whose rules name what is gone, and those whose rules hold again. */
export const checkSegmentsJob = defineJob({
  name: 'check-segments',
  payload: z.object({}),
  attempts: 5,
  schedule: '7 * * * *',
  atStart: true,
  run: (ctx) => ctx.transact(checkSegments),
});
