import { auditedExport, type ExportPiece } from '#platform/audit/audited-export.ts';
import { csvLine } from '#platform/files/csv-line.ts';
import type { FileAnswer, StreamContext } from '#platform/http/bind.ts';
import { openFields } from '../custom-fields/custom-fields.queries.ts';
import { cellsOfFields } from '../custom-fields/exported-values.ts';
import { type CustomerListing, listCustomers, refuseUnreadableList } from './list-customers.queries.ts';
import { majorText } from './major-text.ts';
import type { CustomerRow } from './profiles.contract.ts';

const customersAtOnce = 2_000;

const exportColumns = [
  'customer_id',
  'kind',
  'name',
  'company',
  'phone',
  'email',
  'country',
  'region',
  'city',
  'orders',
  'cancellations',
  'spend',
  'currency',
  'first_order_at',
  'last_order_at',
  'created_at',
  'tags',
] as const;

/**
 * The customers of a list as CSV, in its order; streamed, so memory stays the same however many there are.
 * Days and times are in the organisation's time zone. It begins with a byte order mark, without which Excel
 * misreads Chinese. Custom fields in use follow as `field.<key>`, choices by their names in the organisation's language.
 * `onRows` hears of every page that has left. Fails with customers.field_not_readable.
 */
export async function exportCustomers(
  ctx: StreamContext,
  listing: CustomerListing,
  onRows?: (rows: number) => Promise<void>,
): Promise<FileAnswer> {
  refuseUnreadableList(ctx, listing);
  const { timeZone, currency, language, fields } = await ctx.transact(async (inner) => ({
    ...(await inner.organisation()),
    fields: await openFields(inner),
  }));
  const localTime = timeIn(timeZone);
  const fileName = `customers-${localTime(ctx.platform.clock.now().toISOString()).slice(0, 10)}.csv`;
  const own = cellsOfFields(fields, language);
  const lineOf = (row: CustomerRow) =>
    csvLine([...cellsOf(row, currency, localTime), ...own(row.customFields)]);
  const names = [...exportColumns, ...fields.map(({ key }) => `field.${key}`)];
  return {
    contentType: 'text/csv; charset=utf-8',
    fileName,
    stream: await auditedExport(
      ctx,
      { name: 'customers', subject: 'customers', filter: { ...listing } },
      linesOf(ctx, listing, names, lineOf, onRows),
    ),
  };
}

async function* linesOf(
  ctx: StreamContext,
  listing: CustomerListing,
  names: readonly string[],
  lineOf: (row: CustomerRow) => string,
  onRows?: (rows: number) => Promise<void>,
): AsyncGenerator<ExportPiece> {
  yield { text: `\ufeff${csvLine(names)}`, rows: 0 };
  let cursor: string | undefined;
  do {
    const page = { ...listing, cursor, limit: customersAtOnce };
    const { items, next } = await ctx.transact((inner) => listCustomers(inner, page));
    if (items.length > 0) yield { text: items.map(lineOf).join(''), rows: items.length };
    await onRows?.(items.length);
    cursor = next ?? undefined;
  } while (cursor !== undefined && !ctx.signal.aborted);
}

function cellsOf(
  row: CustomerRow,
  currency: string,
  localTime: (instant: string) => string,
): (string | number | null)[] {
  return [
    row.id,
    row.kind,
    row.displayName,
    row.company,
    row.phone,
    row.email,
    row.country,
    row.region,
    row.city,
    row.orders,
    row.cancellations,
    row.spendMinor && majorText(row.spendMinor, currency),
    currency,
    row.firstOrderAt && localTime(row.firstOrderAt),
    row.lastOrderAt && localTime(row.lastOrderAt),
    localTime(row.createdAt),
    row.tags.map(({ name }) => name).join('; '),
  ];
}

function timeIn(timeZone: string): (instant: string) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (instant) => format.format(new Date(instant));
}
