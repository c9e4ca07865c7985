import type { Context } from '#platform/db/context.ts';
import { findingsIn } from '../rules/check-rule.ts';
import { type CompiledRule, compileRule } from '../rules/compile-rule.queries.ts';
import { momentAt } from '../rules/moment.ts';
import { readRuleNames } from '../rules/rule-names.ts';
import type { Rule } from '../rules/rule-tree.contract.ts';
import { differences, idsMeant } from './differences.queries.ts';
import { freshAnswer } from './fresh-answer.queries.ts';
import { moveMembers } from './move-members.ts';
import { nextDue } from './next-due.ts';
import {
  holdUpkeep,
  queueCustomers,
  type RuledSegment,
  readRuled,
  writeFilled,
  writeFindings,
  writePassed,
} from './upkeep.queries.ts';
import { membersOf } from './write-members.queries.ts';

const patienceMs = 600_000;
const idsAtOnce = 5_000;

/**
 * Works out the members of a segment that is new, whose rule changed, or that stood still. The context is that of the
 * system. False where there is nothing to do. Whoever judges customers waits meanwhile, so that what changes after the
 * answer is judged by the new rule.
 */
export async function fillSegment(ctx: Context, id: string): Promise<boolean> {
  await holdUpkeep(ctx);
  const segment = await readRuled(ctx, id, { lock: true });
  if (!segment || segment.filledRule === segment.ruleVersion) return false;
  const compiled = await compiledFor(ctx, segment);
  if (!compiled) return false;
  const found = await freshAnswer(ctx, idsMeant(compiled), patienceMs);
  const meant = new Set(found.flatMap(({ ids }) => ids.split(',')));
  const isNew = segment.filledRule === null;
  const members = new Set(await membersOf(ctx, id));
  const cause = isNew && members.size === 0 ? 'made' : 'rule';
  const moves = (ids: readonly string[]) =>
    ids.map((customerId) => ({ segmentId: id, customerId, cause, because: null }) as const);
  await moveMembers(ctx, { counted: [id] });
  for (const enter of inPieces(moves([...meant].filter((each) => !members.has(each)))))
    await moveMembers(ctx, { enter });
  for (const leave of inPieces(moves([...members].filter((each) => !meant.has(each)))))
    await moveMembers(ctx, { leave });
  await writeFilled(ctx, segment, await dueAfter(ctx, segment.rule));
  return true;
}

/**
 * Looks through a segment for whom only time moved, and for what changed of too many to name them: they are judged one by
 * one, since more may have changed by now. Gives back how many it suspects.
 */
export async function lookThrough(ctx: Context, id: string): Promise<number> {
  const segment = await readRuled(ctx, id);
  if (segment?.kind !== 'dynamic' || segment.filledRule !== segment.ruleVersion) return 0;
  const compiled = await compiledFor(ctx, segment);
  if (!compiled) return 0;
  const found = await freshAnswer(ctx, differences(compiled, id), patienceMs);
  const suspects = found.flatMap(({ ids }) => ids.split(','));
  // Whoever judges has taken customers off the queue, and waits for the segment.
  await holdUpkeep(ctx);
  for (const ids of inPieces(suspects)) await queueCustomers(ctx, ids, 'time');
  await writePassed(ctx, id, await dueAfter(ctx, segment.rule));
  return suspects.length;
}

/** Undefined where the rule names what is gone: that is noted, and members stay as they are. */
async function compiledFor(ctx: Context, { id, rule }: RuledSegment): Promise<CompiledRule | undefined> {
  const names = await readRuleNames(ctx, [rule]);
  const blocking = findingsIn(rule, names).filter(({ blocks }) => blocks);
  if (blocking.length > 0) {
    await writeFindings(ctx, id, blocking);
    return undefined;
  }
  const { timeZone } = await ctx.organisation();
  return compileRule(rule, momentAt(ctx.clock.now(), timeZone), names);
}

async function dueAfter(ctx: Context, rule: Rule): Promise<string> {
  const { timeZone } = await ctx.organisation();
  return nextDue(rule, momentAt(ctx.clock.now(), timeZone));
}

function* inPieces<T>(all: readonly T[]): Iterable<T[]> {
  for (let at = 0; at < all.length; at += idsAtOnce) yield all.slice(at, at + idsAtOnce);
}
