import { customersMeant, startWork, withinTime } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { InputOf, OutputOf } from '#platform/http/contract.ts';
import { keepRules } from '../segments/segments.queries.ts';
import { changeableSegment, seenSegment } from '../segments/segments.ts';
import { membersOfThese, reachedAmong } from './members.queries.ts';
import { type membershipsContract, mostMoved } from './memberships.contract.ts';
import { moveMembers } from './move-members.ts';
import { queueCustomers } from './queue.queries.ts';
import { rulesOn } from './rules-on.ts';

const movedAtOnce = 5_000;

/**
 * Puts customers whom the actor reaches into a list made by hand, or takes them out; gives back who moved. Fails with
 * segments.not_made_by_hand, segments.segment_not_found and segments.segment_not_yours.
 */
export async function moveByHand(
  ctx: Context,
  { id, ids }: { id: string; ids: readonly string[] },
  way: 'enter' | 'leave',
): Promise<string[]> {
  await refuseOthers(ctx, id);
  const reached = [...(await reachedAmong(ctx, ids, 'customers'))];
  await keepRules(ctx);
  const { segments, stages } = await rulesOn(ctx, id);
  const isNamed = segments.length > 0 || stages;
  // Queued before the segment is locked, as whoever judges does it.
  const queued = new Set(isNamed ? await toMove(ctx, id, reached, way) : []);
  await queueCustomers(ctx, [...queued]);
  await changeableSegment(ctx, id);
  const moved: string[] = [];
  for (let at = 0; at < reached.length; at += movedAtOnce) {
    const moves = reached.slice(at, at + movedAtOnce).map((customerId) => ({
      ...{ segmentId: id, customerId, cause: 'hand' as const, because: null },
    }));
    for (const { customerId } of await moveMembers(ctx, { [way]: moves })) moved.push(customerId);
  }
  // Somebody else moved them the other way before the segment was locked.
  if (isNamed)
    await queueCustomers(
      ctx,
      moved.filter((customerId) => !queued.has(customerId)),
    );
  if (moved.length > 0) {
    const action = way === 'enter' ? 'segments.members_added' : 'segments.members_removed';
    await ctx.audit(action, `segment:${id}`, { count: moved.length });
  }
  return moved;
}

/** Those of these who are in the list and are to leave, or are not and are to enter. */
async function toMove(
  ctx: Context,
  id: string,
  ids: readonly string[],
  way: 'enter' | 'leave',
): Promise<string[]> {
  const members = await membersOfThese(ctx, id, ids);
  return ids.filter((customerId) => members.has(customerId) === (way === 'leave'));
}

async function refuseOthers(ctx: Context, id: string): Promise<{ name: string }> {
  const { kind, mayChange, name } = await seenSegment(ctx, id);
  if (kind !== 'hand') throw fail('conflict', 'segments.not_made_by_hand');
  if (!mayChange) throw fail('forbidden', 'segments.segment_not_yours');
  return { name };
}

/**
 * Puts everybody of a list of customers into a list made by hand; gives back how many moved, or the background work that
 * goes on to put in very many. Fails as `moveByHand` and as the filters of the list.
 */
export async function addMeant(
  ctx: Context,
  { id, meant }: InputOf<(typeof membershipsContract)['endpoints']['addMeant']>,
): Promise<OutputOf<(typeof membershipsContract)['endpoints']['addMeant']>> {
  const { name } = await refuseOthers(ctx, id);
  const ids = await withinTime(ctx, () => customersMeant(ctx, meant, mostMoved + 1));
  if (ids.length <= mostMoved)
    return { moved: (await moveByHand(ctx, { id, ids }, 'enter')).length, work: null };
  const task = { segmentId: id, meant };
  return { moved: 0, work: await startWork(ctx, { kind: 'list', task, about: { list: name } }) };
}
