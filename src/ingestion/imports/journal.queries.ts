import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import type { RowOutcome } from './imports.contract.ts';

/** How outcomes are written in the journal, one letter a row. */
export const outcomeLetters: Record<RowOutcome, string> = {
  created: 'c',
  updated: 'u',
  unchanged: 'n',
  skipped: 's',
  failed: 'f',
};

export interface JournalChunk {
  chunkNo: number;
  firstRow: number;
  byteFrom: number;
  byteTo: number;
  outcomes: string;
  recordIds: string[];
  guestLines: number;
  /** Work done so far in the unit of `bytes_total`. */
  bytesDone: number;
  cleanedRows?: number;
  possibleDuplicates?: number;
}

/** In how many rows a rule changed a column, or a problem was found in it. */
export interface CleaningCount {
  column: number;
  code: string;
  rows: number;
}

export interface JournalFailure {
  row: number;
  code: string;
  /** Position in the file, from 0. */
  column: number | null;
  value: string;
  /** Further reasons. */
  also: { code: string; column: number | null; value: string }[];
}

/** Locks the import for one chunk; false where another runner took it over or it was stopped. */
export async function holdImport(ctx: Context, importId: string, epoch: number) {
  const row = await ctx.tx
    .selectFrom('ingestion.imports')
    .select(['state', 'epoch', 'cancel_requested_at', 'next_chunk'])
    .where('id', '=', importId)
    .forUpdate()
    .executeTakeFirst();
  if (!row || row.epoch !== epoch || row.state !== 'running') return undefined;
  return { cancelRequested: row.cancel_requested_at !== null, nextChunk: row.next_chunk };
}

/** Writes what became of the rows of one chunk, in the transaction that stored them, and renews the lease. */
export async function writeChunk(
  ctx: Context,
  importId: string,
  chunk: JournalChunk,
  leaseSeconds: number,
): Promise<void> {
  const tally = letterCounts(chunk.outcomes);
  await ctx.tx
    .insertInto('ingestion.import_chunks')
    .values({
      import_id: importId,
      chunk_no: chunk.chunkNo,
      first_row: chunk.firstRow,
      rows: chunk.outcomes.length,
      byte_from: chunk.byteFrom,
      byte_to: chunk.byteTo,
      outcomes: chunk.outcomes,
      record_ids: sql<string[]>`${chunk.recordIds}::bigint[]`,
      ...tally,
      stored_at: ctx.clock.now(),
    })
    .execute();
  await sql`update ingestion.imports
    set rows_in = rows_in + ${chunk.outcomes.length}, created = created + ${tally.created},
      updated = updated + ${tally.updated}, unchanged = unchanged + ${tally.unchanged},
      skipped = skipped + ${tally.skipped}, failed = failed + ${tally.failed},
      order_lines = order_lines + case when kind in ('orders', 'demo')
        then ${tally.created + tally.updated + tally.unchanged}::bigint else 0 end,
      cleaned = cleaned + ${chunk.cleanedRows ?? 0},
      possible_duplicates = possible_duplicates + ${chunk.possibleDuplicates ?? 0},
      guest_lines = guest_lines + ${chunk.guestLines}, bytes_done = ${chunk.bytesDone},
      next_chunk = ${chunk.chunkNo + 1}, attempts = 0,
      lease_until = ${new Date(ctx.clock.now().getTime() + leaseSeconds * 1000)}
    where id = ${importId}`.execute(ctx.tx);
}

export async function writeFailures(
  ctx: Context,
  importId: string,
  failures: JournalFailure[],
): Promise<void> {
  if (failures.length === 0) return;
  await sql`insert into ingestion.import_failures (import_id, row_no, code, column_no, value, also)
    select ${importId}::bigint, * from unnest(${failures.map((one) => one.row)}::bigint[],
      ${failures.map((one) => one.code)}::text[], ${failures.map((one) => one.column)}::int[],
      ${failures.map((one) => one.value)}::text[],
      ${failures.map((one) => (one.also.length === 0 ? null : JSON.stringify(one.also)))}::jsonb[])`.execute(
    ctx.tx,
  );
}

/** Adds what cleaning did in a chunk to what it did before. */
export async function writeCleanings(
  ctx: Context,
  importId: string,
  cleanings: CleaningCount[],
): Promise<void> {
  if (cleanings.length === 0) return;
  await sql`insert into ingestion.import_cleanings as known (import_id, column_no, code, rows)
    select ${importId}::bigint, * from unnest(${cleanings.map((one) => one.column)}::int[],
      ${cleanings.map((one) => one.code)}::text[], ${cleanings.map((one) => one.rows)}::bigint[])
    on conflict (import_id, column_no, code) do update set rows = known.rows + excluded.rows`.execute(ctx.tx);
}

/** How many customers the rows of an import went to; the journal names one a row. */
export async function customersMet(ctx: Context, importId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct record)::int as count
    from ingestion.import_chunks, unnest(record_ids) as record
    where import_id = ${importId} and record <> 0`.execute(ctx.tx);
  return rows[0]!.count;
}

/**
 * The customers to which rows with these outcomes went, each once, of the chunks from `fromChunk` to before
 * `toChunk`; chunks without such rows are not read.
 */
export async function customersOfRows(
  ctx: Context,
  importId: string,
  outcomes: readonly RowOutcome[],
  { fromChunk, toChunk }: { fromChunk: number; toChunk: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct row.record as id
    from ingestion.import_chunks chunk,
      unnest(string_to_array(chunk.outcomes, null), chunk.record_ids) as row(letter, record)
    where chunk.import_id = ${importId} and chunk.chunk_no >= ${fromChunk} and chunk.chunk_no < ${toChunk}
      and row.record <> 0
      and ${sql.join(
        outcomes.map((outcome) => sql.ref(`chunk.${outcome}`)),
        sql` + `,
      )} > 0
      and row.letter = any(${outcomes.map((outcome) => outcomeLetters[outcome])}::text[])`.execute(ctx.tx);
  return rows.map((row) => row.id);
}

/** How many rows ended in each way. */
export function letterCounts(outcomes: string): Record<RowOutcome, number> {
  const tally = { created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0 };
  const nameOf = new Map(
    Object.entries(outcomeLetters).map(([name, letter]) => [letter, name as RowOutcome]),
  );
  for (const letter of outcomes) tally[nameOf.get(letter)!] += 1;
  return tally;
}

/** Where the last stored chunk ended. */
export async function lastChunk(ctx: Context, importId: string) {
  const row = await ctx.tx
    .selectFrom('ingestion.import_chunks')
    .select(['chunk_no', 'first_row', 'rows', 'byte_to'])
    .where('import_id', '=', importId)
    .orderBy('chunk_no', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return { chunkNo: 0, row: 1, byte: 0 };
  return { chunkNo: row.chunk_no + 1, row: Number(row.first_row) + row.rows, byte: Number(row.byte_to) };
}

export interface ChunkOfOutcome {
  chunkNo: number;
  firstRow: number;
  byteFrom: number;
  byteTo: number;
  outcomes: string;
  recordIds: string[];
}

/** The next chunk, from `chunkNo` on, that holds a row with this outcome. */
export async function nextChunkWith(
  ctx: Context,
  importId: string,
  outcome: RowOutcome,
  chunkNo: number,
): Promise<ChunkOfOutcome | undefined> {
  const row = await ctx.tx
    .selectFrom('ingestion.import_chunks')
    .selectAll()
    .where('import_id', '=', importId)
    .where('chunk_no', '>=', chunkNo)
    .where(outcome, '>', 0)
    .orderBy('chunk_no')
    .limit(1)
    .executeTakeFirst();
  return (
    row && {
      chunkNo: row.chunk_no,
      firstRow: Number(row.first_row),
      byteFrom: Number(row.byte_from),
      byteTo: Number(row.byte_to),
      outcomes: row.outcomes,
      recordIds: row.record_ids,
    }
  );
}

/** Why rows failed, by row, for the rows `fromRow` to `toRow`. */
export async function failuresBetween(ctx: Context, importId: string, fromRow: number, toRow: number) {
  const rows = await ctx.tx
    .selectFrom('ingestion.import_failures')
    .selectAll()
    .where('import_id', '=', importId)
    .where('row_no', '>=', String(fromRow))
    .where('row_no', '<=', String(toRow))
    .execute();
  return new Map(
    rows.map((one) => [
      Number(one.row_no),
      {
        code: one.code,
        column: one.column_no,
        value: one.value ?? '',
        also: (one.also ?? []) as JournalFailure['also'],
      },
    ]),
  );
}

/** What cleaning did, by column and rule or problem. */
export async function cleaningsOf(ctx: Context, importId: string) {
  const rows = await ctx.tx
    .selectFrom('ingestion.import_cleanings')
    .selectAll()
    .where('import_id', '=', importId)
    .orderBy('column_no')
    .orderBy('rows', 'desc')
    .orderBy('code')
    .execute();
  return rows.map((one) => ({ column: one.column_no, code: one.code, rows: Number(one.rows) }));
}

/** Tells the file of an import from those of other installations. */
export async function uploadPrint(ctx: Context, uploadId: string): Promise<string> {
  const row = await ctx.tx
    .selectFrom('ingestion.uploads')
    .select('sha256')
    .where('id', '=', uploadId)
    .executeTakeFirst();
  return (row?.sha256 ?? '').slice(0, 8).padStart(8, '0');
}

const savepoint = sql`rehearsal`;

/** Marks the point to which `returnToSavepoint` takes the transaction back. */
export async function markSavepoint(ctx: Context): Promise<void> {
  await sql`savepoint ${savepoint}`.execute(ctx.tx);
}

export async function returnToSavepoint(ctx: Context): Promise<void> {
  await sql`rollback to savepoint ${savepoint}`.execute(ctx.tx);
}
