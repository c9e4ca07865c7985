import { type RawBuilder, sql } from 'kysely';
import { mayDo, reachOf } from '#platform/access/actor.ts';
import type { RecordKind } from '#platform/access/reach.contract.ts';
import { withinReach } from '#platform/access/within-reach.queries.ts';
import type { Context } from '#platform/db/context.ts';

/** `live` = not in the bin, `binned` = in it, `any` = both. */
export type Whereabouts = 'live' | 'binned' | 'any';

const lookedAfterBy = { owner: sql.ref('c.owner_id'), team: sql.ref('c.team_id') };

/**
 * The one rule for which customers the actor may see, over a row of customers.customers called `c`. Every
 * list, count, search, export, relation and timeline goes through it.
 */
export function visibleCustomers(
  ctx: Pick<Context, 'actor'>,
  whereabouts: Whereabouts = 'live',
): RawBuilder<boolean> {
  if (!mayDo(ctx.actor, 'customers.read')) return sql`false`;
  return sql`(${lying(whereabouts)} and ${withinReach(ctx.actor, 'customers', 'see', lookedAfterBy)})`;
}

/** Those of them that the actor may change; every edit, tag, note, relation and bin goes through it. */
export function changeableCustomers(
  ctx: Pick<Context, 'actor'>,
  whereabouts: Whereabouts = 'live',
): RawBuilder<boolean> {
  return sql`(${visibleCustomers(ctx, whereabouts)} and ${withinReach(ctx.actor, 'customers', 'change', lookedAfterBy)})`;
}

/** Whether the actor may change a row that is known to be visible to them. */
export function mayChange({ actor }: Pick<Context, 'actor'>): RawBuilder<boolean> {
  if (!mayDo(actor, 'customers.write')) return sql`false`;
  return sql`coalesce(${withinReach(actor, 'customers', 'change', lookedAfterBy)}, false)`;
}

function lying(whereabouts: Whereabouts): RawBuilder<boolean> {
  if (whereabouts === 'live') return sql`c.binned_at is null`;
  return whereabouts === 'binned' ? sql`c.binned_at is not null` : sql`true`;
}

/**
 * Whether the actor reaches a record of another domain by its customer; `customerId` is 0 where it has none, which is
 * reached like what nobody looks after.
 */
export function reachedByCustomer(
  ctx: Pick<Context, 'actor'>,
  kind: Exclude<RecordKind, 'customers'>,
  act: 'see' | 'change',
  customerId: RawBuilder<unknown>,
): RawBuilder<boolean> {
  const reach = reachOf(ctx.actor, kind);
  if (reach[act] === 'none') return sql`false`;
  if (reach[act] === 'all' && reach.unassigned) return sql`true`;
  const ofCustomer = sql`exists (select from customers.customers c
    where c.id = ${customerId} and ${withinReach(ctx.actor, kind, act, lookedAfterBy)})`;
  return reach.unassigned ? sql`(${customerId} = 0 or ${ofCustomer})` : sql<boolean>`${ofCustomer}`;
}
