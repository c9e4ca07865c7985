import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { refuseNarrowReach } from '../profiles/needs-all.ts';
import type { Work } from '../works/work.contract.ts';
import { startWork } from '../works/works.ts';
import {
  deleteFormerName,
  insertTag,
  type LockedTag,
  listTags,
  lockTags,
  regroupTags,
  type TagWords,
  tagBearing,
  updateTagRow,
} from './kept-tags.queries.ts';
import { carriersOf, leadTo } from './merge-tags.queries.ts';
import type { TagEntry } from './tags.contract.ts';

/** Makes a tag that nobody carries yet. Fails with customers.tag_exists, customers.tag_name_taken and customers.owner_not_active. */
export async function makeTag(ctx: Context, input: TagWords & { name: string }): Promise<TagEntry> {
  const name = input.name.normalize('NFC');
  await refuseAbsentKeeper(ctx, input.keeperId);
  const id = await insertTag(ctx, { ...input, name });
  if (id === undefined) throw nameTaken(name, (await tagBearing(ctx, name))?.of ?? name);
  await ctx.audit('customers.make_tag', `tag:${id}`, { name });
  return tagEntryOf(ctx, id);
}

/**
 * Changes what is named; a former name goes on leading to the tag, and taking one's own former name back is no clash.
 * Fails with customers.tag_not_found, customers.version_conflict, customers.tag_exists, customers.tag_name_taken
 * customers.tag_ruled and customers.owner_not_active.
 */
export async function updateTag(ctx: Context, input: TagWords & { id: string }): Promise<TagEntry> {
  const { id, ...words } = input;
  const [before] = await lockTags(ctx, [id]);
  if (!before) throw fail('notFound', 'customers.tag_not_found');
  if (String(before.version) !== ctx.ifMatch)
    throw fail('conflict', 'customers.version_conflict', { current: await tagEntryOf(ctx, id) });
  if (words.archived) refuseRuled(before);
  await refuseAbsentKeeper(ctx, words.keeperId);
  const name = words.name?.normalize('NFC');
  if (name !== undefined && name !== before.name) await freeName(ctx, before, name);
  await updateTagRow(ctx, before, { ...words, name });
  await ctx.audit('customers.update_tag', `tag:${id}`, { before: before.name, ...words });
  return tagEntryOf(ctx, id);
}

/** A tag's own former name is taken back; anybody else's name is theirs. */
async function freeName(ctx: Context, tag: LockedTag, name: string): Promise<void> {
  const bearer = await tagBearing(ctx, name);
  if (!bearer) return;
  if (bearer.mergedInto !== tag.id) throw nameTaken(name, bearer.of);
  if (!(await deleteFormerName(ctx, tag.id, bearer.id)))
    throw fail('conflict', 'customers.tag_still_merging');
}

/** Gives all tags of a group another group, or none. */
export async function renameTagGroup(
  ctx: Context,
  { group, to }: { group: string; to: string | null },
): Promise<{ tags: number }> {
  const tags = await regroupTags(ctx, group, to);
  if (tags > 0) await ctx.audit('customers.rename_tag_group', 'tags', { group, to, tags });
  return { tags };
}

interface Merge {
  id: string;
  into: string;
}

/** What merging would come to. Fails like `mergeTag`. */
export async function mergeSums(
  ctx: Context,
  { id, into }: Merge,
): Promise<{ customers: number; both: number }> {
  refuseNarrowReach(ctx);
  if (id === into) throw fail('invalid', 'customers.tag_into_itself');
  await tagEntryOf(ctx, id);
  await tagEntryOf(ctx, into);
  return carriersOf(ctx, id, into);
}

/**
 * The name of a tag leads to another from now on, for people and imports alike; who carries it follows in the background.
 * Fails with customers.tag_not_found, customers.tag_into_itself, customers.tag_ruled and customers.needs_all.
 */
export async function mergeTag(ctx: Context, { id, into }: Merge): Promise<Work> {
  refuseNarrowReach(ctx);
  if (id === into) throw fail('invalid', 'customers.tag_into_itself');
  const tags = await lockTags(ctx, [id, into]);
  const from = tags.find((tag) => tag.id === id);
  const other = tags.find((tag) => tag.id === into);
  if (!from || !other) throw fail('notFound', 'customers.tag_not_found');
  refuseRuled(from);
  refuseRuled(other);
  await leadTo(ctx, id, into);
  await ctx.audit('customers.merge_tag', `tag:${into}`, { name: from.name, into: other.name });
  return startWork(ctx, {
    kind: 'merge_tag',
    task: { from: id, into },
    about: { from: from.name, into: other.name, intoId: into },
  });
}

/** Lets a former name go. Fails with customers.tag_not_found, and with customers.tag_still_merging until nobody carries it. */
export async function dropFormerName(
  ctx: Context,
  { id, formerId }: { id: string; formerId: string },
): Promise<TagEntry> {
  const dropped = await deleteFormerName(ctx, id, formerId);
  if (dropped === undefined) throw fail('notFound', 'customers.tag_not_found');
  if (!dropped) throw fail('conflict', 'customers.tag_still_merging');
  await ctx.audit('customers.drop_former_tag', `tag:${id}`, { formerId });
  return tagEntryOf(ctx, id);
}

/**
 * Whoever archives or merges a tag says first what becomes of those who carry it by its rule. Nor is another merged into it:
 * its rule could stand on that one, and the tag would put itself on and off for ever.
 */
function refuseRuled({ name, ruled }: LockedTag): void {
  if (ruled) throw fail('conflict', 'customers.tag_ruled', { values: { name } });
}

async function tagEntryOf(ctx: Context, id: string): Promise<TagEntry> {
  const [entry] = await listTags(ctx, { id, counts: true });
  if (!entry) throw fail('notFound', 'customers.tag_not_found');
  return entry;
}

async function refuseAbsentKeeper(ctx: Context, keeperId: string | null | undefined): Promise<void> {
  if (keeperId && !(await ctx.assignee(keeperId))?.active)
    throw fail('invalid', 'customers.owner_not_active');
}

function nameTaken(name: string, of: string) {
  if (name === of) return fail('conflict', 'customers.tag_exists', { values: { name } });
  return fail('conflict', 'customers.tag_name_taken', { values: { name, of } });
}
