import { actorName } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { refuseUnwritable } from '../fields/field-rights.ts';
import { refuseNarrowReach } from '../profiles/needs-all.ts';
import { customerExists, kindsOf, refuseUnchangeable } from '../profiles/profiles.queries.ts';
import type { PossibleDuplicate } from './duplicates.contract.ts';
import { deleteShared, insertShared, listPairs, pairsOf, writeState } from './duplicates.queries.ts';

const sort = 'newest';

interface PairsInput {
  state: 'open' | 'different';
  importId?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** One page of pairs, newest first. Fails with platform.wrong_cursor. */
export async function possibleDuplicates(
  ctx: Context,
  input: PairsInput,
): Promise<{ items: PossibleDuplicate[]; next: string | null }> {
  const before = readCursor(input.cursor);
  const rows = await listPairs(ctx, { ...input, before, limit: input.limit + 1 });
  const items = rows.slice(0, input.limit);
  const last = items.at(-1);
  const more = rows.length > input.limit && last;
  const value = `${last?.createdAt} ${last?.customer.id}`;
  return { items, next: more ? encodeCursor({ sort, value, id: last.other.id }) : null };
}

/** Pairs of one moment and customer are told apart by the other one, so the cursor holds all three. */
function readCursor(text: string | undefined) {
  const cursor = decodeCursor(text, sort);
  if (!cursor) return undefined;
  const [, at, id] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z) (\d{1,18})$/.exec(cursor.value ?? '') ?? [];
  if (!at || !id || Number.isNaN(Date.parse(at))) throw fail('invalid', 'platform.wrong_cursor');
  return { at, id, otherId: cursor.id };
}

/** The pairs that a customer stands in, at most 20; one in the bin stands in none. Fails with customers.not_found. */
export async function pairsOfCustomer(
  ctx: Context,
  { id }: { id: string },
): Promise<{ items: PossibleDuplicate[] }> {
  if (!(await customerExists(ctx, id, 'any'))) throw fail('notFound', 'customers.not_found');
  return { items: await pairsOf(ctx, id) };
}

/**
 * Says what two customers are to each other: `different` people, or once more `open`. Fails with
 * customers.pair_not_found where they are no pair or the actor may not see both.
 */
export async function judge(
  ctx: Context,
  input: { id: string; otherId: string; state: 'open' | 'different' },
): Promise<PossibleDuplicate> {
  const { id, otherId, state } = input;
  const seen = await kindsOf(ctx, [id, otherId]);
  if (seen.size < 2 || !(await writeState(ctx, id, otherId, state)))
    throw fail('notFound', 'customers.pair_not_found');
  await refuseUnchangeable(ctx, id);
  await refuseUnchangeable(ctx, otherId);
  await ctx.audit('customers.judge_duplicate', `customer:${id}`, { otherId, state });
  return (await pairsOf(ctx, id, otherId))[0]!;
}

/**
 * Marks a phone or an e-mail as shared by several people, or takes the mark away. A shared value unifies nobody
 * from now on; who was unified by it before stays so.
 */
export async function share(
  ctx: Context,
  input: { kind: 'phone' | 'email'; value: string; isShared: boolean },
): Promise<{ kind: 'phone' | 'email'; value: string; isShared: boolean }> {
  refuseNarrowReach(ctx);
  refuseUnwritable(ctx, [input.kind]);
  const changed = input.isShared
    ? await insertShared(ctx, input, actorName(ctx.actor))
    : await deleteShared(ctx, input);
  if (changed)
    await ctx.audit(input.isShared ? 'customers.share_value' : 'customers.unshare_value', 'shared_values', {
      kind: input.kind,
      value: input.value,
    });
  return input;
}
