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

/** What an import brought is taken back, as far as nothing was done to it since. */
export const importUndone = defineEvent(
  'import.undone',
  z.object({ importId: z.string(), kind: z.enum(['orders', 'customers', 'activities', 'demo']) }),
);
