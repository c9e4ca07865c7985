import { carriersByRule, endTagRule, tagByRule, untagByRule } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { holdUpkeep } from '../memberships/upkeep.queries.ts';
import {
  deleteTagRule,
  membersBeyond,
  noteChecked,
  notMembers,
  readTagRule,
  tagsFollowing,
} from './tag-rules.queries.ts';

const customersAPiece = 1_000;

interface Moved {
  segmentId: string;
  customerId: string;
}

/** Puts tags on those who came into the segments that they follow, and off those who left, in the transaction of their move. */
export async function tagMoved(
  ctx: Context,
  entered: readonly Moved[],
  left: readonly Moved[],
): Promise<void> {
  const segmentIds = [...new Set([...entered, ...left].map(({ segmentId }) => segmentId))];
  for (const { tagId, segmentId } of await tagsFollowing(ctx, segmentIds)) {
    const of = (moved: readonly Moved[]) =>
      moved.filter((move) => move.segmentId === segmentId).map(({ customerId }) => customerId);
    for (const ids of inPieces(of(entered))) await tagByRule(ctx, tagId, ids);
    for (const ids of inPieces(of(left))) await untagByRule(ctx, tagId, ids);
  }
}

/**
 * Brings some of those in step who carry a tag, or should, after it began to follow another segment or none. True while
 * there are more. The context is that of the system.
 */
export async function settleTag(ctx: Context, tagId: string): Promise<boolean> {
  await holdUpkeep(ctx);
  const rule = await readTagRule(ctx, tagId, { lock: true });
  if (!rule || rule.settled) return false;
  const { segmentId, checkedTo } = rule;
  const piece = { after: checkedTo, limit: customersAPiece };
  const members = segmentId === null ? [] : await membersBeyond(ctx, segmentId, piece);
  const carriers = await carriersByRule(ctx, tagId, piece);
  const end = endOf(members, carriers);
  const upToEnd = (ids: string[]) => ids.filter((id) => end === undefined || BigInt(id) <= end);
  await tagByRule(ctx, tagId, upToEnd(members));
  await untagByRule(ctx, tagId, await notMembers(ctx, upToEnd(carriers), segmentId));
  await noteChecked(ctx, tagId, end?.toString());
  if (end !== undefined) return true;
  if (segmentId === null) {
    await deleteTagRule(ctx, tagId);
    await endTagRule(ctx, tagId);
  }
  return false;
}

/** The customer up to whom all of these were read; undefined where each was read to its end. */
function endOf(...pieces: string[][]): bigint | undefined {
  const ends = pieces.flatMap((ids) => (ids.length === customersAPiece ? [BigInt(ids.at(-1)!)] : []));
  return ends.length === 0 ? undefined : ends.reduce((least, end) => (end < least ? end : least));
}

function* inPieces<T>(all: readonly T[]): Iterable<T[]> {
  for (let at = 0; at < all.length; at += customersAPiece) yield all.slice(at, at + customersAPiece);
}
