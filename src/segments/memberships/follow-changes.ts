import type { Context } from '#platform/db/context.ts';
import { takeFactChanges } from '#platform/facts/follow-changes.queries.ts';
import { stageEverybodySoon } from '../lifecycle/lifecycle.ts';
import { namesCustomers, queueBinnedAndBack, queueConcerned } from './queue.queries.ts';
import { lookThroughSoon } from './upkeep.queries.ts';

/** Members and stages are changed by whoever judges, who judges by them too. */
const ownFacts: ReadonlySet<string> = new Set(['members.customer_id', 'stages.customer_id']);

/** More keys of a kind are looked at as everybody's; so many are told from all others sooner. */
const mostListed = 200_000;

/**
 * Queues the customers about whom facts changed since it was asked last. Of changes that concern very many, or any number
 * of them (a place), all segments are looked through and all stages worked out soon. The change is taken with the transaction.
 */
export async function followChanges(ctx: Context): Promise<{ rulesMayBreak: boolean }> {
  const { whole, keys } = await takeFactChanges(ctx.tx, 'segments', { mostListed });
  const changes = new Map([...keys].filter(([fact]) => !ownFacts.has(fact)));
  const isWide = whole || !(await queueConcerned(ctx, changes));
  if (isWide) {
    await lookThroughSoon(ctx);
    const customers = changes.has('customers.id') ? changes.get('customers.id') : [];
    await queueBinnedAndBack(ctx, whole ? undefined : customers);
    await stageEverybodySoon(ctx);
  }
  return { rulesMayBreak: whole || [...changes.keys()].some((fact) => !isOfCustomers(fact)) };
}

function isOfCustomers(fact: string): boolean {
  return namesCustomers(fact) || fact === 'orders.id' || fact === 'order_lines.order_id';
}
