import { tagsMeantBy } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { conditionsOf, type Rule } from '../rules/rule-tree.contract.ts';
import { wholeRule } from '../segments/rules-behind.ts';
import { rulesOfTags } from './tag-rules.queries.ts';

/**
 * A tag that its own rule asks for, itself or by way of segments, stages, grades and other tags, would put itself on and off
 * for ever. Fails with segments.tag_in_circles where one does, by all that is stored now.
 */
export async function refuseTagCircles(ctx: Context): Promise<void> {
  const rules = await rulesOfTags(ctx);
  const named = new Map<string, string[]>();
  for (const [tagId, rule] of rules) named.set(tagId, rule ? await tagsNamedBehind(ctx, rule) : []);
  const comesTo = (start: string, tagId: string, seen: Set<string>): boolean =>
    (named.get(tagId) ?? []).some((next) => {
      if (next === start) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return comesTo(start, next, seen);
    });
  for (const tagId of rules.keys())
    if (comesTo(tagId, tagId, new Set())) throw fail('conflict', 'segments.tag_in_circles');
}

async function tagsNamedBehind(ctx: Context, rule: Rule): Promise<string[]> {
  const whole = (await wholeRule(ctx, rule)) ?? rule;
  const ids = conditionsOf(whole).flatMap(({ condition }) =>
    condition.type === 'tag' ? condition.tags : [],
  );
  return [...(await tagsMeantBy(ctx, ids)).values()].map(({ id }) => id);
}
