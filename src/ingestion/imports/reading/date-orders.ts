import { closeSync, openSync, readSync } from 'node:fs';
import { yearLastNumbers } from './dates.ts';
import type { ColumnReading, Dialect, MappedColumn, Mapping } from './reading.contract.ts';
import { blockBytes, rowFeed } from './row-feed.ts';
import { cellText } from './scanner.ts';

type Order = NonNullable<ColumnReading['dateOrder']>;

export interface OrdersJob {
  path: string;
  dialect: Dialect;
  /** Columns whose order nothing has told yet. */
  columns: readonly number[];
  /** Columns that the header names, where known. */
  columnCount?: number;
  /** How long to look; absent: to the end of the file. */
  mostMs?: number;
  /** Called before each block is read. */
  onBlock?: () => void;
}

/**
 * The order of day and month of columns, each by its first value in the file that allows one order only. Columns of
 * which no value does are absent. Reads no further than it must.
 */
export function dateOrdersOf(job: OrdersJob): Map<number, Order> {
  const { path, dialect, columns, columnCount, mostMs = Infinity, onBlock } = job;
  const told = new Map<number, Order>();
  const open = new Set(columns);
  const until = performance.now() + mostMs;
  const feed = rowFeed(dialect, { fromByte: 0, fromRow: 1, columns: columnCount });
  const block = Buffer.allocUnsafe(blockBytes);
  const file = openSync(path, 'r');
  try {
    for (let at = feed.firstByte; open.size > 0 && performance.now() < until; ) {
      onBlock?.();
      const count = readSync(file, block, 0, block.length, at);
      at += count;
      if (count === 0) feed.end();
      else feed.push(block.subarray(0, count));
      while (open.size > 0 && feed.next()) {
        if (feed.scan.failure !== null) continue;
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

/**
 * The mapping with orders that were guessed from the head of the file settled by all of it: where nothing tells, the
 * guess stands from then on. The same mapping where nothing was guessed.
 */
export function withSettledOrders(
  mapping: Mapping,
  job: Pick<OrdersJob, 'path' | 'dialect' | 'onBlock'>,
): Mapping {
  const { columnCount } = mapping;
  const columns = mapping.columns.filter(isGuessed).map(({ column }) => column);
  if (columns.length === 0) return mapping;
  const told = dateOrdersOf({ ...job, columns, columnCount });
  return {
    ...mapping,
    columns: mapping.columns.map((one) => {
      if (!isGuessed(one)) return one;
      const { dateOrderGuessed: _, ...reading } = one.reading;
      return { ...one, reading: { ...reading, dateOrder: told.get(one.column) ?? reading.dateOrder } };
    }),
  };
}

const isGuessed = ({ reading }: MappedColumn) => reading.dateOrderGuessed === true;
