import { reachOf } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';

/** What concerns all customers at once is for those who may change all. Fails with customers.needs_all. */
export function refuseNarrowReach({ actor }: Context): void {
  const { change, unassigned } = reachOf(actor, 'customers');
  if (change !== 'all' || !unassigned) throw fail('forbidden', 'customers.needs_all');
}
