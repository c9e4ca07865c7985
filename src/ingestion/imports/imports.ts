import { putFirstRates } from '#commerce/public.ts';
import { sourceNamed } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { OpenContext } from '#platform/http/bind.ts';
import { demoRates } from '../demo/demo-rates.ts';
import { findUpload } from '../uploads/uploads.queries.ts';
import { uploadPath } from '../uploads/uploads.ts';
import type { ImportOptions } from './import-options.contract.ts';
import type { ImportDetail } from './imports.contract.ts';
import {
  deleteImport,
  findImport,
  type ImportRecord,
  importDetailOf,
  insertImport,
  updateImport,
} from './imports.queries.ts';
import { missingFields } from './reading/mapping.ts';
import { previewFile, ReadingError } from './reading/read-file.ts';
import type { Dialect, Mapping, Preview } from './reading/reading.contract.ts';

type FileKind = Mapping['as'];

/** The source that files come from unless somebody names another. */
const defaultSource = 'default';

/** Makes a draft from an uploaded file: format, columns and mapping as they were recognised. */
export async function createImport(
  ctx: OpenContext,
  input: { uploadId: string; as?: FileKind; part?: string; batch?: string },
): Promise<ImportDetail> {
  const upload = await ctx.transact((inner) => findUpload(inner, input.uploadId));
  if (!upload) throw fail('notFound', 'ingestion.upload_not_found');
  const preview = await previewStored(ctx, upload.storedAs, input.as ? { as: input.as } : {});
  return ctx.answer(async (inner) => {
    const { currency } = await inner.organisation();
    const row = await insertImport(inner, {
      kind: preview.proposal.mapping.as,
      uploadId: upload.id,
      title: upload.fileName,
      state: 'draft',
      dialect: preview.dialect,
      mapping: preview.proposal.mapping,
      options: { source: defaultSource, currency, mode: 'createAndUpdate' },
      bytesTotal: upload.sizeBytes,
      part: input.part,
      batch: input.batch,
    });
    await inner.audit('import.drafted', `import:${row.id}`, { file: upload.fileName });
    return importDetailOf(inner, row);
  });
}

/** What the head of the file looks like under a format and mapping, the stored ones unless given. */
export async function previewImport(
  ctx: OpenContext,
  input: { id: string; dialect?: Dialect; mapping?: Mapping; as?: FileKind },
): Promise<Preview> {
  const { row, upload } = await ctx.transact(async (inner) => {
    const row = await importNamed(inner, input.id);
    return { row, upload: row.upload_id ? await findUpload(inner, row.upload_id) : undefined };
  });
  if (!upload) throw fail('notFound', 'ingestion.upload_not_found');
  return previewStored(ctx, upload.storedAs, {
    dialect: input.dialect ?? (row.dialect as Dialect),
    // Another format means other columns, so the mapping is proposed anew unless it is given too.
    mapping: input.mapping ?? (input.dialect || input.as ? undefined : (row.mapping as Mapping)),
    as: input.as,
  });
}

async function previewStored(
  ctx: OpenContext,
  storedAs: string,
  given: { dialect?: Dialect | undefined; mapping?: Mapping | undefined; as?: FileKind | undefined },
): Promise<Preview> {
  const path = await uploadPath(ctx.platform, storedAs);
  const { timeZone } = await ctx.transact((inner) => inner.organisation());
  try {
    return await previewFile({ path, timeZone, signal: ctx.signal, ...given });
  } catch (error) {
    if (error instanceof ReadingError) throw fail('invalid', error.code, { detail: error.message });
    throw error;
  }
}

/** Keeps changes to a draft, so that nothing is lost when the tab closes. */
export async function editImport(
  ctx: Context,
  input: { id: string; dialect?: Dialect; mapping?: Mapping; options?: ImportOptions },
): Promise<ImportDetail> {
  const row = await draftNamed(ctx, input.id);
  const changed = await updateImport(ctx, row.id, {
    dialect: input.dialect,
    mapping: input.mapping,
    kind: input.mapping?.as,
    options: input.options && { ...(row.options as object), ...input.options },
  });
  return importDetailOf(ctx, changed);
}

/** Starts a draft; a mapping that lacks a required field is refused with the fields it lacks. */
export async function startImport(ctx: Context, id: string): Promise<ImportDetail> {
  const row = await draftNamed(ctx, id);
  const mapping = row.mapping as Mapping;
  if (mapping.as !== 'orders') throw fail('invalid', 'ingestion.kind_not_supported');
  const missing = missingFields(mapping);
  if (missing.length > 0) {
    throw fail('invalid', 'ingestion.fields_missing', {
      errors: missing.map((one) => ({ path: one.oneOf.join('|'), code: 'missing', message: one.en })),
    });
  }
  const upload = row.upload_id ? await findUpload(ctx, row.upload_id) : undefined;
  if (!upload || upload.storedAs === '') throw fail('notFound', 'ingestion.upload_expired');
  const options = row.options as ImportOptions;
  const sourceId = await sourceNamed(ctx, options.source ?? defaultSource);
  const started = await updateImport(ctx, id, { state: 'queued', sourceId });
  await ctx.enqueue('run-import', { importId: id }, { key: `run-import:${id}` });
  await ctx.audit('import.started', `import:${id}`, { file: row.title });
  return importDetailOf(ctx, started);
}

/** Asks a waiting or running import to stop; the chunk in hand is still stored whole. */
export async function cancelImport(ctx: Context, id: string): Promise<ImportDetail> {
  const row = await importNamed(ctx, id, true);
  if (row.state !== 'queued' && row.state !== 'running') throw fail('conflict', 'ingestion.not_running');
  const now = ctx.clock.now();
  // One that has stored something goes through its runner, which sums it up.
  const untouched = row.state === 'queued' && row.next_chunk === 0;
  const ended = untouched ? ({ state: 'cancelled', finishedAt: now } as const) : {};
  const changed = await updateImport(ctx, id, { cancelRequestedAt: now, ...ended });
  if (row.state === 'queued' && !untouched)
    await ctx.enqueue('run-import', { importId: id }, { key: `run-import:${id}` });
  await ctx.audit('import.cancel_requested', `import:${id}`);
  return importDetailOf(ctx, changed);
}

export async function discardImport(ctx: Context, id: string): Promise<void> {
  const row = await draftNamed(ctx, id);
  await deleteImport(ctx, row.id);
  await ctx.audit('import.discarded', `import:${id}`, { file: row.title });
}

/** Queues the making of a demo shop as an import without a file. */
export async function startDemo(
  ctx: Context,
  input: { customers: number; seed: number },
): Promise<ImportDetail> {
  const sourceId = await sourceNamed(ctx, 'demo');
  await putFirstRates(ctx, demoRates((await ctx.organisation()).currency));
  const row = await insertImport(ctx, {
    kind: 'demo',
    title: `demo ${input.customers} / ${input.seed}`,
    state: 'queued',
    options: { customers: input.customers, seed: input.seed },
    bytesTotal: String(input.customers),
  });
  const started = await updateImport(ctx, row.id, { sourceId });
  await ctx.enqueue('run-import', { importId: row.id }, { key: `run-import:${row.id}` });
  await ctx.audit('demo.started', `import:${row.id}`, input);
  return importDetailOf(ctx, started);
}

export async function importNamed(ctx: Context, id: string, lock = false): Promise<ImportRecord> {
  const row = await findImport(ctx, id, lock);
  if (!row) throw fail('notFound', 'ingestion.import_not_found');
  return row;
}

async function draftNamed(ctx: Context, id: string): Promise<ImportRecord> {
  const row = await importNamed(ctx, id, true);
  if (row.state !== 'draft') throw fail('conflict', 'ingestion.not_a_draft');
  return row;
}
