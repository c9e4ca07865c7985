import { tagsMeantBy } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import type { OutputOf } from '#platform/http/contract.ts';
import { segmentsNaming } from '../memberships/upkeep.queries.ts';
import { segmentsNamedBy } from '../rules/rule-tree.contract.ts';
import { readableRules } from '../rules/stored-rule.ts';
import { rulesOfStanding } from '../standing/check-standing.ts';
import { standings } from '../standing/standing-still.queries.ts';
import { tagsFollowing } from '../tag-rules/tag-rules.queries.ts';
import type { segmentsContract } from './segments.contract.ts';
import { segmentNames } from './segments.queries.ts';
import { seenSegment } from './segments.ts';

type Dependants = OutputOf<(typeof segmentsContract)['endpoints']['dependants']>;

/** What stands still once this segment is archived: what names it, or follows it. Fails with segments.segment_not_found. */
export async function dependantsOf(ctx: Context, { id }: { id: string }): Promise<Dependants> {
  await seenSegment(ctx, id);
  const naming = await segmentsNaming(ctx, id);
  const { used } = await segmentNames(ctx, naming);
  const following = await tagsFollowing(ctx, [id]);
  const tags = await tagsMeantBy(
    ctx,
    following.map(({ tagId }) => tagId),
  );
  const found: Dependants['standings'] = [];
  for (const of of standings) {
    const rules = readableRules(await rulesOfStanding[of](ctx));
    if (rules.some((rule) => segmentsNamedBy(rule).includes(id))) found.push(of);
  }
  return {
    segments: naming.map((each) => ({ id: each, name: used.get(each) ?? null })),
    tags: [...tags.values()],
    standings: found,
  };
}
