import type { Context } from '#platform/db/context.ts';
import { takeFactChanges } from '#platform/facts/follow-changes.queries.ts';
import { namesCustomers, queueBinnedAndBack, queueConcerned } from './queue.queries.ts';
import { lookThroughSoon } from './upkeep.queries.ts';

/** What members of segments are changed by here. */
const ownFact = 'members.customer_id';

/**
 * Queues the customers about whom facts changed since it was asked last. Of changes that concern very many, or any number
 * of them (a place), all segments are looked through soon. The change is taken with the transaction.
 */
export async function followChanges(ctx: Context): Promise<{ rulesMayBreak: boolean }> {
  const { whole, keys } = await takeFactChanges(ctx.tx, 'segments');
  const changes = new Map([...keys].filter(([fact]) => fact !== ownFact));
  const isWide = whole || !(await queueConcerned(ctx, changes));
  if (isWide) {
    await lookThroughSoon(ctx);
    await queueBinnedAndBack(ctx, whole ? undefined : (changes.get('customers.id') ?? []));
  }
  return { rulesMayBreak: whole || [...changes.keys()].some((fact) => !isOfCustomers(fact)) };
}

function isOfCustomers(fact: string): boolean {
  return namesCustomers(fact) || fact === 'orders.id' || fact === 'order_lines.order_id';
}
