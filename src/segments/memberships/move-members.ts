import type { Context } from '#platform/db/context.ts';
import { ensureMonths } from '#platform/db/partitions.queries.ts';
import { momentAt } from '../rules/moment.ts';
import { tagMoved } from '../tag-rules/follow-segments.ts';
import {
  addCounts,
  deleteMembers,
  insertMembers,
  type Move,
  type Moved,
  membersOf,
} from './write-members.queries.ts';

/** As many as one event names. */
const idsAnEvent = 1_000;

export interface Moves {
  enter?: readonly Move[];
  leave?: readonly Move[];
  /** Segments whose count is noted although nobody may have moved. */
  counted?: readonly string[];
}

/**
 * Moves members, and in the same transaction notes it, counts it and tells it: who is in already does not enter, who is
 * out already does not leave. Gives back who moved.
 */
export async function moveMembers(
  ctx: Context,
  { enter = [], leave = [], counted = [] }: Moves,
): Promise<Moved[]> {
  const now = ctx.clock.now();
  if (enter.length + leave.length > 0) await ensureMonths(ctx.tx, 'segments.movements', now, now);
  const entered = await insertMembers(ctx, enter);
  const left = await deleteMembers(ctx, leave);
  if (entered.length + left.length > 0) await tagMoved(ctx, entered, left);
  const ids = new Set([...counted, ...[...entered, ...left].map(({ segmentId }) => segmentId)]);
  if (ids.size === 0) return [];
  const countOf = (moved: readonly Moved[], id: string) =>
    moved.filter(({ segmentId }) => segmentId === id).length;
  const { timeZone } = await ctx.organisation();
  await addCounts(
    ctx,
    momentAt(now, timeZone).today,
    [...ids]
      .toSorted((one, other) => Number(one) - Number(other))
      .map((id) => ({ id, entered: countOf(entered, id), left: countOf(left, id) })),
  );
  for (const payload of chunksOf(entered)) await ctx.emit('segments.customers_entered', payload);
  for (const payload of chunksOf(left)) await ctx.emit('segments.customers_left', payload);
  return [...entered, ...left];
}

function chunksOf(moved: readonly Moved[]): { segmentId: string; cause: string; ids: string[] }[] {
  const groups = Map.groupBy(moved, ({ segmentId, cause }) => `${segmentId} ${cause}`);
  return [...groups.values()].flatMap((group) => {
    const { segmentId, cause } = group[0]!;
    const ids = group.map(({ customerId }) => customerId);
    return Array.from({ length: Math.ceil(ids.length / idsAnEvent) }, (_, at) => ({
      ...{ segmentId, cause, ids: ids.slice(at * idsAnEvent, (at + 1) * idsAnEvent) },
    }));
  });
}

/** Puts the members of one list into another one. */
export async function copyMembers(ctx: Context, from: string, to: string): Promise<void> {
  const ids = await membersOf(ctx, from);
  const enter = ids.map((customerId) => ({
    segmentId: to,
    customerId,
    cause: 'made' as const,
    because: null,
  }));
  await moveMembers(ctx, { enter, counted: [to] });
}
