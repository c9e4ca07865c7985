import { closeSync, openSync, readSync } from 'node:fs';
import { yearLastNumbers } from './dates.ts';
import type { ColumnReading, Dialect, Mapping } from './reading.contract.ts';
import { blockBytes, rowFeed } from './row-feed.ts';
import { cellText } from './scanner.ts';

type Order = NonNullable<ColumnReading['dateOrder']>;

export interface OrdersJob {
  path: string;
  dialect: Dialect;
  /** Columns whose order nothing has told yet. */
  columns: readonly number[];
  /** How long to look; absent: to the end of the file. */
  mostMs?: number;
}

/**
 * The order of day and month of columns, each by its first value in the file that allows one order only. Columns of
 * which no value does are absent. Reads no further than it must.
 */
export function dateOrdersOf({ path, dialect, columns, mostMs = Infinity }: OrdersJob): Map<number, Order> {
  const told = new Map<number, Order>();
  const open = new Set(columns);
  const until = performance.now() + mostMs;
  const feed = rowFeed(dialect, { fromByte: 0, fromRow: 1 });
  const block = Buffer.allocUnsafe(blockBytes);
  const file = openSync(path, 'r');
  try {
    for (let at = feed.firstByte; open.size > 0 && performance.now() < until; ) {
      const count = readSync(file, block, 0, block.length, at);
      at += count;
      if (count === 0) feed.end();
      else feed.push(block.subarray(0, count));
      while (open.size > 0 && feed.next()) {
        for (const column of open) {
          const order = orderOf(cellText(feed.scan, column));
          if (order === null) continue;
          told.set(column, order);
          open.delete(column);
        }
      }
      if (feed.scan.ended) break;
    }
    return told;
  } finally {
    closeSync(file);
  }
}

/** The one order that a date allows; null where it allows both, or is none of those that have one. */
function orderOf(text: string): Order | null {
  const [first, second] = yearLastNumbers(text) ?? [0, 0];
  if (first > 12 && second <= 12) return 'dmy';
  return second > 12 && first <= 12 ? 'mdy' : null;
}

/** The mapping with orders that were guessed from the head of the file settled by all of it. */
export function withSettledOrders(mapping: Mapping, job: Pick<OrdersJob, 'path' | 'dialect'>): Mapping {
  const guessed = mapping.columns.filter(({ reading }) => reading.dateOrderGuessed);
  if (guessed.length === 0) return mapping;
  const told = dateOrdersOf({ ...job, columns: guessed.map(({ column }) => column) });
  return {
    ...mapping,
    columns: mapping.columns.map((one) => {
      const dateOrder = told.get(one.column);
      return dateOrder === undefined ? one : { ...one, reading: { ...one.reading, dateOrder } };
    }),
  };
}
