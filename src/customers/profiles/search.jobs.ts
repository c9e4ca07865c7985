import { z } from 'zod';
import { defineJob } from '#platform/jobs/jobs.ts';
import { markSearch } from './search.queries.ts';

/** Until a row is marked, only those who may read every field find by it. */
export const markSearchJob = defineJob({
  name: 'customers.mark_search',
  payload: z.object({}),
  attempts: 5,
  atStart: true,
  async run(job) {
    let after: string | undefined = '0';
    while (after !== undefined && !job.signal.aborted) {
      const from: string = after;
      after = await job.transact((ctx) => markSearch(ctx, from));
    }
  },
});
