import { z } from 'zod';
import { defineJob } from '#platform/jobs/jobs.ts';
import { convertOrders } from './convert-orders.ts';

export const convertOrdersJob = defineJob({
  name: 'commerce.convert_orders',
  payload: z.object({ currency: z.string() }),
  attempts: 10,
  run: (ctx, payload) => convertOrders(ctx, payload.currency),
});
