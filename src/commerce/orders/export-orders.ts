import { cellsOfFields, openFields } from '#customers/public.ts';
import { auditedExport, type ExportPiece } from '#platform/audit/audited-export.ts';
import type { Context } from '#platform/db/context.ts';
import { csvLine } from '#platform/files/csv-line.ts';
import type { FileAnswer, StreamContext } from '#platform/http/bind.ts';
import { fromMillionths, majorText, toMillionths } from '../currencies/money.ts';
import { type ExportLine, linesOfOrders } from './export-orders.queries.ts';
import { matchingOrders } from './find-orders.queries.ts';
import type { OrderFilters, OrderRow } from './orders.contract.ts';
import { listOrders } from './orders.ts';

const ordersAtOnce = 1_000;

const exportColumns = [
  'order_number',
  'kind',
  'ordered_at',
  'customer_id',
  'customer_name',
  'store',
  'channel',
  'brand',
  'seller',
  'currency',
  'original_number',
  'product_code',
  'product_name',
  'description',
  'quantity',
  'unit_price',
  'line_amount',
] as const;

/**
 * The orders that match as CSV, oldest first, one row a line; streamed, so memory stays the same however many
 * there are. Times are in the organisation's time zone. It begins with a byte order mark, without which Excel
 * misreads Chinese. Custom fields in use follow as `field.<key>`, choices by their names in the organisation's language.
 */
export async function exportOrders(ctx: StreamContext, filters: OrderFilters): Promise<FileAnswer> {
  const { language, timeZone, fields, users } = await ctx.transact(async (inner) => {
    // A filter that is refused is refused before the file begins.
    await matchingOrders(inner, filters, 'UTC');
    const fields = await openFields(inner, { of: 'order' });
    return { ...(await inner.organisation()), fields, users: await inner.userNames() };
  });
  const own = cellsOfFields(fields, language, users);
  const localTime = timeIn(timeZone);
  const columns = [...exportColumns, ...fields.map(({ key }) => `field.${key}`)];
  const day = ctx.platform.clock.now().toISOString().slice(0, 10);
  return {
    contentType: 'text/csv; charset=utf-8',
    fileName: `orders-${day}.csv`,
    stream: await auditedExport(
      ctx,
      { name: 'commerce', subject: 'orders', filter: { ...filters } },
      rowsOf(ctx, filters, columns, (order) => ({
        head: headCells(order, localTime),
        own: own(order.customFields),
      })),
    ),
  };
}

/** The cells of an order before and behind those of its lines. */
type CellsOf = (order: OrderRow) => { head: (string | null)[]; own: (string | null)[] };

async function* rowsOf(
  ctx: StreamContext,
  filters: OrderFilters,
  columns: readonly string[],
  cellsOf: CellsOf,
): AsyncGenerator<ExportPiece> {
  yield { text: `\ufeff${csvLine(columns)}`, rows: 0 };
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
  const sorting = { sort: 'orderedAt', direction: 'asc' } as const;
  const { items, next } = await listOrders(ctx, { ...filters, ...sorting, cursor, limit: ordersAtOnce });
  const lines = await linesOfOrders(
    ctx,
    items.map((order) => ({ id: order.id, customerId: order.customerId ?? '0' })),
  );
  const byOrder = Map.groupBy(lines, (line) => line.orderId);
  const rows = items.flatMap((order) => {
    const { head, own } = cellsOf(order);
    return (byOrder.get(order.id) ?? []).map((line) =>
      csvLine([...head, ...lineCells(line, order.currency), ...own]),
    );
  });
  return { text: rows.join(''), orders: items.length, next };
}

function headCells(order: OrderRow, localTime: (instant: string) => string) {
  const { number, kind, customerName, store, channel, brand, seller, currency, originalNumber } = order;
  return [
    number,
    kind,
    localTime(order.orderedAt),
    order.customerId,
    customerName,
    store,
    channel,
    brand,
    seller,
    currency,
    originalNumber,
  ];
}

function lineCells(line: ExportLine, currency: string) {
  return [
    line.productCode,
    line.productName,
    line.description,
    fromMillionths(toMillionths(line.quantity)),
    fromMillionths(toMillionths(line.unitPrice)),
    majorText(line.amountMinor, currency),
  ];
}

function timeIn(timeZone: string): (instant: string) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (instant) => format.format(new Date(instant));
}
