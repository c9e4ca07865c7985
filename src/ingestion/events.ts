import { z } from 'zod';
import { defineEvent } from '#platform/events/events.ts';

export const importFinished = defineEvent(
  'import.finished',
  z.object({
    importId: z.string(),
    state: z.enum(['done', 'cancelled', 'failed']),
    orders: z.number(),
    cancellations: z.number(),
    customers: z.number(),
  }),
);
