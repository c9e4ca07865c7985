import { isDeepStrictEqual } from 'node:util';
import { systemActor } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { dynamicSegments, holdUpkeep, writeFindings } from '../memberships/upkeep.queries.ts';
import { findingsIn } from '../rules/check-rule.ts';
import { readRuleNames } from '../rules/rule-names.ts';

/**
 * Looks whether the rules of dynamic segments still name what is there. A segment whose rule does not keeps its members as
 * they are, and its owner is told once; one whose rule does again is worked out anew.
 */
export async function checkSegments(given: Context): Promise<void> {
  const ctx = { ...given, actor: systemActor };
  await holdUpkeep(ctx);
  const segments = await dynamicSegments(ctx);
  const names = await readRuleNames(
    ctx,
    segments.map(({ rule }) => rule),
  );
  for (const { id, rule, findings: before, ownerId } of segments) {
    const findings = findingsIn(rule, names).filter(({ blocks }) => blocks);
    if (isDeepStrictEqual(findings, before)) continue;
    await writeFindings(ctx, id, findings);
    if (before.length > 0 || findings.length === 0 || ownerId === null) continue;
    const subject = { segmentId: id };
    await ctx.notify([{ userId: ownerId, kind: 'segments.segment_broken', key: `segment:${id}`, subject }]);
  }
}
