import type { Context } from '#platform/db/context.ts';
import type { CustomerCandidate } from './records/candidates.ts';
import { ensureCustomers } from './records/ensure-customers.ts';
import { sourceNamed } from './records/sources.queries.ts';

/** Customers of the source `Fixtures`, by `ensureCustomers`; gives back their ids in order. */
export async function customersFrom(
  ctx: Context,
  candidates: readonly CustomerCandidate[],
): Promise<string[]> {
  const sourceId = await sourceNamed(ctx, 'Fixtures');
  const ensured = await ensureCustomers(ctx, { sourceId, origin: {}, candidates });
  return ensured.map((customer) => customer.customerId);
}
