import { type RawBuilder, sql } from 'kysely';
import { actorName, mayDo } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';

const lettersOf = { done: ['d'], unchanged: ['u'], refused: ['n', 'g'] } as const;

/** Over `c`: is among those whom a work of the actor's met with this outcome; nobody where the work is another's. */
export function metByWork(
  ctx: Pick<Context, 'actor'>,
  workId: string,
  outcome: keyof typeof lettersOf | undefined,
): RawBuilder<boolean> {
  const own = mayDo(ctx.actor, 'admin.manage') ? sql`true` : sql`w.asked_by = ${actorName(ctx.actor)}`;
  const letters =
    outcome === undefined ? sql`` : sql`and m.outcome = any(${[...lettersOf[outcome]]}::text[])`;
  return sql`c.id in (select m.id from customers.works w join customers.work_chunks k on k.work_id = w.id
    cross join lateral unnest(k.customer_ids, string_to_array(k.outcomes, null)) as m(id, outcome)
    where w.id = ${workId} and ${own} ${letters})`;
}
