import { isDeepStrictEqual } from 'node:util';
import type { Context } from '#platform/db/context.ts';
import { findingsIn } from '../rules/check-rule.ts';
import type { RuleNames } from '../rules/rule-names.ts';
import type { Finding } from '../rules/rules.contract.ts';
import { type RuledSegment, writeFindings } from './upkeep.queries.ts';

/** What keeps a rule from being asked: what it names in vain, or that it cannot be read. */
export function brokenBy({ id, rule }: Pick<RuledSegment, 'id' | 'rule'>, names: RuleNames): Finding[] {
  if (!rule) return [{ kind: 'segment', name: id, path: [], problem: 'unfit', blocks: true }];
  return findingsIn(rule, names).filter(({ blocks }) => blocks);
}

/**
 * Notes what is wrong with the rule of a segment by now; the owner of one that was sound is told. One whose rule is mended
 * is worked out anew.
 */
export async function noteFindings(
  ctx: Context,
  segment: RuledSegment,
  findings: readonly Finding[],
): Promise<void> {
  const { id, ownerId, findings: before } = segment;
  if (isDeepStrictEqual(findings, before) || !(await writeFindings(ctx, segment, findings))) return;
  if (before.length > 0 || findings.length === 0 || ownerId === null) return;
  const subject = { segmentId: id };
  await ctx.notify([{ userId: ownerId, kind: 'segments.segment_broken', key: `segment:${id}`, subject }]);
}
