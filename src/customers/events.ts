import { z } from 'zod';
import { defineEvent } from '#platform/events/events.ts';

/** One event a call: `ids` up to 1,000 of them, beyond that only the count. */
const customersChanged = z.object({
  count: z.number().int().positive(),
  ids: z.array(z.string()).optional(),
  importId: z.string().optional(),
});

export type CustomersChanged = z.output<typeof customersChanged>;

export const customersCreated = defineEvent('customers.created', customersChanged);
export const customersUpdated = defineEvent('customers.updated', customersChanged);
export const customersBinned = defineEvent('customers.binned', customersChanged);
export const customersRestored = defineEvent('customers.restored', customersChanged);
/** They are gone, with all that hung on them: the import that made them was undone. */
export const customersRemoved = defineEvent('customers.removed', customersChanged);

/** Up to 500 reminders that have become due, each told once until it is put off; `userId` is whose it is. */
export const remindersDue = defineEvent(
  'customers.reminders_due',
  z.object({
    reminders: z.array(
      z.object({ customerId: z.string(), reminderId: z.string(), userId: z.string(), dueAt: z.string() }),
    ),
  }),
);
