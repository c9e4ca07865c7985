import { systemActor } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { brokenBy, noteFindings } from '../memberships/note-findings.ts';
import { holdUpkeep, segmentsToCheck } from '../memberships/upkeep.queries.ts';
import { readRuleNames } from '../rules/rule-names.ts';
import { checkStanding } from '../standing/check-standing.ts';

/**
 * Looks whether the rules that count still name what is there. A segment whose rule does not keeps its members as they are,
 * and its owner is told once; one whose rule does again is worked out anew. The same of stages and grades.
 */
export async function checkSegments(given: Context): Promise<void> {
  const ctx = { ...given, actor: systemActor };
  await holdUpkeep(ctx);
  const segments = await segmentsToCheck(ctx);
  const names = await readRuleNames(
    ctx,
    segments.flatMap(({ rule }) => rule ?? []),
  );
  for (const segment of segments) await noteFindings(ctx, segment, brokenBy(segment, names));
  await checkStanding(ctx);
}
