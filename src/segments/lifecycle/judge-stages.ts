import type { Context } from '#platform/db/context.ts';
import { judgeRule } from '../rules/judge-rule.ts';
import type { Moment } from '../rules/moment.ts';
import type { Person } from '../rules/person.ts';
import type { RuleNames } from '../rules/rule-names.ts';
import { segmentsNamedBy } from '../rules/rule-tree.contract.ts';
import { storedRule } from '../rules/stored-rule.ts';
import { givenStages, type StageRule } from './given-stages.ts';
import {
  askForStages,
  readLifecycle,
  type Staged,
  type StoredStage,
  writeJudgedStages,
} from './lifecycle.queries.ts';
import { tellMoved } from './tell-moved.ts';

/**
 * The rules by which the stages of single customers are judged; undefined where everybody is yet to be judged by them at
 * once, which is told as the cause, and where one cannot be read.
 */
export async function stagesToJudge(ctx: Context): Promise<StageRule[] | undefined> {
  const { stages, version, appliedVersion } = await readLifecycle(ctx);
  if (appliedVersion !== version) return undefined;
  return readableStages(stages);
}

/** The stages that are stored, or else those given; undefined where this version cannot read a rule. */
export function readableStages(stored: readonly StoredStage[] | null): StageRule[] | undefined {
  const stages = stored ?? givenStages;
  const readable = stages.flatMap(({ stage, rule: text }) => {
    const rule = storedRule(text);
    return rule ? [{ stage, rule }] : [];
  });
  return readable.length === stages.length ? readable : undefined;
}

/** Stages stay asked for while somebody is passed over, so that everybody is caught up with once they can be worked out. */
export async function askOnceAskable(ctx: Context): Promise<void> {
  if (!(await readLifecycle(ctx)).state.computing) await askForStages(ctx);
}

/** The segments that the rules of stages are about. */
export function segmentsBehindStages(stages: readonly StageRule[]): string[] {
  return stages.flatMap(({ rule }) => segmentsNamedBy(rule));
}

/** The person in the stage that the first rule that holds gives them, from now on where it is another one than before. */
export function restaged(
  person: Person,
  stages: readonly StageRule[],
  asking: { moment: Moment; names: RuleNames },
): Person {
  const stage = stages.find(({ rule }) => judgeRule(rule, person, asking).holds)?.stage ?? null;
  if (stage === (person.stage?.stage ?? null)) return person;
  const since = asking.moment.now.getTime() * 1_000;
  return { ...person, stage: stage === null ? null : { stage, since } };
}

/** Writes the stages of those who were judged, of `ids` who are no customers any more none, and tells who moved. */
export async function moveStages(
  ctx: Context,
  ids: readonly string[],
  people: readonly Person[],
): Promise<void> {
  const staged = people.map(
    ({ id, stage, values }): Staged => ({
      ...{ customer_id: id, stage: stage?.stage ?? null, orders: values.orders ?? null },
      ...{ cancellations: values.cancellations ?? null, last_order_at: values.last_order_at ?? null },
    }),
  );
  await tellMoved(ctx, await writeJudgedStages(ctx, ids, staged));
}
