import { type RawBuilder, sql } from 'kysely';
import { mayDo } from '#platform/access/actor.ts';
import { withinReach } from '#platform/access/within-reach.queries.ts';
import type { Context } from '#platform/db/context.ts';
import { fieldsRead, type Rule } from './rule-tree.contract.ts';

const lookedAfterBy = { owner: sql.ref('c.owner_id'), team: sql.ref('c.team_id') };

/** Over facts.customers `c`: whom the actor sees, of `orders` those whose documents they see too. */
export function reachedBy(
  { actor }: Pick<Context, 'actor'>,
  by: 'customers' | 'orders',
): RawBuilder<boolean> {
  if (!mayDo(actor, 'customers.read')) return sql`false`;
  const customers = withinReach(actor, 'customers', 'see', lookedAfterBy);
  if (by === 'customers') return customers;
  return sql`(${customers} and ${withinReach(actor, 'orders', 'see', lookedAfterBy)})`;
}

/**
 * The customers about whom the actor may be told what a rule says, over facts.customers `c`: those that they see, and
 * where it reads documents only those whose documents they see too. Of others nobody could tell them whether it holds, nor
 * of anybody by a rule that is lost.
 */
export function reachedByRule(ctx: Pick<Context, 'actor'>, rule: Rule | undefined): RawBuilder<boolean> {
  if (!rule) return sql`false`;
  return reachedBy(ctx, fieldsRead(rule).orders === undefined ? 'customers' : 'orders');
}
