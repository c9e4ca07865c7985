import { auditedExport, type ExportPiece } from '#platform/audit/audited-export.ts';
import type { Context } from '#platform/db/context.ts';
import { csvLine } from '#platform/files/csv-line.ts';
import type { FileAnswer, StreamContext } from '#platform/http/bind.ts';
import { fromMillionths, majorText, toMillionths } from '../currencies/money.ts';
import { type ExportLine, linesOfOrders } from './export-orders.queries.ts';
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
 * misreads Chinese.
 */
export async function exportOrders(ctx: StreamContext, filters: OrderFilters): Promise<FileAnswer> {
  const day = ctx.platform.clock.now().toISOString().slice(0, 10);
  return {
    contentType: 'text/csv; charset=utf-8',
    fileName: `orders-${day}.csv`,
    stream: await auditedExport(
      ctx,
      { name: 'commerce', subject: 'orders', filter: { ...filters } },
      rowsOf(ctx, filters),
    ),
  };
}

async function* rowsOf(ctx: StreamContext, filters: OrderFilters): AsyncGenerator<ExportPiece> {
  yield { text: `\ufeff${csvLine(exportColumns)}`, rows: 0 };
  let cursor: string | undefined;
  do {
    const after = cursor;
    const batch = await ctx.transact((inner) => readBatch(inner, filters, after));
    if (batch.text) yield { text: batch.text, rows: batch.orders };
    cursor = batch.next ?? undefined;
  } while (cursor !== undefined && !ctx.signal.aborted);
}

async function readBatch(
  ctx: Context,
  filters: OrderFilters,
  cursor: string | undefined,
): Promise<{ text: string; orders: number; next: string | null }> {
  const { timeZone } = await ctx.organisation();
  const sorting = { sort: 'orderedAt', direction: 'asc' } as const;
  const { items, next } = await listOrders(ctx, { ...filters, ...sorting, cursor, limit: ordersAtOnce });
  const lines = await linesOfOrders(
    ctx,
    items.map((order) => ({ id: order.id, customerId: order.customerId ?? '0' })),
  );
  const byOrder = Map.groupBy(lines, (line) => line.orderId);
  const localTime = timeIn(timeZone);
  const rows = items.flatMap((order) => {
    const head = headCells(order, localTime);
    return (byOrder.get(order.id) ?? []).map((line) =>
      csvLine([...head, ...lineCells(line, order.currency)]),
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
