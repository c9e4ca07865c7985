import type { Context } from '#platform/db/context.ts';
import { takeFactChanges } from '#platform/facts/follow-changes.queries.ts';
import { mostQueued, queueCustomers, queueOfOrders } from './queue.queries.ts';
import { lookThroughSoon } from './upkeep.queries.ts';

/** What names documents; whoever lost one is told of by their totals, which changed with it. */
const ofOrders: ReadonlySet<string> = new Set(['orders.id', 'order_lines.order_id']);
/** What members of segments are changed by here. */
const ownFact = 'members.customer_id';

/**
 * Queues the customers about whom facts changed since it was asked last. Of changes that concern very many,
 * or any number of them (a product, a place, a tag that was merged), all segments are looked through soon. The change is taken with
 * the transaction.
 */
export async function followChanges(ctx: Context): Promise<{ rulesMayBreak: boolean }> {
  const { whole, keys } = await takeFactChanges(ctx.tx, 'segments');
  const others: string[] = [];
  for (const [fact, ids] of keys) {
    if (fact === ownFact) continue;
    if (ids.length > mostQueued) await lookThroughSoon(ctx);
    else if (fact === 'customers.id' || fact.endsWith('.customer_id')) await queueCustomers(ctx, ids);
    else if (ofOrders.has(fact)) await queueOfOrders(ctx, ids);
    else others.push(fact);
  }
  const isWide = whole || others.length > 0;
  if (isWide) await lookThroughSoon(ctx);
  return { rulesMayBreak: isWide };
}
