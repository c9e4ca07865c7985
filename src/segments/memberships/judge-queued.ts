import type { Context } from '#platform/db/context.ts';
import { withSavepoint } from '#platform/db/savepoint.queries.ts';
import type { StageRule } from '../lifecycle/given-stages.ts';
import {
  askOnceAskable,
  moveStages,
  restaged,
  segmentsBehindStages,
  stagesToJudge,
} from '../lifecycle/judge-stages.ts';
import { findingsIn } from '../rules/check-rule.ts';
import { judgeRule } from '../rules/judge-rule.ts';
import { type Moment, momentAt } from '../rules/moment.ts';
import { loadPeople } from '../rules/people.queries.ts';
import type { Person } from '../rules/person.ts';
import { type RuleNames, readRuleNames } from '../rules/rule-names.ts';
import type { Rule } from '../rules/rule-tree.contract.ts';
import { reasonsOf } from './because.ts';
import { forgetRemoved } from './forget-removed.ts';
import { apartFrom } from './in-order.ts';
import { moveMembers } from './move-members.ts';
import { listsToComeBackTo } from './movements.queries.ts';
import { brokenBy } from './note-findings.ts';
import { type Queued, queueCustomers, setAside, takeQueued } from './queue.queries.ts';
import { dynamicSegments, holdUpkeep, membersAmong } from './upkeep.queries.ts';
import type { Move } from './write-members.queries.ts';

const customersAChunk = 500;
const asideMinutes = 60;

export interface Judging {
  judged: number;
  /** Who could not be judged, and why; they are tried again in an hour. */
  aside: { customerId: string; error: unknown }[];
}

interface Asked {
  id: string;
  rule: Rule;
}

/** What all of a chunk are judged with. */
interface Asking {
  /** Those that the rules of stages stand on, which are judged before them. */
  behindStages: Asked[];
  /** Undefined where stages stand still. */
  stages: StageRule[] | undefined;
  segments: Asked[];
  moment: Moment;
  names: RuleNames;
}

/**
 * Judges some of the customers who changed by the rules of all dynamic segments and of the stages, and moves them. The context is that of
 * the system. Whoever cannot be judged is set aside and holds up nobody else. What changes meanwhile has them judged again.
 */
export async function judgeQueued(ctx: Context): Promise<Judging> {
  await holdUpkeep(ctx);
  const queued = await takeQueued(ctx, customersAChunk);
  if (queued.length === 0) return { judged: 0, aside: [] };
  return judgeOrHalve(ctx, queued, await askingNow(ctx));
}

async function askingNow(ctx: Context): Promise<Asking> {
  const dynamic = await dynamicSegments(ctx);
  const stages = await stagesToJudge(ctx);
  const names = await readRuleNames(
    ctx,
    [...dynamic, ...(stages ?? [])].flatMap(({ rule }) => rule ?? []),
    { withCategories: false },
  );
  const { timeZone } = await ctx.organisation();
  const askable = dynamic.flatMap((segment) => {
    const { id, rule, filledRule, ruleVersion } = segment;
    const isAskable = filledRule === ruleVersion && brokenBy(segment, names).length === 0;
    return rule && isAskable ? [{ id, rule }] : [];
  });
  const areAskable =
    stages?.every(({ rule }) => !findingsIn(rule, names).some(({ blocks }) => blocks)) ?? false;
  if (!areAskable) await askOnceAskable(ctx);
  const { behind, others } = apartFrom(askable, segmentsBehindStages(stages ?? []));
  return {
    names,
    moment: momentAt(ctx.clock.now(), timeZone),
    behindStages: behind,
    stages: areAskable ? stages : undefined,
    segments: others,
  };
}

async function judgeOrHalve(ctx: Context, queued: readonly Queued[], asking: Asking): Promise<Judging> {
  try {
    await withSavepoint(ctx.tx, () => judgeChunk(ctx, queued, asking));
    return { judged: queued.length, aside: [] };
  } catch (error) {
    const [only, ...others] = queued;
    if (others.length === 0) {
      await setAside(ctx, only!, asideMinutes);
      return { judged: 0, aside: [{ customerId: only!.customerId, error }] };
    }
    const half = Math.ceil(queued.length / 2);
    const first = await judgeOrHalve(ctx, queued.slice(0, half), asking);
    const second = await judgeOrHalve(ctx, queued.slice(half), asking);
    return { judged: first.judged + second.judged, aside: [...first.aside, ...second.aside] };
  }
}

async function judgeChunk(ctx: Context, queued: readonly Queued[], asking: Asking): Promise<void> {
  const causes = new Map(queued.map(({ customerId, cause }) => [customerId, cause]));
  const ids = [...causes.keys()];
  const people = await loadPeople(ctx, ids, { withSegments: true });
  const absent = ids.filter((id) => !people.has(id));
  const gone = await membersAmong(ctx, absent);
  const back = await listsToComeBackTo(ctx, [...people.keys()]);
  const judged = judgePeople([...people.values()], asking, (id) => causes.get(id)!);
  const because = null;
  await moveMembers(ctx, {
    enter: [...judged.enter, ...back.map((each) => ({ ...each, cause: 'gone' as const, because }))],
    leave: [...judged.leave, ...gone.map((each) => ({ ...each, cause: 'gone' as const, because }))],
  });
  if (asking.stages) await moveStages(ctx, ids, judged.people);
  await forgetRemoved(ctx, absent);
  // Rules may stand on lists that they came back into.
  await queueCustomers(
    ctx,
    back.map(({ customerId }) => customerId),
  );
}

interface JudgedPeople {
  enter: Move[];
  leave: Move[];
  /** With the stages and segments that they come to. */
  people: Person[];
}

function judgePeople(
  people: readonly Person[],
  asking: Asking,
  causeOf: (customerId: string) => Queued['cause'],
): JudgedPeople {
  const { behindStages, stages, segments } = asking;
  const moves = { enter: [] as Move[], leave: [] as Move[] };
  const bySegments = (person: Person, of: readonly Asked[]): Person => {
    const member = new Set(person.segments);
    for (const { id, rule } of of) {
      const judged = judgeRule(rule, { ...person, segments: [...member] }, asking);
      if (judged.holds === member.has(id)) continue;
      if (judged.holds) member.add(id);
      else member.delete(id);
      moves[judged.holds ? 'enter' : 'leave'].push({
        ...{ segmentId: id, customerId: person.id, cause: causeOf(person.id) },
        because: reasonsOf(rule, judged),
      });
    }
    return { ...person, segments: [...member] };
  };
  const judged = people.map((person) => {
    const before = bySegments(person, behindStages);
    return bySegments(stages ? restaged(before, stages, asking) : before, segments);
  });
  return { ...moves, people: judged };
}
