import { because, ensureCustomers, noteCustomersMet } from '#customers/public.ts';
import type { BulkContext } from '#platform/db/bulk.queries.ts';
import type { Context } from '#platform/db/context.ts';
import { refreshSaleTimesOf } from '../products/product-sums.queries.ts';
import { linkOriginals } from '../totals/link-originals.ts';
import { recomputeTotals } from '../totals/totals.ts';
import { lockAllOrders } from '../totals/write-locks.queries.ts';
import { keepFormerHeaders, keepFormerLines, keepTies, rememberHeaders } from './former-orders.queries.ts';
import { keepMendedPlaces, type MendedRows, placeMendedRows } from './mended-lines.queries.ts';
import { dropOtherCurrencies, type OtherCurrency } from './mixed-currencies.queries.ts';
import { refuseDocuments, type Withdrawn } from './refuse-documents.ts';
import { forgetRefused } from './refused-documents.queries.ts';
import {
  claimGuestOrders,
  createStagedProducts,
  keepCustomerIds,
  type StagedCustomer,
  stagedCustomers,
  stageOrders,
  takeTurn,
} from './stage-lines.queries.ts';
import { claimStagedValues, stageFieldValues, type TakenValue } from './staged-fields.queries.ts';
import {
  addToProducts,
  customersOfImport,
  type ImportSums,
  keyLines,
  looseReversals,
  noteSightings,
  refreshOrders,
  type StoredRows,
  storedRows,
  sumImport,
  touchedCustomers,
  writeOrders,
} from './store-lines.queries.ts';

export interface LineChunk {
  importId: string;
  sourceId: string;
  /** For lines that name no currency. */
  currency: string;
  /** When the import began to write. */
  since: Date;
  /** Set where the rows come back mended; each first row once. */
  mended?: MendedRows | undefined;
}

export interface LinesRefused {
  /** Rows of which nothing was stored, since they name another currency than their document has. */
  otherCurrency: OtherCurrency[];
  /** Rows of which nothing was stored, since a value that must be unique is another document's. */
  takenValues: TakenValue[];
  /** Documents of which rows before were stored and are taken back for the same reason. */
  withdrawn: Withdrawn[];
}

/**
 * Stores the order lines that `stageLines` loaded with their customers, products, documents and totals, in a few set-based
 * statements of the caller's transaction. The same lines again change nothing: a line is known by document,
 * product and occurrence. What a document was before is kept for undoing. Tells per row what became of it; a line
 * that names another currency than its document has is refused, and a document that would take another's unique value.
 */
export async function storeLines(given: BulkContext, chunk: LineChunk): Promise<StoredRows & LinesRefused> {
  const ctx = because(given, 'import', chunk.importId);
  await takeTurn(ctx);
  const otherCurrency = await dropOtherCurrencies(ctx, chunk.sourceId, chunk.currency);
  const { takenValues, withdrawn } = await refuseDocuments(ctx, chunk);
  await ensureStagedCustomers(ctx, chunk);
  await createStagedProducts(ctx);
  await stageOrders(ctx, chunk.sourceId, chunk.currency);
  await stageFieldValues(ctx);
  await rememberHeaders(ctx, chunk.importId);
  const claimed = await claimGuestOrders(ctx);
  await placeMendedRows(ctx, chunk.mended);
  await keyLines(ctx, chunk.importId);
  await keepMendedPlaces(ctx, chunk.mended);
  await keepFormerLines(ctx, chunk.importId);
  await writeOrders(ctx, chunk.importId, chunk.sourceId);
  const refreshed = await refreshOrders(ctx);
  await claimStagedValues(ctx);
  await keepFormerHeaders(ctx, chunk.importId);
  await addToProducts(ctx);
  await noteSightings(ctx, chunk.importId);
  const customers = await touchedCustomers(ctx, [...claimed, ...refreshed]);
  if (customers.length > 0) await recomputeTotals(ctx, customers);
  const stored = await storedRows(ctx);
  const changed = stored.outcomes.length - (stored.outcomes.match(/n/g)?.length ?? 0);
  if (changed > 0)
    await ctx.emit('orders.imported', {
      importId: chunk.importId,
      lines: changed,
      customers: customers.length,
    });
  return { ...stored, otherCurrency, takenValues, withdrawn };
}

async function ensureStagedCustomers(ctx: Context, chunk: LineChunk): Promise<void> {
  const staged = await stagedCustomers(ctx);
  if (staged.length === 0) return;
  const ensured = await ensureCustomers(ctx, {
    sourceId: chunk.sourceId,
    origin: { importId: chunk.importId },
    // An order names its customer as of that day: later files must not undo what is known since.
    existing: 'fill',
    candidates: staged.map(candidateOf),
  });
  const ids = new Map(staged.map(({ key }, index) => [key, ensured[index]!.customerId]));
  await keepCustomerIds(ctx, [...ids.keys()], [...ids.values()]);
}

function candidateOf(staged: StagedCustomer) {
  const { key: _key, row_no, external_id, phone, email, ...fields } = staged;
  const given = Object.entries(fields).filter(([, value]) => value !== null) as [string, string][];
  return {
    ...Object.fromEntries(given),
    externalId: external_id ?? undefined,
    phones: phone === null ? [] : [phone],
    emails: email === null ? [] : [email],
    payload: Object.fromEntries(
      Object.entries(staged).filter(([name, value]) => value !== null && name !== 'key' && name !== 'row_no'),
    ),
    rowNo: Number(row_no),
  };
}

/**
 * Ties the import's cancellations and returns to what they undo, gives the sums, and notes whom it met. Products of which
 * lines were taken back are told anew when they were first and last sold.
 */
export async function finishLines(ctx: Context, importId: string): Promise<ImportSums & { linked: number }> {
  const losers = await forgetRefused(ctx, importId);
  if (losers.length > 0) {
    await lockAllOrders(ctx);
    await refreshSaleTimesOf(ctx, losers);
  }
  const loose = await looseReversals(ctx, importId);
  const linked = loose.length > 0 ? await linkOriginals(ctx, loose) : 0;
  if (linked > 0) await keepTies(ctx, importId, loose);
  const sums = await sumImport(ctx, importId);
  await noteCustomersMet(ctx, importId, await customersOfImport(ctx, importId));
  return { ...sums, linked };
}
