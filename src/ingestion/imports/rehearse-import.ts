import { customerSnapshots, customersToldBy, sourceNamed, trustSource } from '#customers/public.ts';
import { type BulkContext, transactBulk } from '#platform/db/bulk.queries.ts';
import type { Platform } from '#platform/db/platform.ts';
import { fail } from '#platform/errors/errors.ts';
import type { OpenContext } from '#platform/http/bind.ts';
import { compareCustomers } from './compare-customers.ts';
import { fieldsOfMapping } from './custom-columns.ts';
import { defaultSource, type ImportOptions } from './import-options.contract.ts';
import type { ImportRecord } from './imports.queries.ts';
import { draftNamed } from './imports.ts';
import { letterCounts, markSavepoint, returnToSavepoint } from './journal.queries.ts';
import { mendedRowsOf } from './mended-rows.ts';
import type { ReadingOptions } from './reading/cell-readers.ts';
import type { FileChunk } from './reading/read-chunks.ts';
import { ReadingError, readFile } from './reading/read-file.ts';
import type { Dialect, Mapping } from './reading/reading.contract.ts';
import type { Rehearsal } from './rehearsal.contract.ts';
import { refuseIncomplete } from './start-import.ts';
import { mergeOutcomes, stageFileChunk, storeFileChunk } from './store-file-chunk.ts';
import { uploadNamed } from './stored-file.ts';
import { textOfImport } from './text-of-import.ts';
import { ImportError } from './work.ts';

/** Enough to see what an import does, and so few that nobody waits for them. */
const rowsTried = 2_000;

/**
 * Stores the first rows of a draft as its import would, in a transaction that is taken back, and tells what they
 * would do. Nothing remains of it.
 */
export async function rehearseImport(ctx: OpenContext, input: { id: string }): Promise<Rehearsal> {
  const { record, organisation, customFields } = await ctx.transact(async (inner) => {
    const record = await draftNamed(inner, input.id);
    refuseIncomplete(record);
    const customFields = await fieldsOfMapping(inner, record.mapping as Mapping);
    await uploadNamed(inner, record.upload_id);
    return { record, customFields, organisation: await inner.organisation() };
  });
  const { path, chunk } = await readFirstRows(ctx, record, { timeZone: organisation.timeZone, customFields });
  const mended = await mendedRowsOf(record, path)(chunk);
  const { currency = organisation.currency } = record.options as ImportOptions;
  return takenBack(ctx.platform, (bulk) => tryOut(bulk, record, chunk, { currency, mended }));
}

async function readFirstRows(ctx: OpenContext, record: ImportRecord, options: ReadingOptions) {
  try {
    const { path } = await textOfImport(ctx.platform, record, ctx.signal);
    const job = {
      path,
      dialect: record.dialect as Dialect,
      mapping: record.mapping as Mapping,
      fromByte: 0,
      fromRow: 1,
      chunkRows: rowsTried,
      ...options,
    };
    for await (const chunk of readFile({ ...job, signal: ctx.signal })) return { path, chunk };
    throw fail('invalid', 'ingestion.reading_crashed');
  } catch (error) {
    if (error instanceof ReadingError || error instanceof ImportError)
      throw fail('invalid', error.code, { detail: error.message });
    throw error;
  }
}

async function tryOut(
  ctx: BulkContext,
  draft: ImportRecord,
  chunk: FileChunk,
  settings: Parameters<typeof storeFileChunk>[3],
): Promise<Rehearsal> {
  const options = draft.options as ImportOptions;
  const sourceId = await sourceNamed(ctx, options.source ?? defaultSource);
  await trustSource(ctx, sourceId, options);
  await markSavepoint(ctx);
  const record = { ...draft, source_id: sourceId };
  await stageFileChunk(ctx, record, chunk);
  const stored = await storeFileChunk(ctx, record, chunk, settings);
  const rows = await customersToldBy(ctx, draft.id);
  if (draft.kind !== 'orders') {
    stored.recordIds.forEach((id, index) => {
      if (id !== '0' && !rows.has(id)) rows.set(id, Number(stored.rowNos[index]));
    });
  }
  const after = await customerSnapshots(ctx, [...rows.keys()]);
  await returnToSavepoint(ctx);
  const before = await customerSnapshots(ctx, [...rows.keys()]);
  const failures = [...chunk.failures, ...stored.failures];
  return {
    rows: chunk.rows,
    whole: chunk.done,
    outcomes: letterCounts(mergeOutcomes(chunk, stored, failures).outcomes),
    possibleDuplicates: stored.possibleDuplicates,
    ...compareCustomers(before, after, rows),
  };
}

class TakenBack extends Error {}

/** Runs `run` in a transaction that never happened, and gives its result. */
async function takenBack<T>(platform: Platform, run: (ctx: BulkContext) => Promise<T>): Promise<T> {
  const results: T[] = [];
  await transactBulk(platform, async (ctx) => {
    results.push(await run(ctx));
    throw new TakenBack();
  }).catch((error: unknown) => {
    if (!(error instanceof TakenBack)) throw error;
  });
  return results[0]!;
}
