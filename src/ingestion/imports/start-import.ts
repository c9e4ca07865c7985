import { sourceNamed, trustSource } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { countUse } from '../recipes/recipes.queries.ts';
import { fieldsOfMapping } from './custom-columns.ts';
import { refuseTags, refuseUnwritable } from './field-rights.ts';
import { refuseIdentityNumbers } from './identity-numbers.ts';
import { alikeDrafts, importDetailOf } from './import-detail.queries.ts';
import { defaultSource, type ImportOptions } from './import-options.contract.ts';
import type { ImportDetail } from './imports.contract.ts';
import { type ImportRecord, insertImport, updateImport } from './imports.queries.ts';
import { draftNamed, importNamed } from './imports.ts';
import { missingFields } from './reading/mapping.ts';
import type { Mapping } from './reading/reading.contract.ts';
import { uploadNamed } from './stored-file.ts';

/**
 * Starts a draft, and with `alike` the other drafts of its batch that have the same columns, set up as it is. A
 * mapping that lacks a required field is refused with the fields it lacks.
 */
export async function startImport(
  ctx: Context,
  input: { id: string; alike?: boolean | undefined },
): Promise<ImportDetail> {
  const row = await draftNamed(ctx, input.id);
  const started = await startDraft(ctx, row);
  if (input.alike) {
    for (const draft of await alikeDrafts(ctx, row)) {
      const setUp = { mapping: row.mapping, options: row.options, kind: row.kind, recipeId: row.recipe_id };
      await startDraft(ctx, await updateImport(ctx, draft.id, setUp));
    }
  }
  return importDetailOf(ctx, started);
}

/**
 * Imports the file of an import that broke off or was stopped once more, set up as that was, from its first row: what is
 * stored already comes out unchanged. Fails with ingestion.not_broken_off, and as `startImport`.
 */
export async function importAgain(ctx: Context, { id }: { id: string }): Promise<ImportDetail> {
  const row = await importNamed(ctx, id, true);
  const brokeOff = row.state === 'failed' || row.state === 'cancelled';
  if (!brokeOff || row.kind === 'demo') throw fail('conflict', 'ingestion.not_broken_off');
  const upload = await uploadNamed(ctx, row.upload_id);
  const draft = await insertImport(ctx, {
    kind: (row.mapping as Mapping).as,
    uploadId: upload.id,
    title: row.title,
    state: 'draft',
    dialect: row.dialect,
    mapping: row.mapping,
    options: row.options,
    bytesTotal: row.bytes_total,
    part: row.part,
    batch: row.batch ?? undefined,
    recipeId: row.recipe_id ?? undefined,
    mends: row.mends ?? undefined,
    columnNames: row.column_names,
    columnsPrint: row.columns_print ?? undefined,
  });
  return importDetailOf(ctx, await startDraft(ctx, draft));
}

async function startDraft(ctx: Context, row: ImportRecord): Promise<ImportRecord> {
  refuseIncomplete(row);
  refuseIdentityNumbers(ctx, row.mapping as Mapping);
  refuseUnwritable(ctx, row.mapping as Mapping, row.column_names);
  refuseTags(ctx, row.options as ImportOptions);
  await fieldsOfMapping(ctx, row.mapping as Mapping);
  await uploadNamed(ctx, row.upload_id);
  const options = row.options as ImportOptions;
  const sourceId = await sourceNamed(ctx, options.source ?? defaultSource);
  await trustSource(ctx, sourceId, options);
  if (row.recipe_id !== null) await countUse(ctx, row.recipe_id);
  const started = await updateImport(ctx, row.id, { state: 'queued', sourceId });
  await ctx.enqueue('run-import', { importId: row.id }, { key: `run-import:${row.id}` });
  await ctx.audit('import.started', `import:${row.id}`, { file: row.title });
  return started;
}

/** Refuses a draft whose mapping lacks a field that every row needs. */
export function refuseIncomplete(row: ImportRecord): void {
  const missing = missingFields(row.mapping as Mapping);
  if (missing.length === 0) return;
  throw fail('invalid', 'ingestion.fields_missing', {
    errors: missing.map((one) => ({ path: one.oneOf.join('|'), code: 'missing', message: one.en })),
  });
}
