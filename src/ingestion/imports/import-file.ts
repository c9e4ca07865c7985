import { finishLines, storeLines } from '#commerce/public.ts';
import { systemActor } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import type { Platform } from '#platform/db/platform.ts';
import { transact } from '#platform/db/transact.queries.ts';
import { findUpload } from '../uploads/uploads.queries.ts';
import { uploadPath } from '../uploads/uploads.ts';
import type { ImportRecord } from './imports.queries.ts';
import { lastChunk, outcomeLetters } from './journal.queries.ts';
import type { FileChunk } from './reading/read-chunks.ts';
import { ReadingError, readFile } from './reading/read-file.ts';
import type { Dialect, Mapping } from './reading/reading.contract.ts';
import { ImportError, type ImportWork, type WorkChunk } from './run-import.ts';

/** Rows a chunk: long enough that the fixed costs of a transaction vanish, short enough for a live bar. */
const rowsAChunk = 20_000;

/**
 * An orders file, read by a child process chunk after chunk while the chunk before is being stored. The size
 * of the chunks decides how often is committed, never what is stored.
 */
export function orderFileWork(chunkRows = rowsAChunk): ImportWork {
  return {
    open: (platform, record, signal) => chunksOfFile(platform, record, signal, chunkRows),
    finish,
  };
}

async function* chunksOfFile(
  platform: Platform,
  record: ImportRecord,
  signal: AbortSignal,
  chunkRows: number,
): AsyncGenerator<WorkChunk> {
  const { path, start, timeZone, currency } = await prepare(platform, record);
  const options = record.options as { currency?: string };
  const job = {
    path,
    dialect: record.dialect as Dialect,
    mapping: record.mapping as Mapping,
    fromByte: start.byte,
    fromRow: start.row,
    firstChunk: start.chunkNo,
    chunkRows,
    timeZone,
  };
  try {
    for await (const chunk of readFile({ ...job, signal }))
      yield workOf(record, chunk, options.currency ?? currency);
  } catch (error) {
    if (!(error instanceof ReadingError)) throw error;
    if (error.code === 'ingestion.reading_stopped') return;
    platform.log.warn({ importId: record.id, detail: error.detail }, 'an import could not read its file');
    throw new ImportError(error.code, error.message);
  }
}

async function finish(ctx: Context, record: ImportRecord) {
  const sums = await finishLines(ctx, record.id);
  return {
    orders: Number(sums.orders),
    cancellations: Number(sums.cancellations),
    customers: Number(sums.customers),
  };
}

async function prepare(platform: Platform, record: ImportRecord) {
  return transact(platform, systemActor, async (ctx) => {
    const upload = await findUpload(ctx, record.upload_id ?? '0');
    if (!upload || upload.storedAs === '')
      throw new ImportError('ingestion.file_missing', 'The stored file is not there any more.');
    const { timeZone, currency } = await ctx.organisation();
    return {
      path: await uploadPath(ctx, upload.storedAs),
      start: await lastChunk(ctx, record.id),
      timeZone,
      currency,
    };
  });
}

function workOf(record: ImportRecord, chunk: FileChunk, currency: string): WorkChunk {
  return {
    firstRow: chunk.firstRow,
    lastRow: chunk.firstRow + chunk.rows - 1,
    async store(ctx) {
      const stored = await storeLines(ctx, {
        importId: record.id,
        sourceId: record.source_id!,
        currency,
        copy: chunk.copy,
      });
      return {
        failures: chunk.failures,
        journal: {
          ...mergeOutcomes(chunk, stored),
          firstRow: chunk.firstRow,
          byteFrom: chunk.byteFrom,
          byteTo: chunk.byteTo,
          bytesDone: chunk.byteTo,
          guestLines: stored.guestLines,
        },
      };
    },
  };
}

/** One letter and one record a row of the file: stored rows, failed rows, and blank ones, which are skipped. */
function mergeOutcomes(
  chunk: Pick<FileChunk, 'firstRow' | 'rows' | 'failures'>,
  stored: { rowNos: string[]; outcomes: string; orderIds: string[] },
): { outcomes: string; recordIds: string[] } {
  const letters = new Array<string>(chunk.rows).fill(outcomeLetters.skipped);
  const recordIds = new Array<string>(chunk.rows).fill('0');
  for (const failure of chunk.failures) letters[failure.row - chunk.firstRow] = outcomeLetters.failed;
  for (let index = 0; index < stored.rowNos.length; index += 1) {
    const place = Number(stored.rowNos[index]) - chunk.firstRow;
    letters[place] = stored.outcomes[index]!;
    recordIds[place] = stored.orderIds[index]!;
  }
  return { outcomes: letters.join(''), recordIds };
}
