import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { storedName } from '../fields/customer-fields.contract.ts';
import { refuseNarrowReach } from '../profiles/needs-all.ts';
import { type MeasuredField, measuredField } from '../quality/measured-fields.contract.ts';
import type { Source } from './sources.contract.ts';
import { lockSource, nameTaken, type StoredSource, storedSources, writeSource } from './sources.queries.ts';

/** All sources by name, with how far each is trusted. */
export async function listSources(ctx: Context): Promise<Source[]> {
  return (await storedSources(ctx)).map(inWordsOfTheContract);
}

function inWordsOfTheContract({ fieldTrust, ...row }: StoredSource): Source {
  const known = measuredField.options.filter((field) => fieldTrust[storedName(field)] !== undefined);
  return {
    ...row,
    fieldTrust: Object.fromEntries(known.map((field) => [field, fieldTrust[storedName(field)]])),
  };
}

export interface SourceEdit {
  id: string;
  name?: string | undefined;
  trust?: number | undefined;
  fieldTrust?: Partial<Record<MeasuredField, number | null>> | undefined;
}

/**
 * Renames a source or changes its trust; a customer is computed by it from its next change on. Fails with
 * customers.source_not_found, customers.source_name_taken, and customers.version_conflict (with the present
 * source) where somebody else was faster.
 */
export async function updateSource(ctx: Context, edit: SourceEdit): Promise<Source> {
  refuseNarrowReach(ctx);
  const stored = await lockSource(ctx, edit.id);
  if (!stored) throw fail('notFound', 'customers.source_not_found');
  if (String(stored.version) !== ctx.ifMatch) {
    const detail = 'Somebody changed this source meanwhile.';
    throw fail('conflict', 'customers.version_conflict', { detail, current: inWordsOfTheContract(stored) });
  }
  const { name = stored.name, trust = stored.trust } = edit;
  if (name !== stored.name && (await nameTaken(ctx, name, edit.id)))
    throw fail('conflict', 'customers.source_name_taken', { values: { name } });
  const fieldTrust = { ...stored.fieldTrust };
  for (const [field, value] of Object.entries(edit.fieldTrust ?? {})) {
    const key = storedName(field);
    if (value === null || value === undefined) delete fieldTrust[key];
    else fieldTrust[key] = value;
  }
  const written = await writeSource(ctx, { ...stored, name, trust, fieldTrust });
  await ctx.audit('customers.update_source', `source:${edit.id}`, {
    before: { name: stored.name, trust: stored.trust, fieldTrust: stored.fieldTrust },
    after: { name, trust, fieldTrust },
  });
  return inWordsOfTheContract(written);
}

/** Has the customers of a source computed anew in the background. Fails with customers.source_not_found. */
export async function startRecompute(ctx: Context, { id }: { id: string }): Promise<Record<string, never>> {
  refuseNarrowReach(ctx);
  if (!(await lockSource(ctx, id))) throw fail('notFound', 'customers.source_not_found');
  await ctx.enqueue('customers.recompute_source', { sourceId: id }, { key: `recompute_source:${id}` });
  return {};
}
