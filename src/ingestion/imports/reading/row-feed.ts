import type { Dialect } from './reading.contract.ts';
import type { Scan } from './scan-state.ts';
import { endBytes, nextRow, pushBytes, startScan } from './scanner.ts';

/** Where to begin and, optionally, to end: row boundaries in bytes of the file. `fromByte` 0 is the start with its header. */
export interface RowRange {
  fromByte: number;
  /** Number of the first data row to come; 1 at the start of the file. */
  fromRow: number;
  toByte?: number | undefined;
  /** Cells that a row should have; 0 or absent when unknown. */
  columns?: number | undefined;
}

/** Data rows of one stretch of a file, fed with its bytes. */
export interface RowFeed {
  /** The current row, after `next` returned true. */
  scan: Scan;
  /** Where in the file the bytes for the first `push` begin. */
  firstByte: number;
  push(block: Buffer): void;
  end(): void;
  /** Moves to the next data row; false means push or end, or after `end` that no row is left. */
  next(): boolean;
}

/** Bytes to read from a file at once: large enough for speed, small enough for a server to breathe between. */
export const blockBytes = 256 * 1024;

/** Makes a feed that skips byte order mark and header at the start of the file, and takes every encoding. */
export function rowFeed(dialect: Dialect, range: RowRange): RowFeed {
  const atStart = range.fromByte === 0;
  const firstByte = atStart ? dialect.bomBytes : range.fromByte;
  let headers = atStart ? dialect.skipRows + dialect.headerRows : 0;
  const wide = dialect.encoding === 'utf-16le' || dialect.encoding === 'utf-16be';
  const decoder = wide ? new TextDecoder(dialect.encoding, { ignoreBOM: true }) : null;
  const scan = startScan(dialect, {
    byte: firstByte,
    row: range.fromRow - headers,
    columns: range.columns ?? 0,
    measure: wide ? utf16Bytes : null,
  });
  return {
    scan,
    firstByte,
    push: (block) => {
      pushBytes(scan, decoder ? Buffer.from(decoder.decode(block, { stream: true }), 'utf8') : block);
    },
    end: () => endBytes(scan),
    next: () => {
      while (headers > 0 && nextRow(scan)) headers--;
      return headers === 0 && nextRow(scan);
    },
  };
}

/** Length in UTF-16 of a stretch of UTF-8: two bytes per character, four where UTF-8 takes four. */
function utf16Bytes(bytes: Buffer, from: number, to: number): number {
  let units = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!;
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units * 2;
}
