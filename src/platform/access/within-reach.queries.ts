import { type RawBuilder, sql } from 'kysely';
import { type Actor, reachOf } from './actor.ts';
import type { RecordKind } from './reach.contract.ts';

/**
 * The one rule for which records an actor sees or may change, over the columns that say who looks after them. Whoever
 * owns a record belongs to its team, so the team alone decides beyond one's own. Both columns are null where nobody does.
 */
export function withinReach(
  actor: Actor,
  kind: RecordKind,
  act: 'see' | 'change',
  columns: { owner: RawBuilder<unknown>; team: RawBuilder<unknown> },
): RawBuilder<boolean> {
  const reach = reachOf(actor, kind);
  const extent = reach[act];
  if (extent === 'none' || (actor.kind !== 'user' && extent !== 'all')) return sql`false`;
  const { owner, team } = columns;
  if (extent === 'all' || actor.kind !== 'user')
    return reach.unassigned ? sql`true` : sql`${team} is not null`;
  const reached = {
    own: sql`${owner} = ${actor.userId}::bigint`,
    team: sql`${team} = ${actor.teamId}::bigint`,
    teamAndBelow: sql`${team} = any(${actor.teamIds}::bigint[])`,
  }[extent];
  return reach.unassigned ? sql`(${reached} or ${team} is null)` : sql<boolean>`${reached}`;
}
