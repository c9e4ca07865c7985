import { z } from 'zod';
import { defineJob } from '#platform/jobs/jobs.ts';
import { deleteOldDeliveries } from './deliveries.queries.ts';

const keptMs = 30 * 86_400_000;

export const removeOldDeliveries = defineJob({
  name: 'remove-old-deliveries',
  payload: z.object({}),
  attempts: 3,
  schedule: '40 3 * * *',
  run: (ctx) =>
    ctx.transact(({ tx, clock }) => deleteOldDeliveries(tx, new Date(clock.now().getTime() - keptMs))),
});
