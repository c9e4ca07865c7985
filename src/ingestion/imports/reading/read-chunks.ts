import { closeSync, openSync, readSync } from 'node:fs';
import { activityValues, arrivalValues } from '#customers/public.child.ts';
import type { ReadingOptions } from './cell-readers.ts';
import { copyWriter } from './copy-text.ts';
import { withSettledOrders } from './date-orders.ts';
import { headBytes } from './dialect.ts';
import { readHeadRows } from './head-rows.ts';
import { headerNames } from './header-names.ts';
import { rowInterpreter } from './interpret.ts';
import { maskerOf } from './masking.ts';
import type { ProblemCode } from './problems.contract.ts';
import { rawCells } from './read-rows.ts';
import type { Dialect, Mapping, Problem } from './reading.contract.ts';
import { blockBytes, type RowFeed, rowFeed } from './row-feed.ts';
import { type CleaningCount, rowTally } from './row-tally.ts';
import { cellText } from './scanner.ts';

/** What to read and how; plain data, so that it crosses to the child process. */
export interface ReadJob extends ReadingOptions {
  path: string;
  dialect: Dialect;
  mapping: Mapping;
  /** A row boundary: 0 for the start, else `byteTo` of the last chunk that was stored. */
  fromByte: number;
  /** Number of the first data row to read: 1 at the start. */
  fromRow: number;
  /** Number of the first chunk. */
  firstChunk?: number;
  chunkRows: number;
}

/** A row that is not taken, with the first reason and, in `also`, all further ones. */
export interface FailedRow {
  row: number;
  byteFrom: number;
  byteTo: number;
  code: ProblemCode;
  column: number | null;
  value: string;
  also: Problem[];
  /** Its cells, as `RawRow.cells` of `readRows`, identity numbers masked. */
  raw: string[];
}

/** Consecutive rows, ready to be stored. rows = copied + failures.length + blank. */
export interface FileChunk {
  chunkNo: number;
  firstRow: number;
  /** Data rows of the file in this chunk. */
  rows: number;
  /** Rows in `copy`. */
  copied: number;
  /** Rows without any filled cell. */
  blank: number;
  byteFrom: number;
  /** Where the next chunk begins. */
  byteTo: number;
  /**
   * Lines in PostgreSQL's COPY text format. Of orders: `copyColumns.orders`. Of customers and of activities:
   * `row_no` and `arrivalColumns` of the customer that the row is or names.
   */
  copy: Buffer;
  /** Of activities: lines of `row_no` and `activityColumns`, one for each line of `copy`; else empty. */
  activities: Buffer;
  failures: FailedRow[];
  /** How many values were kept as entered or left empty, by reason. */
  kept: Partial<Record<ProblemCode, number>>;
  /** What cleaning did to the rows in `copy`, and the problems that it found in them. */
  cleanings: CleaningCount[];
  /** Rows in `copy` whose values cleaning changed or found something in. */
  cleanedRows: number;
  /** On the first chunk: the mapping as it was read, where the whole file settled what was guessed. */
  settled: Mapping | null;
  /** No row follows. */
  done: boolean;
}

/** Rows of very long text close a chunk early: bytes of the file. */
const chunkBytes = 8 << 20;

/**
 * Reads a file chunk by chunk, on demand; blocks the thread while it works, so it belongs into the
 * child process. An empty file gives one empty chunk. `onBlock` is called before each block is read.
 */
export function* readChunks(job: ReadJob, onBlock: () => void = () => {}): Generator<FileChunk, void> {
  const file = openSync(job.path, 'r');
  try {
    const { path, dialect, fromByte, fromRow } = job;
    const mapping = withSettledOrders(job.mapping, { path, dialect, onBlock });
    const feed = rowFeed(dialect, { fromByte, fromRow, columns: mapping.columnCount });
    const next = rowSource(file, feed, onBlock);
    const read = chunkReader({ ...job, mapping }, feed, headersOf(file, job));
    let more = next();
    let byteFrom = fromByte;
    for (let chunkNo = job.firstChunk ?? 0; ; chunkNo++) {
      const chunk = read.begin(chunkNo, byteFrom);
      if (byteFrom === fromByte && mapping !== job.mapping) chunk.settled = mapping;
      while (more && chunk.rows < job.chunkRows && chunk.byteTo - byteFrom < chunkBytes) {
        read.row(chunk);
        more = next();
      }
      byteFrom = chunk.byteTo;
      yield read.finish(chunk, !more);
      if (!more) return;
    }
  } finally {
    closeSync(file);
  }
}

/** The names of the columns stand at the start of the file, wherever reading begins. */
function headersOf(file: number, { dialect, mapping }: ReadJob): string[] {
  const head = Buffer.alloc(headBytes);
  const bytes = head.subarray(0, readSync(file, head, 0, head.length, 0));
  const above = dialect.skipRows + dialect.headerRows;
  const rows = above === 0 ? [] : readHeadRows(bytes, bytes.length < headBytes, dialect, above).cells;
  return headerNames(rows.slice(dialect.skipRows), mapping.columnCount);
}

function rowSource(file: number, feed: RowFeed, onBlock: () => void): () => boolean {
  const block = Buffer.allocUnsafe(blockBytes);
  let at = feed.firstByte;
  return () => {
    while (!feed.next()) {
      if (feed.scan.ended) return false;
      onBlock();
      const count = readSync(file, block, 0, block.length, at);
      at += count;
      if (count === 0) feed.end();
      else feed.push(block.subarray(0, count));
    }
    return true;
  };
}

function chunkReader(job: ReadJob, feed: RowFeed, headers: readonly string[]) {
  const { scan } = feed;
  const interpret = rowInterpreter(job.mapping, job, headers);
  const mask = maskerOf(job.mapping);
  const writer = copyWriter();
  const activities = copyWriter();
  const tally = rowTally();
  const view = { cellCount: 0, cell: (index: number) => cellText(scan, index) };
  let nextRowNo = job.fromRow;
  return {
    begin: (chunkNo: number, byteFrom: number): FileChunk => ({
      chunkNo,
      firstRow: nextRowNo,
      rows: 0,
      copied: 0,
      blank: 0,
      byteFrom,
      byteTo: byteFrom,
      copy: Buffer.alloc(0),
      activities: Buffer.alloc(0),
      failures: [],
      kept: {},
      cleanings: [],
      cleanedRows: 0,
      settled: null,
      done: false,
    }),
    row: (chunk: FileChunk): void => {
      chunk.rows++;
      chunk.byteTo = scan.byteTo;
      nextRowNo = scan.row + 1;
      if (scan.failure !== null) {
        addFailure(chunk, feed, [{ code: scan.failure, column: null, value: '' }], mask);
        return;
      }
      view.cellCount = scan.cellCount;
      const row = interpret(view);
      const { status, values, problems, arriving, activity } = row;
      if (status === 'blank' || status === 'thin') chunk.blank++;
      else if (status === 'failed') addFailure(chunk, feed, problems, mask);
      else {
        writer.add(scan.row, arriving === null ? values : arrivalValues(arriving));
        if (activity !== null) activities.add(scan.row, activityValues(activity));
        chunk.copied++;
        tally.add(row);
        for (const { code } of problems) chunk.kept[code] = (chunk.kept[code] ?? 0) + 1;
      }
    },
    finish: (chunk: FileChunk, done: boolean): FileChunk => {
      chunk.copy = writer.take();
      chunk.activities = activities.take();
      Object.assign(chunk, tally.take());
      chunk.done = done;
      return chunk;
    },
  };
}

function addFailure(
  chunk: FileChunk,
  { scan }: RowFeed,
  problems: readonly Problem[],
  mask: (cell: string, column: number) => string,
): void {
  const [first, ...also] = problems;
  const { row, byteFrom, byteTo } = scan;
  chunk.failures.push({ row, byteFrom, byteTo, ...first!, also, raw: rawCells(scan).map(mask) });
}
