import { closeSync, openSync, readSync } from 'node:fs';
import type { ReadingOptions } from './cell-readers.ts';
import { copyWriter } from './copy-text.ts';
import { rowInterpreter } from './interpret.ts';
import type { ProblemCode } from './problems.contract.ts';
import { rawCells } from './read-rows.ts';
import type { Dialect, Mapping, Problem } from './reading.contract.ts';
import { blockBytes, type RowFeed, rowFeed } from './row-feed.ts';
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
  /** Its cells, as `RawRow.cells` of `readRows`. */
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
  /** Lines in PostgreSQL's COPY text format, columns as `copyColumns[as]`. */
  copy: Buffer;
  failures: FailedRow[];
  /** How many values were kept as entered or left empty, by reason. */
  kept: Partial<Record<ProblemCode, number>>;
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
    const { dialect, mapping, fromByte, fromRow } = job;
    const feed = rowFeed(dialect, { fromByte, fromRow, columns: mapping.columnCount });
    const next = rowSource(file, feed, onBlock);
    const read = chunkReader(job, feed);
    let more = next();
    let byteFrom = fromByte;
    for (let chunkNo = job.firstChunk ?? 0; ; chunkNo++) {
      const chunk = read.begin(chunkNo, byteFrom);
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

function chunkReader(job: ReadJob, feed: RowFeed) {
  const { scan } = feed;
  const interpret = rowInterpreter(job.mapping, job);
  const writer = copyWriter();
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
      failures: [],
      kept: {},
      done: false,
    }),
    row: (chunk: FileChunk): void => {
      chunk.rows++;
      chunk.byteTo = scan.byteTo;
      nextRowNo = scan.row + 1;
      if (scan.failure !== null) {
        addFailure(chunk, feed, [{ code: scan.failure, column: null, value: '' }]);
        return;
      }
      view.cellCount = scan.cellCount;
      const { status, values, problems } = interpret(view);
      if (status === 'blank') chunk.blank++;
      else if (status === 'failed') addFailure(chunk, feed, problems);
      else {
        writer.add(scan.row, values);
        chunk.copied++;
        for (const { code } of problems) chunk.kept[code] = (chunk.kept[code] ?? 0) + 1;
      }
    },
    finish: (chunk: FileChunk, done: boolean): FileChunk => {
      chunk.copy = writer.take();
      chunk.done = done;
      return chunk;
    },
  };
}

function addFailure(chunk: FileChunk, { scan }: RowFeed, problems: readonly Problem[]): void {
  const [first, ...also] = problems;
  const { row, byteFrom, byteTo } = scan;
  chunk.failures.push({ row, byteFrom, byteTo, ...first!, also, raw: rawCells(scan) });
}
