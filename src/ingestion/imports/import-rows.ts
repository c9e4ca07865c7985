import { existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { Context } from '#platform/db/context.ts';
import { Failure, fail } from '#platform/errors/errors.ts';
import { csvLine } from '#platform/files/csv-line.ts';
import type { FileAnswer, StreamContext } from '#platform/http/bind.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { findUpload } from '../uploads/uploads.queries.ts';
import { uploadPath } from '../uploads/uploads.ts';
import type { OutcomeRow, RowOutcome } from './imports.contract.ts';
import { importNamed } from './imports.ts';
import {
  type ChunkOfOutcome,
  cleaningsOf,
  failuresBetween,
  nextChunkWith,
  outcomeLetters,
} from './journal.queries.ts';
import { type ProblemCode, problemCatalogue } from './reading/problems.contract.ts';
import { readHeader, readRows } from './reading/read-rows.ts';
import type { Dialect } from './reading/reading.contract.ts';

interface StoredFile {
  path: string;
  dialect: Dialect;
  header: string[];
}

interface RowsInput {
  id: string;
  outcome: RowOutcome;
  cursor?: string | undefined;
  limit: number;
}

/** One page of the rows that ended in one way, with their cells as they stand in the stored file. */
export async function rowsOfOutcome(ctx: Context, input: RowsInput) {
  const file = await storedFile(ctx, input.id);
  if (!file) return { header: [], items: [], next: null };
  const after = decodeCursor(input.cursor, input.outcome);
  const items: OutcomeRow[] = [];
  let fromChunk = Number(after?.value ?? 0);
  let afterRow = Number(after?.id ?? 0);
  for (;;) {
    const chunk = await nextChunkWith(ctx, input.id, input.outcome, fromChunk);
    if (!chunk) return { header: file.header, items, next: null };
    const room = input.limit - items.length;
    const rows = await rowsOfChunk(ctx, file, { ...input, chunk, afterRow, most: room + 1 });
    items.push(...rows.slice(0, room));
    const last = items.at(-1);
    if (rows.length > room && last) {
      const next = encodeCursor({ sort: input.outcome, value: String(chunk.chunkNo), id: String(last.row) });
      return { header: file.header, items, next };
    }
    fromChunk = chunk.chunkNo + 1;
    afterRow = 0;
  }
}

interface ChunkRows {
  id: string;
  outcome: RowOutcome;
  chunk: ChunkOfOutcome;
  afterRow: number;
  most: number;
}

/** Reads the stretch of the file that the chunk came from and keeps the rows of the outcome. */
async function rowsOfChunk(ctx: Context, file: StoredFile, wanted: ChunkRows): Promise<OutcomeRow[]> {
  const { chunk, outcome, afterRow, most } = wanted;
  const lastRow = chunk.firstRow + chunk.outcomes.length - 1;
  const problems =
    outcome === 'failed' ? await failuresBetween(ctx, wanted.id, chunk.firstRow, lastRow) : undefined;
  const range = {
    fromByte: chunk.byteFrom,
    fromRow: chunk.firstRow,
    toByte: chunk.byteTo,
    columns: file.header.length,
  };
  const letter = outcomeLetters[outcome];
  const rows: OutcomeRow[] = [];
  for await (const raw of readRows(file.path, range, file.dialect)) {
    const place = raw.row - chunk.firstRow;
    if (raw.row <= afterRow || chunk.outcomes[place] !== letter) continue;
    const recordId = chunk.recordIds[place];
    rows.push({
      row: raw.row,
      outcome,
      cells: raw.cells,
      recordId: recordId === undefined || recordId === '0' ? null : recordId,
      problem: problems?.get(raw.row) ?? null,
    });
    if (rows.length >= most) break;
  }
  return rows;
}

/** What cleaning did in the columns of the file; without their names once the file is gone. */
export async function cleaningsByColumn(ctx: Context, input: { id: string }) {
  const record = await importNamed(ctx, input.id);
  const cleanings = await cleaningsOf(ctx, record.id);
  const header = cleanings.length === 0 ? [] : await headerIfThere(ctx, input.id);
  return { items: cleanings.map((one) => ({ ...one, header: header[one.column] ?? '' })) };
}

async function headerIfThere(ctx: Context, importId: string): Promise<string[]> {
  try {
    return (await storedFile(ctx, importId))?.header ?? [];
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}

async function storedFile(ctx: Context, importId: string): Promise<StoredFile | undefined> {
  const record = await importNamed(ctx, importId);
  if (record.upload_id === null) return undefined;
  const upload = await findUpload(ctx, record.upload_id);
  if (!upload) throw fail('notFound', 'ingestion.upload_expired');
  const path = await uploadPath(ctx, upload.storedAs);
  if (!existsSync(path)) throw fail('notFound', 'ingestion.file_missing');
  const dialect = record.dialect as Dialect;
  return { path, dialect, header: await readHeader(path, dialect) };
}

const reasonHeaders = { en: ['Row', 'Reason', 'Column', 'Value'], zh: ['行号', '原因', '列', '值'] };

/** The failed rows as CSV: row number and reason first, then the columns as they stand in the file. */
export async function failedRowsFile(
  ctx: StreamContext,
  input: { id: string; language: 'en' | 'zh' },
): Promise<FileAnswer> {
  const file = await ctx.transact((inner) => storedFile(inner, input.id));
  return {
    contentType: 'text/csv; charset=utf-8',
    fileName: `failed-rows-${input.id}.csv`,
    stream: Readable.from(failedLines(ctx, file, input)),
  };
}

async function* failedLines(
  ctx: StreamContext,
  file: StoredFile | undefined,
  input: { id: string; language: 'en' | 'zh' },
) {
  const header = file?.header ?? [];
  yield `\ufeff${csvLine([...reasonHeaders[input.language], ...header])}`;
  let cursor: string | undefined;
  do {
    const page = await ctx.transact((inner) =>
      rowsOfOutcome(inner, { id: input.id, outcome: 'failed', limit: 1000, cursor }),
    );
    for (const row of page.items)
      yield csvLine([String(row.row), ...reasonOf(row, header, input.language), ...row.cells]);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

function reasonOf(row: OutcomeRow, header: string[], language: 'en' | 'zh'): string[] {
  if (!row.problem) return ['', '', ''];
  const { code, column, value } = row.problem;
  return [
    problemCatalogue[code as ProblemCode][language],
    column === null ? '' : (header[column] ?? String(column + 1)),
    value,
  ];
}
