import type { Dialect } from './reading.contract.ts';
import type { RowFailure } from './scan-state.ts';
import { cellText, endBytes, nextRow, pushBytes, startScan } from './scanner.ts';

/** Cells of the first rows of a file, broken rows left out; and how far they reach. */
export interface HeadRows {
  cells: string[][];
  /** Rows found, broken ones included. */
  found: number;
  /** Bytes of the file up to the end of the last row found. */
  bytes: number;
  /** Why the first row of all is broken, if it is. */
  firstFailure: RowFailure | null;
  /** Broken rows below the header: how many, and the first with its number and reason. */
  broken: { rows: number; first: { row: number; code: RowFailure } | null };
  /** Every row of the file was read. */
  complete: boolean;
}

/**
 * Reads up to `most` rows from the head of a file, header rows included. A row that the head cuts
 * off is left out, unless it is the only one.
 */
export function readHeadRows(head: Buffer, whole: boolean, dialect: Dialect, most: number): HeadRows {
  const scan = startScan(dialect, { byte: 0, row: 1 });
  const body = head.subarray(dialect.bomBytes);
  const text = asUtf8(body, dialect.encoding);
  pushBytes(scan, text);
  if (whole) endBytes(scan);
  const above = dialect.skipRows + dialect.headerRows;
  const broken: HeadRows['broken'] = { rows: 0, first: null };
  const rows: HeadRows = { cells: [], found: 0, bytes: 0, firstFailure: null, broken, complete: false };
  while (rows.found < most) {
    if (!nextRow(scan)) {
      if (scan.ended) {
        rows.complete = whole;
        break;
      }
      if (rows.found > 0) break;
      endBytes(scan);
      continue;
    }
    rows.found++;
    if (rows.found === 1) rows.firstFailure = scan.failure;
    rows.bytes = dialect.bomBytes + Math.round((scan.byteTo / text.length) * body.length);
    if (scan.failure) {
      if (rows.found > above) {
        broken.rows++;
        broken.first ??= { row: rows.found - above, code: scan.failure };
      }
      continue;
    }
    rows.cells.push(Array.from({ length: scan.cellCount }, (_, index) => cellText(scan, index)));
  }
  return rows;
}

/** Bytes of a file as the scanner takes them: UTF-16 becomes UTF-8, all else stays. */
export function asUtf8(bytes: Buffer, encoding: Dialect['encoding']): Buffer {
  if (encoding !== 'utf-16le' && encoding !== 'utf-16be') return bytes;
  return Buffer.from(new TextDecoder(encoding).decode(bytes), 'utf8');
}
