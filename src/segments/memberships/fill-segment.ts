import type { Context } from '#platform/db/context.ts';
import { stageEverybodySoon } from '../lifecycle/lifecycle.ts';
import { type CompiledRule, compileRule } from '../rules/compile-rule.queries.ts';
import { type Moment, momentAt } from '../rules/moment.ts';
import { readRuleNames } from '../rules/rule-names.ts';
import type { Rule } from '../rules/rule-tree.contract.ts';
import { differences, idsMeant } from './differences.queries.ts';
import { freshAnswer } from './fresh-answer.queries.ts';
import { moveMembers } from './move-members.ts';
import { nextDue } from './next-due.ts';
import { brokenBy, noteFindings } from './note-findings.ts';
import { mostQueued, queueCustomers } from './queue.queries.ts';
import { rulesOn } from './rules-on.ts';
import { type StagedMoves, stagedMoves, stageMoves } from './staged-moves.queries.ts';
import {
  type Due,
  holdUpkeep,
  lookThroughNow,
  type RuledSegment,
  readRuled,
  writeFilled,
  writePassed,
} from './upkeep.queries.ts';

const timeoutMs = 600_000;
const idsAtOnce = 5_000;

/**
 * Works out the members of a segment that is new, whose rule changed, or that stood still. The context is that of the
 * system. False where there is nothing to do, or the rule became another meanwhile. Whoever judges customers waits, so that
 * what changes after the answer is judged by the new rule; whoever edits segments does not.
 */
export async function fillSegment(ctx: Context, id: string): Promise<boolean> {
  await holdUpkeep(ctx);
  const asked = await readRuled(ctx, id);
  if (!asked || asked.filledRule === asked.ruleVersion) return false;
  const found = await compiledFor(ctx, asked);
  if (!found) return false;
  const rows = await freshAnswer(ctx, idsMeant(found.compiled), { timeoutMs });
  const segment = await readRuled(ctx, id, { lock: true });
  if (segment?.ruleVersion !== asked.ruleVersion) return false;
  const staged = await stageMoves(ctx, id, rows);
  await moveMembers(ctx, { counted: [id] });
  await moveStaged(ctx, segment, staged);
  await writeFilled(ctx, segment, nextDue(found.rule, found.moment));
  await tellThoseNaming(ctx, id, staged.count);
  return true;
}

async function moveStaged(
  ctx: Context,
  { id, filledRule }: RuledSegment,
  { count, hadMembers }: StagedMoves,
): Promise<void> {
  const cause = filledRule === null && !hadMembers ? 'made' : 'rule';
  for (let after = 0; after < count; after += idsAtOnce) {
    const piece = await stagedMoves(ctx, { after, limit: idsAtOnce });
    const moves = (way: boolean) =>
      piece
        .filter(({ enters }) => enters === way)
        .map(({ customerId }) => ({ segmentId: id, customerId, cause, because: null }) as const);
    await moveMembers(ctx, { enter: moves(true), leave: moves(false) });
  }
}

/** Whoever moved, as many as are staged, may move by other rules too. */
async function tellThoseNaming(ctx: Context, id: string, moved: number): Promise<void> {
  if (moved === 0) return;
  const { segments, stages } = await rulesOn(ctx, id);
  if (segments.length === 0 && !stages) return;
  if (moved <= mostQueued) {
    const all = await stagedMoves(ctx, { after: 0, limit: mostQueued });
    return queueCustomers(
      ctx,
      all.map(({ customerId }) => customerId),
    );
  }
  await lookThroughNow(ctx, segments);
  if (stages) await stageEverybodySoon(ctx);
}

/**
 * Looks through a segment for whom only time moved, and for what changed of too many to name them: they are judged one by
 * one, since more may have changed by now. What changed `since` it was found due is for others to look for, or has made it
 * due anew. Gives back how many it suspects.
 */
export async function lookThrough(ctx: Context, { id, dueAt, since }: Due): Promise<number> {
  const segment = await readRuled(ctx, id);
  if (segment?.kind !== 'dynamic' || segment.filledRule !== segment.ruleVersion) return 0;
  const found = await compiledFor(ctx, segment);
  if (!found) return 0;
  const rows = await freshAnswer(ctx, differences(found.compiled, id), { timeoutMs, since });
  const suspects = rows.flatMap(({ ids }) => ids.split(','));
  // Whoever judges has taken customers off the queue, and waits for the segment.
  await holdUpkeep(ctx);
  await queueCustomers(ctx, suspects, segment.dueCause);
  await writePassed(ctx, { ...segment, dueAt }, nextDue(found.rule, found.moment));
  return suspects.length;
}

/**
 * Undefined where the rule is broken: that is noted, and members stay as they are. When to look again follows from the
 * moment that it is asked with: a day may begin before the answer is written.
 */
async function compiledFor(
  ctx: Context,
  segment: RuledSegment,
): Promise<{ rule: Rule; moment: Moment; compiled: CompiledRule } | undefined> {
  const { rule } = segment;
  const names = await readRuleNames(ctx, rule ? [rule] : []);
  const findings = brokenBy(segment, names);
  await noteFindings(ctx, segment, findings);
  if (!rule || findings.length > 0) return undefined;
  const { timeZone } = await ctx.organisation();
  const moment = momentAt(ctx.clock.now(), timeZone);
  return { rule, moment, compiled: compileRule(rule, moment, names) };
}
