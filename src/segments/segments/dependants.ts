import { refuseUnreadableFields, tagsMeantBy } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { segmentsWhoseRule } from '../memberships/upkeep.queries.ts';
import { anyContract } from '../rules/conditions/conditions.contract.ts';
import { conditionsOf, type Rule, segmentsNamedBy } from '../rules/rule-tree.contract.ts';
import { readableRules } from '../rules/stored-rule.ts';
import { rulesOfStanding } from '../standing/check-standing.ts';
import { standings } from '../standing/standing-still.queries.ts';
import { tagsFollowing } from '../tag-rules/tag-rules.queries.ts';
import type { Dependants } from './segments.contract.ts';
import { segmentNames } from './segments.queries.ts';
import { seenSegment } from './segments.ts';

/** What stands still once this segment is archived: what names it, or follows it. Fails with segments.segment_not_found. */
export async function dependantsOf(ctx: Context, { id }: { id: string }): Promise<Dependants> {
  await seenSegment(ctx, id);
  const following = await tagsFollowing(ctx, [id]);
  const tags = await tagsMeantBy(
    ctx,
    following.map(({ tagId }) => tagId),
  );
  const named = await standOn(ctx, (rule) => segmentsNamedBy(rule).includes(id));
  return { ...named, tags: [...tags.values()] };
}

/** The same of a custom field of customers. Fails with customers.field_not_readable. */
export async function fieldDependants(ctx: Context, { key }: { key: string }): Promise<Dependants> {
  refuseUnreadableFields(ctx, [`field.${key}`]);
  const named = await standOn(ctx, (rule) =>
    conditionsOf(rule).some(({ condition }) =>
      anyContract(condition)
        .names(condition)
        .some(({ kind, name }) => kind === 'customField' && name === key),
    ),
  );
  return { ...named, tags: [] };
}

/** The segments whose rules are so, and whether a rule of stages or of grades is. */
async function standOn(ctx: Context, isSo: (rule: Rule) => boolean): Promise<Omit<Dependants, 'tags'>> {
  const ids = await segmentsWhoseRule(ctx, isSo);
  const { used } = await segmentNames(ctx, ids);
  const found: Dependants['standings'] = [];
  for (const of of standings) if (readableRules(await rulesOfStanding[of](ctx)).some(isSo)) found.push(of);
  return { segments: ids.map((id) => ({ id, name: used.get(id) ?? null })), standings: found };
}
