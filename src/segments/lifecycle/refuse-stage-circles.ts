import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { type Rule, segmentsNamedBy } from '../rules/rule-tree.contract.ts';
import { asksAbout, wholeOfStored } from '../segments/rules-behind.ts';
import { givenStages } from './given-stages.ts';
import { readLifecycle } from './lifecycle.queries.ts';

/** A stage would follow from itself. Fails with segments.stages_in_circles where what stages stand on, given as a whole, asks for one. */
export function refuseStagesOfStages(whole: Rule): void {
  if (asksAbout(whole, 'stage')) throw fail('conflict', 'segments.stages_in_circles');
}

/** The same of a segment that gets another rule, which is given with all that it stands on. */
export async function refuseStagesBehindStages(ctx: Context, segmentId: string, whole: Rule): Promise<void> {
  const stored = (await readLifecycle(ctx)).stages ?? givenStages;
  const { known, whole: behind } = await wholeOfStored(
    ctx,
    stored.map(({ rule }) => rule),
  );
  if (segmentsNamedBy(behind ?? known).includes(segmentId)) refuseStagesOfStages(whole);
}
