import { refuseNarrowReach } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { OutputOf } from '#platform/http/contract.ts';
import { gradesFollowStages } from '../grades/grades.ts';
import { refuseGradeCircles } from '../grades/refuse-circles.ts';
import { forgetRemoved } from '../memberships/forget-removed.ts';
import { mostQueued, queueCustomers } from '../memberships/queue.queries.ts';
import { holdUpkeep, lookThroughSoon } from '../memberships/upkeep.queries.ts';
import { checkRule } from '../rules/check-rule.ts';
import { reachedByRule } from '../rules/rule-reach.queries.ts';
import { refuseUnreadable } from '../rules/rule-rights.ts';
import { storedRule } from '../rules/stored-rule.ts';
import { wholeRule } from '../segments/rules-behind.ts';
import { holdRules } from '../segments/segments.queries.ts';
import { withMoved } from '../standing/standing.ts';
import { refuseTagCircles } from '../tag-rules/refuse-circles.ts';
import { askingOfStages } from './asking-of-stages.ts';
import { givenStages, type StageRule, together } from './given-stages.ts';
import { readableStages } from './judge-stages.ts';
import type { LifecycleSettings, lifecycleContract } from './lifecycle.contract.ts';
import {
  askForStages,
  countMoves,
  mostAtOnce,
  movedStages,
  noteStaged,
  readLifecycle,
  type StoredLifecycle,
  storeStages,
  writeStageRules,
} from './lifecycle.queries.ts';
import { refuseStagesOfStages } from './refuse-stage-circles.ts';
import { tellMoved } from './tell-moved.ts';

type Endpoints = (typeof lifecycleContract)['endpoints'];

const leastPauseMs = 60_000;

/** The settings as they are told; of a rule that this version cannot read nobody knows who may be told it. */
export function settingsOf({ stages, version }: StoredLifecycle): LifecycleSettings {
  const shown = (stages ?? givenStages).map(({ stage, rule }) => ({
    stage,
    rule: storedRule(rule) ?? null,
  }));
  return { stages: shown, isGiven: stages === null, version };
}

/**
 * How many would move by other rules, of those whom the actor reaches by them and by those that stages are worked out by.
 * Fails as the asking of all of them does.
 */
export async function previewLifecycle(
  ctx: Context,
  { stages }: { stages: StageRule[] },
): Promise<OutputOf<Endpoints['previewLifecycle']>> {
  const asking = await askingOfStages(ctx, stages);
  refuseStagesOfStages(asking.whole);
  const whole = await wholeRule(ctx, asking.whole, 'stage');
  refuseUnreadable(ctx, whole ?? asking.whole);
  return withMoved(await countMoves(ctx, stages, asking, reachedByRule(ctx, whole)));
}

/**
 * Changes the rules of stages, of everybody: hence by those who may change all. Fails with customers.needs_all,
 * segments.version_conflict, segments.tag_in_circles, segments.stages_in_circles and segments.grades_in_circles, and as the
 * asking of a rule does.
 */
export async function editLifecycle(
  ctx: Context,
  { stages }: { stages: StageRule[] | null },
): Promise<LifecycleSettings> {
  refuseNarrowReach(ctx);
  await holdRules(ctx);
  const asking = stages && (await askingOfStages(ctx, stages));
  if (!(await writeStageRules(ctx, ctx.ifMatch ?? '', stages)))
    throw fail('conflict', 'segments.version_conflict');
  await refuseTagCircles(ctx);
  await refuseGradeCircles(ctx);
  if (asking) refuseStagesOfStages(asking.whole);
  await ctx.audit('segments.lifecycle_changed', 'lifecycle', { stages });
  await enqueueStages(ctx);
  return settingsOf(await readLifecycle(ctx));
}

/** Asks for the stages anew. */
export async function askForLifecycle(ctx: Context): Promise<StoredLifecycle['state']> {
  await askForStages(ctx);
  await enqueueStages(ctx);
  return (await readLifecycle(ctx)).state;
}

/**
 * Has the stages of everybody worked out soon, once a minute at most: something changed of too many to judge them one by
 * one.
 */
export async function stageEverybodySoon(ctx: Context): Promise<void> {
  await askForStages(ctx);
  await enqueueSoon(ctx, (await readLifecycle(ctx)).state);
}

/**
 * Has stages that stood still for a broken rule worked out soon, where all rules name what is there again. The context is
 * that of the system.
 */
export async function resumeStages(ctx: Context): Promise<void> {
  const { stages, state } = await readLifecycle(ctx);
  const readable = readableStages(stages);
  if (!state.computing || !readable) return;
  const rule = together(readable);
  const findings = await checkRule(ctx, rule);
  const isAskable = !findings.some(({ blocks }) => blocks) && (await wholeRule(ctx, rule));
  if (isAskable) await enqueueSoon(ctx, state);
}

async function enqueueSoon(ctx: Context, { computedAt }: StoredLifecycle['state']): Promise<void> {
  const runAt = new Date(Math.max(ctx.clock.now().getTime(), Date.parse(computedAt ?? '0') + leastPauseMs));
  await enqueueStages(ctx, { runAt });
}

function enqueueStages(ctx: Context, at: { runAt?: Date } = {}): Promise<void> {
  return ctx.enqueue('segments.compute_stages', {}, { key: 'segments.compute_stages', ...at });
}

/**
 * Works the stages of everybody out where somebody asked for that or a new day has begun in the organisation's time zone;
 * gives nothing where they stand. Whoever judges customers waits. Who moved is told, but not when stages are worked out
 * for the very first time, and judged by the segments. Fails as the asking of a rule does, and leaves the stages as they were.
 */
export async function computeStages(ctx: Context): Promise<{ moved: number } | undefined> {
  await holdUpkeep(ctx);
  const stored = await readLifecycle(ctx);
  const stages = readableStages(stored.stages);
  if (!stages) throw fail('invalid', 'segments.rule_not_askable');
  const asking = await askingOfStages(ctx, stages);
  const { today } = asking.moment;
  if (!stored.state.computing && stored.state.computedFor === today) return undefined;
  const { version, appliedVersion } = stored;
  const began = performance.now();
  const moved = await storeStages(ctx, stages, asking, { byRules: appliedVersion !== version });
  const tookMs = Math.round(performance.now() - began);
  await followMoved(ctx, moved, { isTold: appliedVersion !== null });
  await noteStaged(ctx, stored, { day: today, tookMs });
  // Both begin with the day, and at the start of a server at once: grades of today may go by the stages of yesterday.
  if (moved > 0 && stored.state.computedFor !== today) await gradesFollowStages(ctx);
  return { moved };
}

/**
 * Tells who moved, and has them judged by the segments, where they are not too many one by one. Of who left their stage
 * and is gone for good nothing is kept.
 */
async function followMoved(ctx: Context, moved: number, { isTold }: { isTold: boolean }): Promise<void> {
  const areMany = moved > mostQueued;
  const toJudge: string[] = [];
  for (let after = 0; after < moved && (isTold || !areMany); after += mostAtOnce) {
    const piece = await movedStages(ctx, { after });
    if (isTold) await tellMoved(ctx, piece);
    for (const { to, ids } of piece) if (to === null) await forgetRemoved(ctx, ids);
    if (!areMany) toJudge.push(...piece.flatMap(({ ids }) => ids));
  }
  await (areMany ? lookThroughSoon(ctx) : queueCustomers(ctx, toJudge));
}
