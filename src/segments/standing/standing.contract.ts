import { z } from 'zod';
import { amountMinor, count, day, id, instant, page } from '#platform/http/contract.ts';

/** When something about everybody was worked out last, and whether it is to be. */
export const workedOut = z.object({
  computedAt: instant.nullable(),
  computedFor: day.nullable(),
  tookMs: count.nullable(),
  computing: z.boolean().meta({ description: 'Being worked out anew, or waiting for it.' }),
});
export type WorkedOut = z.output<typeof workedOut>;

/** What is refused to whom may not read what rules or scores read. */
export const unreadable = [
  'customers.field_not_readable',
  'segments.orders_not_readable',
  'segments.order_field_not_readable',
];

/** How many of a stage or a grade there are, what they spent, and how many days the one in the middle has been in it. */
export const standing = {
  customers: count,
  spendMinor: amountMinor.nullable(),
  medianDays: count.nullable(),
};

/** A page with the moment until which everything that was committed is in it. */
export function pageAsOf<Item extends z.ZodType>(item: Item) {
  return page(item).extend({ asOf: instant });
}

export const namedCustomer = { id, name: z.string().nullable(), kind: z.enum(['person', 'organisation']) };

/** A customer since when they are in a stage or a grade, with the totals that the reader may see. */
export const standingCustomer = z.object({
  ...namedCustomer,
  since: instant,
  orders: count.nullable(),
  spendMinor: amountMinor.nullable(),
  lastOrderAt: instant.nullable(),
});
export type StandingCustomer = z.output<typeof standingCustomer>;
