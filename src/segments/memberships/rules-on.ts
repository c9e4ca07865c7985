import type { Context } from '#platform/db/context.ts';
import { segmentsBehindStages, stagesToJudge } from '../lifecycle/judge-stages.ts';
import { segmentsNaming } from './upkeep.queries.ts';

/** What stands on a segment: dynamic segments whose rules name it, and whether rules of stages do or may come to. */
export async function rulesOn(ctx: Context, id: string): Promise<{ segments: string[]; stages: boolean }> {
  const stages = await stagesToJudge(ctx);
  return {
    segments: await segmentsNaming(ctx, id),
    stages: !stages || segmentsBehindStages(stages).includes(id),
  };
}
