import { auditedExport, type ExportPiece } from '#platform/audit/audited-export.ts';
import { csvLine } from '#platform/files/csv-line.ts';
import type { FileAnswer, StreamContext } from '#platform/http/bind.ts';
import { type OthersConditions, othersConditions } from './customer-filters.queries.ts';
import type { CustomerRow } from './customer-row.contract.ts';
import { columnsOfExport, type ExportColumns } from './export-columns.ts';
import { type CustomerListing, listCustomers, refuseUnreadableList } from './list-customers.queries.ts';
import { isWalked } from './list-order.queries.ts';

const customersAtOnce = 2_000;
/** Where every page sorts all who are kept, fewer and larger ones: fifty sorts for a million, some 50 MB at once. */
const sortedAtOnce = 20_000;

/**
 * The customers of a list as CSV, in its order; streamed, so memory stays the same however many there are. The columns are
 * those that it names, else all, without those that the actor may not see. Days and times are in the organisation's time
 * zone. It begins with a byte order mark, without which Excel misreads Chinese. `onRows` hears of every page that has
 * left; what holds by other domains is asked once for all pages, unless it is handed over. Fails with
 * customers.field_not_readable and as `othersConditions`.
 */
export async function exportCustomers(
  ctx: StreamContext,
  listing: CustomerListing,
  given: { onRows?: (rows: number) => Promise<void>; others?: OthersConditions } = {},
): Promise<FileAnswer> {
  refuseUnreadableList(ctx, listing);
  const columns = await ctx.transact((inner) => columnsOfExport(inner, listing.columns));
  const others = given.others ?? (await ctx.transact((inner) => othersConditions(inner, listing)));
  const { day } = columns;
  return {
    contentType: 'text/csv; charset=utf-8',
    fileName: `customers-${day}.csv`,
    stream: await auditedExport(
      ctx,
      { name: 'customers', subject: 'customers', filter: { ...listing } },
      linesOf(ctx, listing, columns, { ...given, others }),
    ),
  };
}

async function* linesOf(
  ctx: StreamContext,
  listing: CustomerListing,
  { fields, names, cellsOf }: ExportColumns,
  { onRows, others }: { onRows?: (rows: number) => Promise<void>; others: OthersConditions },
): AsyncGenerator<ExportPiece> {
  yield { text: `\ufeff${csvLine(names)}`, rows: 0 };
  const lineOf = (row: CustomerRow) => csvLine(cellsOf(row));
  const limit = isWalked(listing) ? customersAtOnce : sortedAtOnce;
  let cursor: string | undefined;
  do {
    const page = { ...listing, columns: fields, cursor, limit };
    const { items, next } = await ctx.transact((inner) => listCustomers(inner, page, others));
    if (items.length > 0) yield { text: items.map(lineOf).join(''), rows: items.length };
    await onRows?.(items.length);
    cursor = next ?? undefined;
  } while (cursor !== undefined && !ctx.signal.aborted);
}
