import { stageLines, storeLines } from '#commerce/public.ts';
import { stageArrivals, storeActivities, storeArrivals } from '#customers/public.ts';
import type { BulkContext } from '#platform/db/bulk.queries.ts';
import type { ImportOptions } from './import-options.contract.ts';
import type { ImportRecord } from './imports.queries.ts';
import { type JournalFailure, outcomeLetters } from './journal.queries.ts';
import type { FileChunk } from './reading/read-chunks.ts';
import type { Mapping } from './reading/reading.contract.ts';
import { withdrawRows } from './withdraw-rows.queries.ts';

/** What became of the rows that a chunk stored, in the order of the file. */
export interface RowsStored {
  rowNos: string[];
  outcomes: string;
  /** Order, or customer, that each row went to. */
  recordIds: string[];
  guestLines: number;
  possibleDuplicates: number;
  /** Rows that only the store could refuse. */
  failures: JournalFailure[];
}

/** What storing needs to know beside the chunk. */
export interface StoreSettings {
  currency: string;
  /** Of a file of mended rows: which row of the first import each row is. */
  mended?: { importId: string; rows: Map<number, number> } | undefined;
}

interface ChunkToStore {
  record: ImportRecord;
  chunk: FileChunk;
  settings: StoreSettings;
}

type Store = (ctx: BulkContext, work: ChunkToStore) => Promise<RowsStored>;

const stores: Record<string, Store> = { orders, customers, activities };

/**
 * Loads the rows of a chunk into the transaction that will store them, as far as that needs to know nothing of the
 * chunks before, so that it may happen while one of those is being stored.
 */
export async function stageFileChunk(
  ctx: BulkContext,
  record: ImportRecord,
  chunk: FileChunk,
): Promise<void> {
  if (record.kind === 'orders') await stageLines(ctx, chunk.copy);
  else await stageArrivals(ctx, record.source_id!, chunk.copy);
}

/** Stores the rows of a chunk by the kind of the import, in the caller's transaction, where they were staged. */
export function storeFileChunk(
  ctx: BulkContext,
  record: ImportRecord,
  chunk: FileChunk,
  settings: StoreSettings,
): Promise<RowsStored> {
  const store = stores[record.kind];
  if (!store) throw new Error(`No import of a file of the kind ${record.kind}.`);
  return store(ctx, { record, chunk, settings });
}

async function orders(ctx: BulkContext, { record, settings }: ChunkToStore): Promise<RowsStored> {
  const { currency, mended } = settings;
  const importId = record.id;
  const sourceId = record.source_id!;
  const since = new Date(record.started_at ?? record.created_at);
  const stored = await storeLines(ctx, { importId, sourceId, currency, since, mended });
  const { columns } = record.mapping as Mapping;
  const columnOf = columnsOf(record);
  await withdrawRows(
    ctx,
    importId,
    stored.withdrawn.map(({ orderId, key, value, isGuest }) => ({
      ...{ recordId: orderId, isGuest },
      ...{ code: 'field.value_taken', column: columnOf(key), value },
    })),
  );
  const column = columns.find(({ field }) => field === 'order.currency')?.column ?? null;
  const mixed = stored.otherCurrency.map(({ rowNo, currency: value }) => ({
    row: Number(rowNo),
    code: 'currency.mixed',
    column,
    value,
    also: [],
  }));
  const taken = stored.takenValues.map(({ rowNo, key, value }) => ({
    row: Number(rowNo),
    code: 'field.value_taken',
    column: columnOf(key),
    value,
    also: [],
  }));
  const failures = [...mixed, ...taken].toSorted((one, other) => one.row - other.row);
  return { ...stored, recordIds: stored.orderIds, possibleDuplicates: 0, failures };
}

async function customers(ctx: BulkContext, { record }: ChunkToStore): Promise<RowsStored> {
  const stored = await storeArrivals(ctx, { ...arrivalsOf(record), leads: true });
  return { ...stored, recordIds: stored.customerIds, guestLines: 0, failures: [] };
}

async function activities(ctx: BulkContext, { record, chunk }: ChunkToStore): Promise<RowsStored> {
  const named = await storeArrivals(ctx, { ...arrivalsOf(record), leads: false });
  const stored = await storeActivities(ctx, {
    importId: record.id,
    sourceId: record.source_id!,
    customers: named,
    copy: chunk.activities,
  });
  const columnOf = columnsOf(record);
  const unlikely = stored.unlikely.map((row) => ({
    row: Number(row),
    code: 'date.unlikely',
    column: null,
    value: '',
    also: [],
  }));
  const refused = stored.refusedValues.map(({ rowNo, key, value, reason }) => ({
    row: Number(rowNo),
    code: reason === 'taken' ? 'field.value_of_activity' : 'field.not_understood',
    column: columnOf(key),
    value,
    also: [],
  }));
  const failures = [...unlikely, ...refused].toSorted((one, other) => one.row - other.row);
  const { rowNos, outcomes, customerIds } = stored;
  const { possibleDuplicates } = named;
  return { rowNos, outcomes, recordIds: customerIds, guestLines: 0, possibleDuplicates, failures };
}

/** The column that fills a custom field, by its key. */
function columnsOf(record: ImportRecord): (key: string) => number | null {
  const { columns } = record.mapping as Mapping;
  return (key) => columns.find(({ customField }) => customField === key)?.column ?? null;
}

function arrivalsOf(record: ImportRecord) {
  const { mode = 'createAndUpdate', tags = [] } = record.options as ImportOptions;
  return {
    importId: record.id,
    sourceId: record.source_id!,
    arrivedAt: new Date(record.created_at),
    mode,
    tags,
  };
}

/** One letter and one record a row of the file: stored rows, failed rows, and the others, which are skipped. */
export function mergeOutcomes(
  chunk: Pick<FileChunk, 'firstRow' | 'rows'>,
  stored: Pick<RowsStored, 'rowNos' | 'outcomes' | 'recordIds'>,
  failures: readonly Pick<JournalFailure, 'row'>[],
): { outcomes: string; recordIds: string[] } {
  const letters = new Array<string>(chunk.rows).fill(outcomeLetters.skipped);
  const recordIds = new Array<string>(chunk.rows).fill('0');
  for (const failure of failures) letters[failure.row - chunk.firstRow] = outcomeLetters.failed;
  for (let index = 0; index < stored.rowNos.length; index += 1) {
    const place = Number(stored.rowNos[index]) - chunk.firstRow;
    letters[place] = stored.outcomes[index]!;
    recordIds[place] = stored.recordIds[index]!;
  }
  return { outcomes: letters.join(''), recordIds };
}
