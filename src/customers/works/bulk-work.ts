import { z } from 'zod';
import type { BulkAct as ActOfOthers, Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { nameOf } from '../custom-fields/custom-choices.ts';
import type { CustomEdits } from '../custom-fields/custom-value.contract.ts';
import { storedKey } from '../custom-fields/custom-values.queries.ts';
import { changesOfMany } from '../custom-fields/custom-values.ts';
import { cellOfField } from '../custom-fields/exported-values.ts';
import { refuseUnwritable } from '../fields/field-rights.ts';
import { because } from '../history/because.ts';
import { assignCustomers, lookedAfterBy } from '../profiles/assign-customers.ts';
import { filteredCustomers } from '../profiles/customer-filters.queries.ts';
import { columnsOf, editMany } from '../profiles/edit-many.ts';
import { binCustomers, restoreCustomers } from '../profiles/profiles.ts';
import { tagIdsOf } from '../tags/tags.queries.ts';
import { refuseArchived, tagMany, untagThese } from '../tags/tags.ts';
import type { WorkRules } from './run-work.ts';
import type { Work } from './work.contract.ts';
import {
  chunkOf,
  fixMeant,
  lockMeant,
  ofOtherKinds,
  seenAmong,
  writeOutcomes,
} from './work-chunks.queries.ts';
import { type BulkAct, bulkAct, type Meant, meant } from './works.contract.ts';
import type { StepSums, WorkRecord } from './works.queries.ts';
import { startWork } from './works.ts';

/** Begins a bulk act. Refuses at once what every customer would be refused for, and fields that the caller may not set or ask about. */
export async function startBulk(ctx: Context, input: { act: BulkAct; meant: Meant }): Promise<Work> {
  refuseUnwritable(ctx, fieldsSetBy(input.act));
  if ('filters' in input.meant) await filteredCustomers(ctx, input.meant.filters, { totals: false });
  return startWork(ctx, { kind: input.act.kind, task: input, about: await aboutOf(ctx, input.act) });
}

function fieldsSetBy(act: BulkAct): string[] {
  if (act.kind === 'tag' || act.kind === 'untag') return ['tags'];
  if (act.kind === 'assign') return ['ownerId'];
  if (act.kind !== 'edit') return [];
  const { customFields: _refusedBelow, ...given } = act.change;
  return Object.keys(given);
}

/** What the act is about, for people. Fails where nobody could be done what it says. */
async function aboutOf(ctx: Context, act: BulkAct): Promise<Record<string, string | null>> {
  if (act.kind === 'tag') {
    const name = act.name.normalize('NFC');
    await refuseArchived(ctx, name);
    return { name };
  }
  if (act.kind === 'untag') {
    if ((await tagIdsOf(ctx, act.tagId)).length === 0) throw fail('notFound', 'customers.tag_not_found');
    return { tagId: act.tagId };
  }
  if (act.kind === 'assign') {
    await lookedAfterBy(ctx, act.ownerId);
    return { ownerId: act.ownerId };
  }
  if (act.kind !== 'edit') return {};
  const { customFields, ...given } = act.change;
  if (customFields) return aboutCustom(ctx, customFields);
  columnsOf(given);
  const [field, value] = Object.entries(given)[0]!;
  return { field, value: value ?? null };
}

/** A custom field and its value by their names, whatever the language of the reader and what becomes of the field. */
async function aboutCustom(ctx: Context, edits: CustomEdits): Promise<Record<string, string | null>> {
  const [change] = await changesOfMany(ctx, edits);
  const { field, value } = change!;
  const choices = field.choices.map((choice) => ({
    ...choice,
    label: { en: nameOf(choice), zh: nameOf(choice) },
  }));
  const cellOf = cellOfField({ ...field, choices }, 'en', await ctx.userNames());
  return { field: storedKey(field), label: nameOf(field), value: cellOf(value ?? undefined) };
}

const task = z.object({ act: bulkAct, meant });
const taskOfOthers = z.object({ meant });

/** A bulk act, chunk by chunk of those who were meant when it began. */
export const bulkWork: WorkRules = {
  needs: 'customers.write',
  gather: (ctx, work) => fixMeant(ctx, work.id, task.parse(work.task).meant),
  async step(ctx, work) {
    const { act } = task.parse(work.task);
    const ids = await chunkOf(ctx, work.id, work.next_chunk);
    if (!ids) return undefined;
    const standing = await lockMeant(ctx, ids, act.kind === 'bin' || act.kind === 'restore' ? 'any' : 'live');
    for (const id of await unfitFor(ctx, act, ids)) standing.set(id, false);
    return doChunk(ctx, work, { ids, standing }, (cause, mine) => doTo(cause, act, mine));
  },
};

/**
 * What another domain does to customers who are seen, chunk by chunk. They are not locked: whoever judges them holds what
 * that domain waits for, and may wait for them.
 */
export function workOfOthers(act: ActOfOthers): WorkRules {
  return {
    needs: act.needs,
    gather: (ctx, work) => fixMeant(ctx, work.id, taskOfOthers.parse(work.task).meant),
    async step(ctx, work) {
      const ids = await chunkOf(ctx, work.id, work.next_chunk);
      if (!ids) return undefined;
      const standing = await seenAmong(ctx, ids);
      return doChunk(ctx, work, { ids, standing }, (cause, seen) => act.doTo(cause, work.task, seen));
    },
  };
}

/** Does it to those of a chunk to whom it may be done, and writes what became of each. */
async function doChunk(
  ctx: Context,
  work: WorkRecord,
  { ids, standing }: { ids: string[]; standing: ReadonlyMap<string, boolean> },
  act: (ctx: Context, ids: string[]) => Promise<string[]>,
): Promise<StepSums> {
  const mine = ids.filter((id) => standing.get(id));
  const done = new Set(mine.length > 0 ? await act(because(ctx, 'work', work.id), mine) : []);
  const letterOf = (id: string) => {
    if (done.has(id)) return 'd';
    const own = standing.get(id);
    return own ? 'u' : own === false ? 'n' : 'g';
  };
  await writeOutcomes(ctx, work.id, work.next_chunk, ids.map(letterOf).join(''));
  return { done: done.size, unchanged: mine.length - done.size, refused: ids.length - mine.length };
}

/** Those of the kind of customer that the custom field to be set is not of. */
async function unfitFor(ctx: Context, act: BulkAct, ids: readonly string[]): Promise<string[]> {
  if (act.kind !== 'edit' || !act.change.customFields) return [];
  const changes = await changesOfMany(ctx, act.change.customFields);
  const set = changes.filter(({ value }) => value !== null);
  return ofOtherKinds(
    ctx,
    ids,
    set.map(({ field }) => field.kinds),
  );
}

/** Does it to customers who are locked and may be changed; gives back those whom it changed. */
async function doTo(ctx: Context, act: BulkAct, ids: string[]): Promise<string[]> {
  if (act.kind === 'tag') return (await tagMany(ctx, { ids, name: act.name })).attached;
  if (act.kind === 'untag') return untagThese(ctx, { ids, tagId: act.tagId });
  if (act.kind === 'edit') return editMany(ctx, ids, act.change);
  const items =
    act.kind === 'assign'
      ? (await assignCustomers(ctx, { ids, ownerId: act.ownerId })).items
      : await (act.kind === 'bin' ? binCustomers : restoreCustomers)(ctx, ids);
  return items.filter(({ outcome }) => outcome === 'done').map(({ id }) => id);
}
