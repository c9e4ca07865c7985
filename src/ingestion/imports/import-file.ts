import { finishLines } from '#commerce/public.ts';
import { fieldsToFill, mergeSearch, noteCustomersMet } from '#customers/public.ts';
import { systemActor } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import type { Platform } from '#platform/db/platform.ts';
import { transact } from '#platform/db/transact.queries.ts';
import type { ImportOptions } from './import-options.contract.ts';
import type { RowOutcome } from './imports.contract.ts';
import { type ImportRecord, updateImport } from './imports.queries.ts';
import { customersMet, customersOfRows, lastChunk } from './journal.queries.ts';
import { mendedRowsOf } from './mended-rows.ts';
import type { FileChunk } from './reading/read-chunks.ts';
import { ReadingError, readFile } from './reading/read-file.ts';
import type { Dialect, Mapping } from './reading/reading.contract.ts';
import { mergeOutcomes, type StoreSettings, stageFileChunk, storeFileChunk } from './store-file-chunk.ts';
import { textOfImport } from './text-of-import.ts';
import { ImportError, type ImportWork, type WorkChunk } from './work.ts';

/** Rows a chunk: long enough that the fixed costs of a transaction vanish, short enough for a live bar. */
const rowsAChunk = 10_000;

/**
 * A file, read by a child process chunk after chunk while the chunks before are being staged and stored. The size of
 * the chunks decides how often is committed, never what is stored.
 */
export function fileWork(chunkRows = rowsAChunk, read = readFile): ImportWork {
  return {
    open: (platform, record, signal) => chunksOfFile(platform, record, signal, { chunkRows, read }),
    tidy: (platform) => mergeSearch(platform.database.db),
    finish,
  };
}

async function* chunksOfFile(
  platform: Platform,
  record: ImportRecord,
  signal: AbortSignal,
  { chunkRows, read }: { chunkRows: number; read: typeof readFile },
): AsyncGenerator<WorkChunk> {
  try {
    const { path } = await textOfImport(platform, record, signal);
    const { start, customFields, timeZone, currency } = await transact(
      platform,
      systemActor,
      async (ctx) => ({
        start: await lastChunk(ctx, record.id),
        customFields: await fieldsToFill(ctx),
        ...(await ctx.organisation()),
      }),
    );
    const job = {
      path,
      dialect: record.dialect as Dialect,
      mapping: record.mapping as Mapping,
      fromByte: start.byte,
      fromRow: start.row,
      firstChunk: start.chunkNo,
      chunkRows,
      timeZone,
      customFields,
    };
    const options = record.options as ImportOptions;
    const mendedRows = mendedRowsOf(record, path);
    for await (const chunk of read({ ...job, signal })) {
      const mended = await mendedRows(chunk);
      yield workOf(record, chunk, { currency: options.currency ?? currency, mended });
    }
  } catch (error) {
    if (!(error instanceof ReadingError)) throw error;
    if (error.code === 'ingestion.reading_stopped') return;
    platform.log.warn({ importId: record.id, detail: error.detail }, 'an import could not read its file');
    throw new ImportError(error.code, error.message, error.values);
  }
}

function workOf(record: ImportRecord, chunk: FileChunk, settings: StoreSettings): WorkChunk {
  return {
    firstRow: chunk.firstRow,
    lastRow: chunk.firstRow + chunk.rows - 1,
    stage: (ctx) => stageFileChunk(ctx, record, chunk),
    async store(ctx) {
      if (chunk.settled) await updateImport(ctx, record.id, { mapping: chunk.settled });
      const stored = await storeFileChunk(ctx, record, chunk, settings);
      const failures = [...chunk.failures, ...stored.failures];
      return {
        failures,
        cleanings: chunk.cleanings,
        journal: {
          ...mergeOutcomes(chunk, stored, failures),
          firstRow: chunk.firstRow,
          byteFrom: chunk.byteFrom,
          byteTo: chunk.byteTo,
          bytesDone: chunk.byteTo,
          guestLines: stored.guestLines,
          cleanedRows: chunk.cleanedRows,
          possibleDuplicates: stored.possibleDuplicates,
        },
      };
    },
  };
}

/** Outcomes of rows that may have told nothing of their customers, so that there is no record of the import. */
function silentOutcomes({ kind, options, mapping }: ImportRecord): readonly RowOutcome[] {
  if (kind === 'activities') return ['created', 'updated', 'unchanged'];
  const { mode, tags = [] } = options as ImportOptions;
  const { columns } = mapping as Mapping;
  const tagged = mode === 'tag' || tags.length > 0 || columns.some(({ field }) => field === 'customer.tags');
  return tagged ? ['updated', 'unchanged'] : ['unchanged'];
}

/** Some ten thousand customers a chunk: never all of a large file at once. */
const chunksNoted = 10;

async function noteSilent(ctx: Context, record: ImportRecord): Promise<void> {
  const { chunkNo: end } = await lastChunk(ctx, record.id);
  for (let fromChunk = 0; fromChunk < end; fromChunk += chunksNoted) {
    const stretch = { fromChunk, toChunk: fromChunk + chunksNoted };
    const met = await customersOfRows(ctx, record.id, silentOutcomes(record), stretch);
    await noteCustomersMet(ctx, record.id, met);
  }
}

async function finish(ctx: Context, record: ImportRecord) {
  if (record.kind !== 'orders') {
    await noteSilent(ctx, record);
    return { orders: 0, cancellations: 0, customers: await customersMet(ctx, record.id) };
  }
  const sums = await finishLines(ctx, record.id);
  return {
    orders: Number(sums.orders),
    cancellations: Number(sums.cancellations),
    customers: Number(sums.customers),
  };
}
