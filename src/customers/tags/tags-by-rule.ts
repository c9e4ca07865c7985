import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { customersUpdated } from '../events.ts';
import { holdCustomers } from '../profiles/profiles.queries.ts';
import { tellChanged } from '../profiles/tell-changed.ts';
import { attachByRule, detachByRule, keepWithoutRule, markRuled, nameOfTag } from './tags-by-rule.queries.ts';

/** From now on a rule puts the tag on and off. Fails with customers.tag_not_found for one that is archived or merged. */
export async function beginTagRule(ctx: Context, tagId: string): Promise<void> {
  if (!(await markRuled(ctx, tagId, true))) throw fail('notFound', 'customers.tag_not_found');
  await ctx.audit('customers.begin_tag_rule', `tag:${tagId}`, { name: await nameOfTag(ctx, tagId) });
}

/** No rule puts the tag on any more; whoever still carries it by the rule goes on to carry it. */
export async function endTagRule(ctx: Context, tagId: string): Promise<void> {
  await keepWithoutRule(ctx, tagId);
  await markRuled(ctx, tagId, false);
  await ctx.audit('customers.end_tag_rule', `tag:${tagId}`, { name: await nameOfTag(ctx, tagId) });
}

/** Puts a tag on those who meet its rule; whoever carries it already goes on as before. */
export async function tagByRule(ctx: Context, tagId: string, ids: readonly string[]): Promise<void> {
  await holdCustomers(ctx, ids);
  const attached = await attachByRule(ctx, ids, tagId);
  if (attached.length === 0) return;
  await tellChanged(ctx, customersUpdated, attached);
  await ctx.audit('customers.tag', subjectOf(attached), { tag: await nameOfTag(ctx, tagId), ids: attached });
}

/** Takes a tag off those who meet its rule no longer; what people or imports told stays. */
export async function untagByRule(ctx: Context, tagId: string, ids: readonly string[]): Promise<void> {
  const removed = await detachByRule(ctx, ids, tagId);
  if (removed.length === 0) return;
  await tellChanged(ctx, customersUpdated, removed);
  await ctx.audit('customers.untag', subjectOf(removed), { tagId, customers: removed.length });
}

function subjectOf(ids: readonly string[]): string {
  return ids.length === 1 ? `customer:${ids[0]}` : 'customers';
}
