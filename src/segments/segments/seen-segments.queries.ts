import { type RawBuilder, sql } from 'kysely';
import { type Actor, mayDo } from '#platform/access/actor.ts';

/** Over segments.segments `s`: whom the actor sees: their own, their team's and those below, everybody's. */
export function seenSegments(actor: Actor): RawBuilder<boolean> {
  if (actor.kind === 'anonymous') return sql`false`;
  if (actor.kind !== 'user') return sql`true`;
  return sql`(s.owner_id = ${actor.userId}::bigint or s.shared = 'all'
    or s.shared = 'team' and s.team_id = any(${[actor.teamId, ...actor.teamIds]}::bigint[]))`;
}

/** Over `s`: may change it: the owner; administrators what is shared, or it could outlive whoever made it. */
export function changeableSegments(actor: Actor): RawBuilder<boolean> {
  if (!mayDo(actor, 'segments.write')) return sql`false`;
  if (actor.kind !== 'user') return seenSegments(actor);
  const managed = mayDo(actor, 'admin.manage') ? sql`or s.shared <> 'me'` : sql``;
  return sql`(s.owner_id is not distinct from ${actor.userId}::bigint ${managed})`;
}
