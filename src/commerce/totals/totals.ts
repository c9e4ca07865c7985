import { storeTotalsFrom } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { totalsQuery } from './totals.queries.ts';

/**
 * Brings the totals of these customers in step with their documents, in the caller's transaction: `orders`
 * counts sales, `cancellations` returns and cancellations, `spend_minor` adds up every document in the
 * organisation's currency (one without a rate adds nothing), first and last are those of sales.
 * Guests (`0`) are left out. The caller holds the locks of `write-locks.queries.ts`, or a document that another
 * transaction is writing could be missed.
 */
export async function recomputeTotals(ctx: Context, customerIds: readonly string[]): Promise<void> {
  const known = customerIds.filter((customerId) => customerId !== '0');
  if (known.length > 0) await storeTotalsFrom(ctx, totalsQuery(known));
}
