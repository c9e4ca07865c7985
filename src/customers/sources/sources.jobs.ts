import { z } from 'zod';
import { defineJob } from '#platform/jobs/jobs.ts';
import { recomputeSource } from './recompute-source.ts';

export const recomputeSourceJob = defineJob({
  name: 'customers.recompute_source',
  payload: z.object({ sourceId: z.string() }),
  attempts: 10,
  run: (ctx, { sourceId }) => recomputeSource(ctx, sourceId),
});
