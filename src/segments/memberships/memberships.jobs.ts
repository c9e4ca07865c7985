import { z } from 'zod';
import { defineJob } from '#platform/jobs/jobs.ts';
import { forgetAllRemoved } from './forget-removed.ts';

/** Forgets where customers belonged who are gone for good. */
export const forgetRemovedMembersJob = defineJob({
  name: 'forget-removed-members',
  payload: z.object({}),
  attempts: 5,
  run: (ctx) => ctx.transact(forgetAllRemoved),
});
