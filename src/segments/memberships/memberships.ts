import { customerNames } from '#customers/public.ts';
import { systemActor } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { InputOf, OutputOf } from '#platform/http/contract.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { findingsIn } from '../rules/check-rule.ts';
import { momentAt } from '../rules/moment.ts';
import { readRuleNames } from '../rules/rule-names.ts';
import { explainFor } from '../rules/rules.ts';
import { lastDays } from '../segments/count-members.queries.ts';
import { wholeRuleOf } from '../segments/rules-behind.ts';
import type { StoredSegment } from '../segments/segments.queries.ts';
import { seenSegment } from '../segments/segments.ts';
import { type CountedBy, countedBy, mayRead, reachesEverybody } from '../segments/shown-segments.ts';
import { enteredAt, membersPage, reachedAmong, segmentsOf } from './members.queries.ts';
import type { membershipsContract } from './memberships.contract.ts';
import { movementsOf, movementsOfOne } from './movements.queries.ts';
import { toldMovements } from './told-movements.ts';

type Endpoints = (typeof membershipsContract)['endpoints'];

/**
 * A segment whose members the actor may be told, and whom of them. Fails with segments.segment_not_found, and with
 * segments.segment_not_readable where its rule asks about what the actor may not read.
 */
export async function readableSegment(
  ctx: Context,
  id: string,
): Promise<{ segment: StoredSegment; by: CountedBy }> {
  const segment = await seenSegment(ctx, id);
  const whole = await wholeRuleOf(ctx, segment);
  if (!mayRead(ctx, whole)) throw fail('forbidden', 'segments.segment_not_readable');
  return { segment, by: countedBy(whole) };
}

/** Members that the actor reaches, who came last first. */
export async function listMembers(
  ctx: Context,
  input: InputOf<Endpoints['members']>,
): Promise<OutputOf<Endpoints['members']>> {
  const { by } = await readableSegment(ctx, input.id);
  const cursor = decodeCursor(input.cursor, 'entered', 'instant');
  const rows = await membersPage(ctx, input.id, { by, cursor, limit: input.limit + 1 });
  const kept = rows.slice(0, input.limit);
  const last = kept.at(-1);
  const names = await customerNames(
    ctx,
    kept.map(({ customerId }) => customerId),
  );
  return {
    items: kept.flatMap((row) => {
      const name = names.get(row.customerId);
      return name ? [{ ...row, displayName: name.displayName }] : [];
    }),
    next:
      rows.length > input.limit && last
        ? encodeCursor({ sort: 'entered', value: last.enteredAt, id: last.customerId })
        : null,
  };
}

/** Who came and went, of whom the actor reaches, the last first. */
export async function listMovements(
  ctx: Context,
  input: InputOf<Endpoints['movements']>,
): Promise<OutputOf<Endpoints['movements']>> {
  const { by } = await readableSegment(ctx, input.id);
  const cursor = decodeCursor(input.cursor, 'moved', 'instant');
  const rows = await movementsOf(ctx, input.id, { by, cursor, limit: input.limit + 1 });
  const kept = rows.slice(0, input.limit);
  const told = await toldMovements(ctx, kept);
  const names = await customerNames(
    ctx,
    kept.map(({ customerId }) => customerId),
  );
  const items = told.flatMap((row) => {
    const name = names.get(row.customerId);
    return name ? [{ ...row, displayName: name.displayName }] : [];
  });
  const last = kept.at(-1);
  const isMore = rows.length > input.limit && last;
  return { items, next: isMore ? encodeCursor({ sort: 'moved', value: last.movedAt, id: last.id }) : null };
}

/** The counts of the last days. Fails with segments.reach_too_short for whom does not reach everybody. */
export async function countHistory(
  ctx: Context,
  { id, days }: InputOf<Endpoints['countHistory']>,
): Promise<OutputOf<Endpoints['countHistory']>> {
  const { by } = await readableSegment(ctx, id);
  if (!reachesEverybody(ctx, by)) throw fail('forbidden', 'segments.reach_too_short');
  const { timeZone } = await ctx.organisation();
  const { today } = momentAt(ctx.clock.now(), timeZone);
  return { items: (await lastDays(ctx, [id], today, days)).get(id) ?? [] };
}

/** Why one customer is a member or is none. Fails as `readableSegment` and with customers.not_found. */
export async function explainMembership(
  ctx: Context,
  { id, customerId }: InputOf<Endpoints['membership']>,
): Promise<OutputOf<Endpoints['membership']>> {
  const { segment, by } = await readableSegment(ctx, id);
  if (!(await reachedAmong(ctx, [customerId], by)).has(customerId))
    throw fail('notFound', 'customers.not_found');
  const nodes = await whyNow(ctx, segment, customerId);
  const since = await enteredAt(ctx, id, customerId);
  const movements = await toldMovements(ctx, await movementsOfOne(ctx, id, customerId));
  return { member: since !== null, enteredAt: since, nodes, movements };
}

/**
 * What the rule comes to for one customer now; null where there is none, or it is broken. The rule may name segments that
 * the actor does not see: they count, and are not told.
 */
async function whyNow(
  ctx: Context,
  segment: StoredSegment,
  customerId: string,
): Promise<OutputOf<Endpoints['membership']>['nodes']> {
  const { rule } = segment;
  const whole = await wholeRuleOf(ctx, segment);
  if (!rule || !whole) return null;
  const names = await readRuleNames({ ...ctx, actor: systemActor }, [rule]);
  if (findingsIn(rule, names).some(({ blocks }) => blocks)) return null;
  const { timeZone } = await ctx.organisation();
  const moment = momentAt(ctx.clock.now(), timeZone);
  const shown = await readRuleNames(ctx, [rule]);
  return (await explainFor(ctx, { rule, customerId, whole, moment, names, shown })).nodes;
}

/** The segments of one customer, of those that the actor may see and read. Fails with customers.not_found. */
export async function segmentsOfCustomer(
  ctx: Context,
  { id }: { id: string },
): Promise<OutputOf<Endpoints['segmentsOfCustomer']>> {
  if (!(await reachedAmong(ctx, [id], 'customers')).has(id)) throw fail('notFound', 'customers.not_found');
  const withOrders = (await reachedAmong(ctx, [id], 'orders')).has(id);
  const items = [];
  for (const { rule, lost, former, ...segment } of await segmentsOf(ctx, id)) {
    const whole = await wholeRuleOf(ctx, { rule, lost, former });
    if (mayRead(ctx, whole) && (withOrders || countedBy(whole) === 'customers')) items.push(segment);
  }
  return { items };
}
