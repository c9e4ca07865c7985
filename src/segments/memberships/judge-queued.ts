import type { Context } from '#platform/db/context.ts';
import { findingsIn } from '../rules/check-rule.ts';
import { judgeRule } from '../rules/judge-rule.ts';
import { momentAt } from '../rules/moment.ts';
import { loadPeople } from '../rules/people.queries.ts';
import type { Person } from '../rules/person.ts';
import { readRuleNames } from '../rules/rule-names.ts';
import { segmentsNamedBy } from '../rules/rule-tree.contract.ts';
import { reasonsOf } from './because.ts';
import { moveMembers } from './move-members.ts';
import { leftForTheBin } from './movements.queries.ts';
import {
  dynamicSegments,
  holdUpkeep,
  membersAmong,
  queueCustomers,
  type RuledSegment,
  takeQueued,
} from './upkeep.queries.ts';
import type { Move } from './write-members.queries.ts';

const customersAChunk = 500;

/**
 * Judges some of the customers who changed by the rules of all dynamic segments, and moves them. The context is that of
 * the system. Gives back how many were judged; 0 where nobody waits. What changes meanwhile has them judged again.
 */
export async function judgeQueued(ctx: Context): Promise<number> {
  await holdUpkeep(ctx);
  const queued = await takeQueued(ctx, customersAChunk);
  if (queued.length === 0) return 0;
  const causes = new Map(queued.map(({ customerId, cause }) => [customerId, cause]));
  const ids = [...causes.keys()];
  const segments = inOrder(await dynamicSegments(ctx));
  const people = await loadPeople(ctx, ids, { withSegments: true });
  const gone = await membersAmong(
    ctx,
    ids.filter((id) => !people.has(id)),
  );
  const back = await leftForTheBin(ctx, [...people.keys()]);
  const judged = await movesOf(ctx, segments, [...people.values()], (id) => causes.get(id)!);
  const because = null;
  await moveMembers(ctx, {
    enter: [...judged.enter, ...back.map((each) => ({ ...each, cause: 'gone' as const, because }))],
    leave: [...judged.leave, ...gone.map((each) => ({ ...each, cause: 'gone' as const, because }))],
  });
  // Rules may stand on lists that they came back into.
  await queueCustomers(
    ctx,
    back.map(({ customerId }) => customerId),
  );
  return ids.length;
}

async function movesOf(
  ctx: Context,
  segments: readonly RuledSegment[],
  people: readonly Person[],
  causeOf: (customerId: string) => 'changed' | 'time',
): Promise<{ enter: Move[]; leave: Move[] }> {
  const names = await readRuleNames(
    ctx,
    segments.map(({ rule }) => rule),
  );
  const { timeZone } = await ctx.organisation();
  const moment = momentAt(ctx.clock.now(), timeZone);
  const askable = segments.filter(
    ({ rule, filledRule, ruleVersion }) =>
      filledRule === ruleVersion && findingsIn(rule, names).every(({ blocks }) => !blocks),
  );
  const moves = { enter: [] as Move[], leave: [] as Move[] };
  for (const person of people) {
    const member = new Set(person.segments);
    for (const { id, rule } of askable) {
      const judged = judgeRule(rule, { ...person, segments: [...member] }, { moment, names });
      if (judged.holds === member.has(id)) continue;
      const move = {
        segmentId: id,
        customerId: person.id,
        cause: causeOf(person.id),
        because: reasonsOf(rule, judged),
      };
      if (judged.holds) member.add(id);
      else member.delete(id);
      moves[judged.holds ? 'enter' : 'leave'].push(move);
    }
  }
  return moves;
}

/** A segment after those that its rule stands on. */
function inOrder(segments: readonly RuledSegment[]): RuledSegment[] {
  const byId = new Map(segments.map((segment) => [segment.id, segment]));
  const ordered = new Map<string, RuledSegment>();
  const seen = new Set<string>();
  const place = (segment: RuledSegment): void => {
    if (seen.has(segment.id)) return;
    seen.add(segment.id);
    for (const id of segmentsNamedBy(segment.rule)) {
      const named = byId.get(id);
      if (named) place(named);
    }
    ordered.set(segment.id, segment);
  };
  for (const segment of segments) place(segment);
  return [...ordered.values()];
}
