import { customersMeant } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { InputOf } from '#platform/http/contract.ts';
import { changeableSegment, seenSegment } from '../segments/segments.ts';
import { reachedAmong } from './members.queries.ts';
import { type membershipsContract, mostMoved } from './memberships.contract.ts';
import { moveMembers } from './move-members.ts';
import { queueCustomers } from './queue.queries.ts';

const movedAtOnce = 5_000;

/**
 * Puts customers whom the actor reaches into a list made by hand, or takes them out; gives back how many moved. Fails with
 * segments.not_made_by_hand, segments.segment_not_found and segments.segment_not_yours.
 */
export async function moveByHand(
  ctx: Context,
  { id, ids }: { id: string; ids: readonly string[] },
  way: 'enter' | 'leave',
): Promise<{ moved: number }> {
  if ((await seenSegment(ctx, id)).kind !== 'hand') throw fail('conflict', 'segments.not_made_by_hand');
  const reached = [...(await reachedAmong(ctx, ids, 'customers'))];
  // Rules may stand on the list. Queued before the segment is locked, as whoever judges does it.
  await queueCustomers(ctx, reached);
  await changeableSegment(ctx, id);
  let moved = 0;
  for (let at = 0; at < reached.length; at += movedAtOnce) {
    const moves = reached.slice(at, at + movedAtOnce).map((customerId) => ({
      ...{ segmentId: id, customerId, cause: 'hand' as const, because: null },
    }));
    moved += await moveMembers(ctx, { [way]: moves });
  }
  if (moved > 0) {
    const action = way === 'enter' ? 'segments.members_added' : 'segments.members_removed';
    await ctx.audit(action, `segment:${id}`, { count: moved });
  }
  return { moved };
}

/**
 * Puts everybody of a list of customers into a list made by hand. Fails as `moveByHand` and as the filters of the list, and
 * with segments.too_many_at_once.
 */
export async function addMeant(
  ctx: Context,
  { id, meant }: InputOf<(typeof membershipsContract)['endpoints']['addMeant']>,
): Promise<{ moved: number }> {
  const ids = await customersMeant(ctx, meant, mostMoved + 1);
  if (ids.length > mostMoved)
    throw fail('invalid', 'segments.too_many_at_once', { values: { most: mostMoved } });
  return moveByHand(ctx, { id, ids }, 'enter');
}
