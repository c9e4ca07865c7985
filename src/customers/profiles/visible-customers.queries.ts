import { type RawBuilder, sql } from 'kysely';
import { mayDo } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';

/** `live` = not in the bin, `binned` = in it, `any` = both. */
export type Whereabouts = 'live' | 'binned' | 'any';

/**
 * The one rule for which customers the actor may see, over a row of customers.customers called `c`. Every
 * list, count, search, export, relation and timeline goes through it.
 */
export function visibleCustomers(
  ctx: Pick<Context, 'actor'>,
  whereabouts: Whereabouts = 'live',
): RawBuilder<boolean> {
  if (!mayDo(ctx.actor, 'customers.read')) return sql`false`;
  if (whereabouts === 'live') return sql`c.binned_at is null`;
  return whereabouts === 'binned' ? sql`c.binned_at is not null` : sql`true`;
}
