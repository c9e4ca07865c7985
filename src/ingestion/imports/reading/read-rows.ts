import { open } from 'node:fs/promises';
import { headerNames } from './header-names.ts';
import type { Dialect } from './reading.contract.ts';
import { blockBytes, type RowRange, rowFeed } from './row-feed.ts';
import type { RowFailure, Scan } from './scan-state.ts';
import { cellText, rowText } from './scanner.ts';

/** A row as it stands in the file. */
export interface RawRow {
  row: number;
  byteFrom: number;
  byteTo: number;
  /** Texts of its cells, each cut to 10,000 characters; for a broken row one text with the start of its line. */
  cells: string[];
  failure: RowFailure | null;
}

/**
 * Reads the raw data rows of a stretch of a stored file again, as a chunk or failure named it.
 * Reads in small blocks, so that a server may call it; stop iterating to stop reading.
 * Throws what the file system throws for a missing file.
 */
export async function* readRows(
  path: string,
  range: RowRange,
  dialect: Dialect,
): AsyncGenerator<RawRow, void> {
  const file = await open(path, 'r');
  try {
    const feed = rowFeed(dialect, range);
    const block = Buffer.allocUnsafe(blockBytes);
    const end = range.toByte ?? Number.POSITIVE_INFINITY;
    let at = feed.firstByte;
    for (;;) {
      while (feed.next()) yield rawRow(feed.scan);
      if (feed.scan.ended) return;
      const { bytesRead } = await file.read(block, 0, Math.min(block.length, Math.max(0, end - at)), at);
      at += bytesRead;
      if (bytesRead === 0) feed.end();
      else feed.push(block.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

/** Names of the columns of a stored file, as `headerNames`; by position where it has no header. */
export async function readHeader(path: string, dialect: Dialect): Promise<string[]> {
  const { skipRows, headerRows } = dialect;
  const above: string[][] = [];
  const asRows = { ...dialect, skipRows, headerRows: 0 };
  for await (const { row, cells, failure } of readRows(path, { fromByte: 0, fromRow: 1 }, asRows)) {
    if (headerRows === 0) return headerNames([], cells.length);
    if (failure === null) above.push(cells);
    if (row >= headerRows) break;
  }
  return headerNames(above);
}

const mostCellCharacters = 10_000;
const mostLineBytes = 10_000;

/** Copies the current row out of a scan. */
function rawRow(scan: Scan): RawRow {
  const { row, byteFrom, byteTo, failure } = scan;
  return { row, byteFrom, byteTo, cells: rawCells(scan), failure };
}

/** Texts of the current row's cells, cut so that hostile rows stay small; see `RawRow.cells`. */
export function rawCells(scan: Scan): string[] {
  const whole = scan.failure === null || scan.failure === 'cell.too_long';
  if (!whole || scan.cellCount === 0) return [rowText(scan, mostLineBytes)];
  return Array.from({ length: scan.cellCount }, (_, index) =>
    cellText(scan, index).slice(0, mostCellCharacters),
  );
}
