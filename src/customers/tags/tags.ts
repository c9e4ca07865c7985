import type { Context } from '#platform/db/context.ts';
import { customersUpdated } from '../events.ts';
import { holdCustomers, refuseUnchangeable } from '../profiles/profiles.queries.ts';
import { tellChanged } from '../profiles/tell-changed.ts';
import type { Tag } from './tags.contract.ts';
import { attachTag, detachTag, tagNamed, tagsOf } from './tags.queries.ts';

/** Attaches a tag, made when it is new; the same again changes nothing. Fails with customers.not_found. */
export async function addTag(ctx: Context, input: { id: string; name: string }): Promise<{ items: Tag[] }> {
  await refuseUnchangeable(ctx, input.id);
  await tagMany(ctx, { ids: [input.id], name: input.name });
  return { items: await tagsOf(ctx, input.id) };
}

/** Takes a tag from a customer; one that it does not carry changes nothing. Fails with customers.not_found. */
export async function removeTag(
  ctx: Context,
  input: { id: string; tagId: string },
): Promise<{ items: Tag[] }> {
  await refuseUnchangeable(ctx, input.id);
  await untagMany(ctx, { ids: [input.id], tagId: input.tagId });
  return { items: await tagsOf(ctx, input.id) };
}

/** Attaches a tag to many; gives back it and those who did not carry it. Unknown customers are left out. */
export async function tagMany(
  ctx: Context,
  input: { ids: readonly string[]; name: string },
): Promise<{ tag: Tag; attached: string[] }> {
  const tag = await tagNamed(ctx, input.name.normalize('NFC'));
  await holdCustomers(ctx, input.ids);
  const attached = await attachTag(ctx, input.ids, tag.id);
  await tellChanged(ctx, customersUpdated, attached);
  if (attached.length > 0)
    await ctx.audit('customers.tag', subjectOf(attached), { tag: tag.name, ids: attached });
  return { tag, attached };
}

/** Takes a tag from many; gives back how many carried it. */
export async function untagMany(
  ctx: Context,
  input: { ids: readonly string[]; tagId: string },
): Promise<{ removed: number }> {
  const removed = await detachTag(ctx, input.ids, input.tagId);
  if (removed > 0) {
    await tellChanged(ctx, customersUpdated, input.ids);
    await ctx.audit('customers.untag', subjectOf(input.ids), { tagId: input.tagId, customers: removed });
  }
  return { removed };
}

function subjectOf(ids: readonly string[]): string {
  return ids.length === 1 ? `customer:${ids[0]}` : 'customers';
}
