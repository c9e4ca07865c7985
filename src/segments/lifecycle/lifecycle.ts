import { refuseNarrowReach } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { OutputOf } from '#platform/http/contract.ts';
import { mostQueued, queueCustomers } from '../memberships/queue.queries.ts';
import { holdUpkeep, lookThroughSoon } from '../memberships/upkeep.queries.ts';
import { reachedByRule } from '../rules/rule-reach.queries.ts';
import type { Rule } from '../rules/rule-tree.contract.ts';
import { askingOf } from '../rules/rules.ts';
import { refuseTagCircles } from '../tag-rules/refuse-circles.ts';
import { givenStages, type StageRule } from './given-stages.ts';
import type { LifecycleSettings, lifecycleContract } from './lifecycle.contract.ts';
import {
  type Asking,
  askForStages,
  countMoves,
  noteStaged,
  readLifecycle,
  type StoredLifecycle,
  storeStages,
  writeStageRules,
} from './lifecycle.queries.ts';
import { tellMoved } from './tell-moved.ts';

type Endpoints = (typeof lifecycleContract)['endpoints'];

const leastPauseMs = 60_000;

/** The settings as pages show them. */
export function settingsOf({ stages, version }: StoredLifecycle): LifecycleSettings {
  return { stages: [...(stages ?? givenStages)], isGiven: stages === null, version };
}

/** All rules as one: what is read for any of them. */
export const together = (stages: readonly StageRule[]) => ({ any: stages.map(({ rule }) => rule) });

/** What the rules of stages are asked with; refuses as the asking of one rule does. */
function askingOfStages(ctx: Context, stages: readonly StageRule[]): Promise<Asking & { whole: Rule }> {
  return askingOf(ctx, together(stages));
}

/** How many would move by other rules, of those whom the actor reaches. */
export async function previewLifecycle(
  ctx: Context,
  { stages }: { stages: StageRule[] },
): Promise<OutputOf<Endpoints['previewLifecycle']>> {
  const asking = await askingOfStages(ctx, stages);
  const flows = await countMoves(ctx, stages, asking, reachedByRule(ctx, asking.whole));
  const moved = flows
    .filter(({ from, to }) => from !== to)
    .reduce((total, { customers }) => total + customers, 0);
  return { moved, flows };
}

/**
 * Changes the rules of stages, of everybody: hence by those who may change all. Fails with customers.needs_all,
 * segments.version_conflict and segments.tag_in_circles, and as the asking of a rule does.
 */
export async function editLifecycle(
  ctx: Context,
  { stages }: { stages: StageRule[] | null },
): Promise<LifecycleSettings> {
  refuseNarrowReach(ctx);
  if (stages) await askingOfStages(ctx, stages);
  if (!(await writeStageRules(ctx, ctx.ifMatch ?? '', stages)))
    throw fail('conflict', 'segments.version_conflict');
  await refuseTagCircles(ctx);
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
  const { computedAt } = (await readLifecycle(ctx)).state;
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
  const stages = stored.stages ?? givenStages;
  const asking = await askingOfStages(ctx, stages);
  const { today } = asking.moment;
  if (!stored.state.computing && stored.state.computedFor === today) return undefined;
  const { version, appliedVersion, asked } = stored;
  const began = performance.now();
  const moves = await storeStages(ctx, stages, asking, { byRules: appliedVersion !== version });
  const tookMs = Math.round(performance.now() - began);
  if (appliedVersion !== null) await tellMoved(ctx, moves);
  const ids = moves.flatMap((move) => move.ids);
  await (ids.length > mostQueued ? lookThroughSoon(ctx) : queueCustomers(ctx, ids));
  await noteStaged(ctx, { asked, version, day: today, tookMs });
  return { moved: ids.length };
}
