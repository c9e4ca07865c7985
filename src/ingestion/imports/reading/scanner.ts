import { cellDecoder } from './cell-decoder.ts';
import type { Dialect } from './reading.contract.ts';
import { scanCells } from './scan-cells.ts';
import { CR, FAILED, LEAD, LF, MORE, type RowFailure, type Scan, STOP, scanLimits } from './scan-state.ts';

/**
 * Begins a pass at a row boundary. `row` is the number of the first row to come and `columns` the
 * number of cells that a row should have (0 when unknown): a row with line breaks in its quotes and
 * another number of cells is taken for one with an unclosed quotation mark.
 * `measure` says how long a stretch of the pushed bytes is in the file, where the two differ.
 */
export function startScan(
  dialect: Dialect,
  at: { byte: number; row: number; columns?: number; measure?: Scan['measure'] },
): Scan {
  const delimiter = dialect.delimiter.charCodeAt(0);
  const quote = dialect.quote.charCodeAt(0);
  const stops = new Uint8Array(256);
  const quotedStops = new Uint8Array(256);
  if (dialect.encoding === 'gb18030' || dialect.encoding === 'big5') {
    // The second byte of a character may look like the delimiter `|`.
    stops.fill(LEAD, 0x81, 0xff);
    quotedStops.fill(LEAD, 0x81, 0xff);
  }
  stops[delimiter] = stops[LF] = stops[CR] = STOP;
  quotedStops[quote] = quotedStops[LF] = quotedStops[CR] = STOP;
  return {
    row: at.row - 1,
    byteFrom: at.byte,
    byteTo: at.byte,
    cellCount: 0,
    failure: null,
    bytes: Buffer.alloc(0),
    length: 0,
    position: 0,
    positionInFile: at.byte,
    ended: false,
    skipping: null,
    rowStart: 0,
    rowEnd: 0,
    starts: new Int32Array(scanLimits.columns),
    ends: new Int32Array(scanLimits.columns),
    marks: new Uint8Array(scanLimits.columns),
    latin1: null,
    decode: cellDecoder(dialect.encoding),
    delimiter,
    quote,
    stops,
    quotedStops,
    columns: at.columns ?? 0,
    measure: at.measure ?? null,
    resumeAt: 0,
    firstBreak: -1,
    cellMarks: 0,
    quotedEnd: 0,
  };
}

/** Hands over the next bytes of the file, which are copied. Call when `nextRow` returned false. */
export function pushBytes(scan: Scan, block: Buffer): void {
  const rest = scan.length - scan.position;
  const needed = rest + block.length;
  if (needed > scan.bytes.length) {
    const grown = Buffer.allocUnsafe(Math.max(needed, Math.min(scan.bytes.length * 2, scanLimits.rowBytes)));
    scan.bytes.copy(grown, 0, scan.position, scan.length);
    scan.bytes = grown;
  } else {
    scan.bytes.copyWithin(0, scan.position, scan.length);
  }
  block.copy(scan.bytes, rest);
  scan.position = 0;
  scan.length = needed;
  scan.latin1 = null;
}

/** Says that no bytes follow, so that a last row without a line end is given. */
export function endBytes(scan: Scan): void {
  scan.ended = true;
}

/**
 * Moves to the next row. False means: push more bytes, or, after `endBytes`, that no row is left.
 * Lines without any byte are no rows. The cells of a row can be read until the next call or push.
 */
export function nextRow(scan: Scan): boolean {
  if (scan.skipping !== null) return finishSkipped(scan);
  const { bytes, length } = scan;
  let from = scan.position;
  while (from < length && (bytes[from] === LF || bytes[from] === CR)) from++;
  moveTo(scan, from);
  if (from >= length) return false;
  scan.failure = null;
  scan.firstBreak = -1;
  let at = scanCells(scan, from);
  if (at === MORE && length - from <= scanLimits.rowBytes) return false;
  if (at === MORE || at - from > scanLimits.rowBytes) {
    beginSkipping(scan, 'row.too_long');
    return finishSkipped(scan);
  }
  const broken = scan.firstBreak >= 0 && scan.columns > 0 && scan.cellCount !== scan.columns;
  if (at === FAILED || broken) {
    if (at === FAILED && scan.failure === 'cell.too_long') {
      beginSkipping(scan, 'cell.too_long');
      return finishSkipped(scan);
    }
    scan.failure = 'row.unbalanced_quote';
    at = at === FAILED ? scan.resumeAt : scan.firstBreak;
  }
  const next = afterLineEnd(scan, at);
  if (next === MORE) return false;
  giveRow(scan, from, at, next);
  return true;
}

/** Text of cell `index` (from 0) of the current row; empty beyond its last cell. */
export function cellText(scan: Scan, index: number): string {
  if (index >= scan.cellCount) return '';
  const from = scan.starts[index]!;
  const to = scan.ends[index]!;
  if (from === to) return '';
  const marks = scan.marks[index]!;
  let text: string;
  if ((marks & 1) === 0) {
    scan.latin1 ??= scan.bytes.toString('latin1', 0, scan.length);
    text = scan.latin1.slice(from, to);
  } else {
    text = scan.decode(scan.bytes, from, to);
  }
  if ((marks & 2) === 0) return text;
  const quote = String.fromCharCode(scan.quote);
  return text.replaceAll(quote + quote, quote);
}

/** The current row as it stands in the file, without its line end, cut to `most` bytes. */
export function rowText(scan: Scan, most: number): string {
  return scan.decode(scan.bytes, scan.rowStart, Math.min(scan.rowEnd, scan.rowStart + most));
}

function moveTo(scan: Scan, position: number): void {
  const { measure } = scan;
  scan.positionInFile += measure ? measure(scan.bytes, scan.position, position) : position - scan.position;
  scan.position = position;
}

function giveRow(scan: Scan, from: number, end: number, next: number): void {
  scan.row++;
  scan.byteFrom = scan.positionInFile;
  scan.rowStart = from;
  scan.rowEnd = end;
  moveTo(scan, next);
  scan.byteTo = scan.positionInFile;
}

function beginSkipping(scan: Scan, failure: RowFailure): void {
  scan.skipping = failure;
  scan.byteFrom = scan.positionInFile;
}

/** Drops bytes up to the end of the line, then gives the row that began there as failed. */
function finishSkipped(scan: Scan): boolean {
  const { bytes, length } = scan;
  let at = scan.position;
  while (at < length && bytes[at] !== LF && bytes[at] !== CR) at++;
  moveTo(scan, at);
  if (at >= length && !scan.ended) return false;
  scan.row++;
  scan.failure = scan.skipping;
  scan.skipping = null;
  scan.cellCount = 0;
  scan.rowStart = scan.rowEnd = at;
  scan.byteTo = scan.positionInFile;
  return true;
}

function afterLineEnd(scan: Scan, at: number): number {
  if (at >= scan.length) return scan.length;
  if (scan.bytes[at] === LF) return at + 1;
  if (at + 1 < scan.length) return scan.bytes[at + 1] === LF ? at + 2 : at + 1;
  return scan.ended ? at + 1 : MORE;
}
