import { existsSync } from 'node:fs';
import { auditedExport, type ExportPiece } from '#platform/audit/audited-export.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { csvLine } from '#platform/files/csv-line.ts';
import type { FileAnswer, StreamContext } from '#platform/http/bind.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { identityColumns, mayReadIdentityNumbers } from './identity-numbers.ts';
import type { OutcomeRow, RowOutcome } from './imports.contract.ts';
import type { ImportRecord } from './imports.queries.ts';
import { importNamed } from './imports.ts';
import {
  type ChunkOfOutcome,
  cleaningsOf,
  failuresBetween,
  nextChunkWith,
  outcomeLetters,
  uploadPrint,
} from './journal.queries.ts';
import { addedColumns, keyColumn, mendColumns, readRowKey, rowKey } from './mended-file.ts';
import { maskerOf } from './reading/masking.ts';
import { type ProblemCode, problemCatalogue } from './reading/problems.contract.ts';
import { readHeader, readRows } from './reading/read-rows.ts';
import type { Dialect, Mapping } from './reading/reading.contract.ts';
import { keptText } from './text-of-import.ts';

interface StoredFile {
  path: string;
  dialect: Dialect;
  header: string[];
  /** Hides identity numbers of a cell. */
  mask: (cell: string, column: number) => string;
}

interface RowsInput {
  id: string;
  outcome: RowOutcome;
  cursor?: string | undefined;
  limit: number;
}

/** Leaves identity numbers as they are: for those alone who may read them. */
const unmasked = (cell: string) => cell;

/** One page of the rows that ended in one way, with their cells as they stand in the stored file, identity numbers masked. */
export async function rowsOfOutcome(ctx: Context, input: RowsInput) {
  return pageOfRows(ctx, await storedFile(ctx, input.id), input);
}

async function pageOfRows(ctx: Context, file: StoredFile | undefined, input: RowsInput) {
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
      cells: raw.cells.map(file.mask),
      recordId: recordId === undefined || recordId === '0' ? null : recordId,
      problem: problems?.get(raw.row) ?? null,
    });
    if (rows.length >= most) break;
  }
  return rows;
}

/** What cleaning did in the columns of the file. */
export async function cleaningsByColumn(ctx: Context, input: { id: string }) {
  const { id, column_names } = await importNamed(ctx, input.id);
  const cleanings = await cleaningsOf(ctx, id);
  return { items: cleanings.map((one) => ({ ...one, header: column_names[one.column] ?? '' })) };
}

async function storedFile(ctx: Context, importId: string): Promise<StoredFile | undefined> {
  const record = await importNamed(ctx, importId);
  if (record.upload_id === null) return undefined;
  const path = await keptText(ctx, record);
  if (path === undefined) throw fail('notFound', 'ingestion.upload_expired');
  if (!existsSync(path)) throw fail('notFound', 'ingestion.file_missing');
  const dialect = record.dialect as Dialect;
  const { column_names: names } = record;
  const header = names.length > 0 ? names : await readHeader(path, dialect);
  return { path, dialect, header, mask: maskerOf(record.mapping as Mapping) };
}

/**
 * The failed rows as CSV: the key of the row and the reasons first, then the columns as they stand in the file.
 * Mended, the file can be imported again: the key says which row of which import each of them is. Whoever may read
 * identity numbers gets them whole, so that they come back with the row; for all others they are masked.
 */
export async function failedRowsFile(
  ctx: StreamContext,
  input: { id: string; language: 'en' | 'zh' },
): Promise<FileAnswer> {
  const file = await ctx.transact(async (inner) => {
    const record = await importNamed(inner, input.id);
    const stored = await storedFile(inner, input.id);
    const print = record.upload_id === null ? '' : await uploadPrint(inner, record.upload_id);
    const whole = stored && mayReadIdentityNumbers(inner);
    if (whole && record.failed !== '0' && identityColumns(record.mapping as Mapping).length > 0)
      await inner.audit('import.identity_numbers_read', `import:${record.id}`);
    const file = whole ? { ...stored, mask: unmasked } : stored;
    return { header: file?.header ?? [], file, keyOf: keysOf(record, print) };
  });
  return {
    contentType: 'text/csv; charset=utf-8',
    fileName: `failed-rows-${input.id}.csv`,
    stream: await auditedExport(
      ctx,
      { name: 'import', subject: `import:${input.id}`, filter: { outcome: 'failed' } },
      failedLines(ctx, file, input),
    ),
  };
}

/** A row that failed again keeps the key under which it came back. */
function keysOf(record: ImportRecord, print: string): (row: OutcomeRow) => string {
  const column = record.mends === null ? undefined : keyColumn(record.column_names);
  return (row) => {
    const kept = column === undefined ? undefined : row.cells[column];
    return kept !== undefined && readRowKey(kept) ? kept : rowKey(record.id, row.row, print);
  };
}

async function* failedLines(
  ctx: StreamContext,
  of: { header: string[]; file: StoredFile | undefined; keyOf: (row: OutcomeRow) => string },
  input: { id: string; language: 'en' | 'zh' },
): AsyncGenerator<ExportPiece> {
  const { header, file, keyOf } = of;
  const added = addedColumns(header);
  const own = (cells: string[]) => cells.filter((_cell, index) => !added.includes(index));
  yield { text: `\ufeff${csvLine([...mendColumns[input.language], ...own(header)])}`, rows: 0 };
  let cursor: string | undefined;
  do {
    const page = await ctx.transact((inner) =>
      pageOfRows(inner, file, { id: input.id, outcome: 'failed', limit: 1000, cursor }),
    );
    const lines = page.items.map((row) =>
      csvLine([keyOf(row), ...reasonOf(row, header, input.language), ...own(row.cells)]),
    );
    yield { text: lines.join(''), rows: lines.length };
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

function reasonOf(row: OutcomeRow, header: string[], language: 'en' | 'zh'): string[] {
  if (!row.problem) return ['', '', '', ''];
  const { code, column, value, also } = row.problem;
  const nameOf = (at: number | null) => (at === null ? '' : (header[at] ?? String(at + 1)));
  const textOf = (problem: string) => problemCatalogue[problem as ProblemCode]?.[language] ?? problem;
  const further = also.map((one) => [nameOf(one.column), textOf(one.code)].filter(Boolean).join(': '));
  return [textOf(code), nameOf(column), value, further.join(' / ')];
}
