import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { customersUpdated } from '../events.ts';
import { refuseUnwritable } from '../fields/field-rights.ts';
import { holdCustomers, refuseUnchangeable } from '../profiles/profiles.queries.ts';
import { tellChanged } from '../profiles/tell-changed.ts';
import type { Tag } from './tags.contract.ts';
import { attachTag, detachTag, heldTags, tagNamed, tagsOf } from './tags.queries.ts';
import { carriesByRule } from './tags-by-rule.queries.ts';

/** Attaches a tag, made when it is new; the same again changes nothing. Fails with customers.not_found. */
export async function addTag(ctx: Context, input: { id: string; name: string }): Promise<{ items: Tag[] }> {
  await refuseUnchangeable(ctx, input.id);
  await tagMany(ctx, { ids: [input.id], name: input.name });
  return { items: await tagsOf(ctx, input.id) };
}

/**
 * Takes a tag from a customer; one that it does not carry changes nothing. Fails with customers.not_found, and with
 * customers.tag_by_rule where a rule put it on.
 */
export async function removeTag(
  ctx: Context,
  input: { id: string; tagId: string },
): Promise<{ items: Tag[] }> {
  await refuseUnchangeable(ctx, input.id);
  if (await carriesByRule(ctx, input.id, input.tagId)) throw fail('conflict', 'customers.tag_by_rule');
  await untagMany(ctx, { ids: [input.id], tagId: input.tagId });
  return { items: await tagsOf(ctx, input.id) };
}

/**
 * Attaches a tag to many; gives back it and those who did not carry it. Unknown customers are left out. Fails with
 * customers.tag_archived.
 */
export async function tagMany(
  ctx: Context,
  input: { ids: readonly string[]; name: string },
): Promise<{ tag: Tag; attached: string[] }> {
  refuseUnwritable(ctx, ['tags']);
  const tag = await usableTag(ctx, input.name);
  await holdCustomers(ctx, input.ids);
  const attached = await attachTag(ctx, input.ids, tag.id);
  await tellChanged(ctx, customersUpdated, attached);
  if (attached.length > 0)
    await ctx.audit('customers.tag', subjectOf(attached), { tag: tag.name, ids: attached });
  return { tag, attached };
}

/** The tag of this name, made when it is new. Fails with customers.tag_archived for one that is offered no more. */
async function usableTag(ctx: Context, name: string): Promise<Tag> {
  const { archived, ...tag } = await tagNamed(ctx, name.normalize('NFC'));
  if (archived) throw archivedTag(tag.name);
  return tag;
}

/** Fails with customers.tag_archived where the name leads to an archived tag; makes none. */
export async function refuseArchived(ctx: Context, name: string): Promise<void> {
  const [held] = await heldTags(ctx, [name]);
  if (held?.tag.archived) throw archivedTag(held.tag.name);
}

const archivedTag = (name: string) => fail('conflict', 'customers.tag_archived', { values: { name } });

/** Takes a tag from many; gives back how many carried it. */
export async function untagMany(
  ctx: Context,
  input: { ids: readonly string[]; tagId: string },
): Promise<{ removed: number }> {
  return { removed: (await untagThese(ctx, input)).length };
}

/** The same, giving back who carried it. */
export async function untagThese(
  ctx: Context,
  { ids, tagId }: { ids: readonly string[]; tagId: string },
): Promise<string[]> {
  refuseUnwritable(ctx, ['tags']);
  const removed = await detachTag(ctx, ids, tagId);
  await tellChanged(ctx, customersUpdated, removed);
  if (removed.length > 0)
    await ctx.audit('customers.untag', subjectOf(removed), { tagId, customers: removed.length });
  return removed;
}

function subjectOf(ids: readonly string[]): string {
  return ids.length === 1 ? `customer:${ids[0]}` : 'customers';
}
