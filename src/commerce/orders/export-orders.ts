import { cellsOfFields, openFields } from '#customers/public.ts';
import { auditedExport, type ExportPiece } from '#platform/audit/audited-export.ts';
import type { Context } from '#platform/db/context.ts';
import { csvLine } from '#platform/files/csv-line.ts';
import type { FileAnswer, StreamContext } from '#platform/http/bind.ts';
import { fromMillionths, majorText, toMillionths } from '../currencies/money.ts';
import type { OrderField } from '../fields/order-fields.contract.ts';
import { rightTo } from '../fields/order-rights.ts';
import { type ExportLine, linesOfOrders } from './export-orders.queries.ts';
import { matchingOrders } from './find-orders.queries.ts';
import type { OrderFilters, OrderRow } from './orders.contract.ts';
import { listOrders } from './orders.ts';

const ordersAtOnce = 1_000;

type Cell = string | null;

interface ExportColumn {
  /** As the first line of the file names it. */
  name: string;
  /** Whose right decides whether there is such a column. */
  field?: OrderField;
  cell: (order: OrderRow, line: ExportLine) => Cell;
}

const columnsIn = (localTime: (instant: string) => string): ExportColumn[] => [
  { name: 'order_number', cell: ({ number }) => number },
  { name: 'kind', cell: ({ kind }) => kind },
  { name: 'ordered_at', field: 'orderedAt', cell: ({ orderedAt }) => orderedAt && localTime(orderedAt) },
  { name: 'customer_id', cell: ({ customerId }) => customerId },
  { name: 'customer_name', cell: ({ customerName }) => customerName },
  { name: 'store', field: 'store', cell: ({ store }) => store },
  { name: 'channel', field: 'channel', cell: ({ channel }) => channel },
  { name: 'brand', field: 'brand', cell: ({ brand }) => brand },
  { name: 'seller', field: 'seller', cell: ({ seller }) => seller },
  { name: 'currency', cell: ({ currency }) => currency },
  { name: 'original_number', cell: ({ originalNumber }) => originalNumber },
  { name: 'product_code', cell: (_, { productCode }) => productCode },
  { name: 'product_name', cell: (_, { productName }) => productName },
  { name: 'description', field: 'description', cell: (_, { description }) => description },
  { name: 'quantity', cell: (_, { quantity }) => exact(quantity) },
  { name: 'unit_price', field: 'unitPrice', cell: (_, { unitPrice }) => unitPrice && exact(unitPrice) },
  {
    name: 'line_amount',
    field: 'amountMinor',
    cell: ({ currency }, { amountMinor }) => amountMinor && majorText(amountMinor, currency),
  },
];

function exact(decimal: string): string {
  return fromMillionths(toMillionths(decimal));
}

/**
 * The orders that match as CSV, oldest first, one row a line; streamed, so memory stays the same however many
 * there are. Times are in the organisation's time zone. It begins with a byte order mark, without which Excel
 * misreads Chinese. Custom fields in use follow as `field.<key>`, choices by their names in the organisation's language.
 * Fields that are hidden from the actor have no column.
 */
export async function exportOrders(ctx: StreamContext, filters: OrderFilters): Promise<FileAnswer> {
  const { language, timeZone, fields, users } = await ctx.transact(async (inner) => {
    // A filter that is refused is refused before the file begins.
    await matchingOrders(inner, filters, 'UTC');
    const fields = await openFields(inner, { of: 'order' });
    return { ...(await inner.organisation()), fields, users: await inner.userNames() };
  });
  const shown = fields.filter(({ key }) => rightTo(ctx, `field.${key}`) !== 'hidden');
  const own = cellsOfFields(shown, language, users);
  const columns = columnsIn(timeIn(timeZone)).filter(
    ({ field }) => !field || rightTo(ctx, field) !== 'hidden',
  );
  const names = [...columns.map(({ name }) => name), ...shown.map(({ key }) => `field.${key}`)];
  const day = ctx.platform.clock.now().toISOString().slice(0, 10);
  return {
    contentType: 'text/csv; charset=utf-8',
    fileName: `orders-${day}.csv`,
    stream: await auditedExport(
      ctx,
      { name: 'commerce', subject: 'orders', filter: { ...filters } },
      rowsOf(ctx, filters, names, (order) => {
        const ownCells = own(order.customFields);
        return (line) => [...columns.map(({ cell }) => cell(order, line)), ...ownCells];
      }),
    ),
  };
}

type CellsOf = (order: OrderRow) => (line: ExportLine) => Cell[];

async function* rowsOf(
  ctx: StreamContext,
  filters: OrderFilters,
  names: readonly string[],
  cellsOf: CellsOf,
): AsyncGenerator<ExportPiece> {
  yield { text: `\ufeff${csvLine(names)}`, rows: 0 };
  let cursor: string | undefined;
  do {
    const after = cursor;
    const batch = await ctx.transact((inner) => readBatch(inner, filters, cellsOf, after));
    if (batch.text) yield { text: batch.text, rows: batch.orders };
    cursor = batch.next ?? undefined;
  } while (cursor !== undefined && !ctx.signal.aborted);
}

async function readBatch(
  ctx: Context,
  filters: OrderFilters,
  cellsOf: CellsOf,
  cursor: string | undefined,
): Promise<{ text: string; orders: number; next: string | null }> {
  const sorting = { direction: 'asc' } as const;
  const { items, next } = await listOrders(ctx, { ...filters, ...sorting, cursor, limit: ordersAtOnce });
  const lines = await linesOfOrders(
    ctx,
    items.map((order) => ({ id: order.id, customerId: order.customerId ?? '0' })),
  );
  const byOrder = Map.groupBy(lines, (line) => line.orderId);
  const rows = items.flatMap((order) => {
    const cells = cellsOf(order);
    return (byOrder.get(order.id) ?? []).map((line) => csvLine(cells(line)));
  });
  return { text: rows.join(''), orders: items.length, next };
}

function timeIn(timeZone: string): (instant: string) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (instant) => format.format(new Date(instant));
}
