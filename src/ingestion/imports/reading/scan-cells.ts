import { CR, FAILED, LF, MORE, type Scan, STOP, scanLimits } from './scan-state.ts';

const SPACE = 32;

/**
 * Finds the cells of the row that begins at `from` and gives the place of its line end (the end of
 * the buffer for a last row without one), MORE or FAILED. The one hot loop of reading: it touches
 * bytes only, strings are made on demand.
 */
export function scanCells(scan: Scan, from: number): number {
  const { bytes, length, delimiter, starts, ends, marks } = scan;
  let at = from;
  let cells = 0;
  for (;;) {
    let start = at;
    let end: number;
    const open = at < length ? quoteAhead(scan, at) : MORE;
    if (open >= 0) {
      at = scanQuoted(scan, open);
      if (at < 0) {
        scan.cellCount = cells;
        return at;
      }
      start = open + 1;
      end = scan.quotedEnd;
    } else {
      at = end = scanPlain(scan, at);
    }
    if (at >= length && !scan.ended) return MORE;
    if (end - start > scanLimits.cellBytes) scan.failure = 'cell.too_long';
    if (cells < scanLimits.columns) {
      starts[cells] = start;
      ends[cells] = end;
      marks[cells] = scan.cellMarks;
      cells++;
    } else {
      scan.failure = 'row.too_many_columns';
    }
    if (at >= length || bytes[at] !== delimiter) {
      scan.cellCount = cells;
      return at;
    }
    at++;
  }
}

/** Place of the quotation mark that opens the cell at `at`, blanks before it allowed; negative for none. */
function quoteAhead(scan: Scan, at: number): number {
  const { bytes, length, quote } = scan;
  let place = at;
  while (place < length && bytes[place] === SPACE) place++;
  return place < length && bytes[place] === quote ? place : MORE;
}

function scanPlain(scan: Scan, from: number): number {
  const { bytes, length, stops } = scan;
  let at = from;
  let high = 0;
  for (; at < length; at++) {
    const byte = bytes[at]!;
    const stop = stops[byte]!;
    high |= byte;
    if (stop === 0) continue;
    if (stop === STOP) break;
    if (at + 1 < length && bytes[at + 1]! >= 0x40) at++;
  }
  scan.cellMarks = high >> 7;
  return at;
}

/**
 * Reads the cell whose quotation mark stands at `open`; gives the place of the delimiter or line
 * end behind it. A lone quotation mark inside the cell is taken as text while the line lasts; once
 * a line break is involved it means that some mark was left open, and the row fails.
 */
function scanQuoted(scan: Scan, open: number): number {
  const { bytes, length, quote, quotedStops } = scan;
  let at = open + 1;
  let high = 0;
  let doubled = 0;
  let lone = false;
  let breaks = 0;
  let firstBreak = -1;
  for (;;) {
    let stop = 0;
    for (; at < length; at++) {
      const byte = bytes[at]!;
      high |= byte;
      stop = quotedStops[byte]!;
      if (stop === 0) continue;
      if (stop === STOP) break;
      if (at + 1 < length && bytes[at + 1]! >= 0x40) at++;
    }
    if (at - open > scanLimits.cellBytes) return failQuoted(scan, firstBreak, 'cell.too_long');
    if (at >= length) return scan.ended ? failQuoted(scan, firstBreak, 'row.unbalanced_quote') : MORE;
    if (bytes[at] !== quote) {
      if (firstBreak < 0) firstBreak = at;
      breaks++;
      if (lone || breaks > scanLimits.quotedLines)
        return failQuoted(scan, firstBreak, 'row.unbalanced_quote');
      at++;
      continue;
    }
    if (at + 1 < length && bytes[at + 1] === quote) {
      doubled = 2;
      at += 2;
      continue;
    }
    const behind = cellBoundary(scan, at + 1);
    if (behind === MORE) return MORE;
    if (behind !== FAILED) {
      scan.quotedEnd = at;
      scan.cellMarks = (high >> 7) | doubled;
      if (scan.firstBreak < 0) scan.firstBreak = firstBreak;
      return behind;
    }
    if (firstBreak >= 0) return failQuoted(scan, firstBreak, 'row.unbalanced_quote');
    lone = true;
    at++;
  }
}

/** Place of the delimiter or line end at or, after blanks, behind `at`; FAILED where something else stands. */
function cellBoundary(scan: Scan, at: number): number {
  const { bytes, length, delimiter } = scan;
  let place = at;
  while (place < length && bytes[place] === SPACE) place++;
  if (place >= length) return scan.ended ? length : MORE;
  const byte = bytes[place];
  return byte === delimiter || byte === LF || byte === CR ? place : FAILED;
}

function failQuoted(
  scan: Scan,
  firstBreak: number,
  failure: 'cell.too_long' | 'row.unbalanced_quote',
): number {
  const lineEnd = scan.firstBreak >= 0 ? scan.firstBreak : firstBreak;
  scan.failure = lineEnd >= 0 ? 'row.unbalanced_quote' : failure;
  scan.resumeAt = lineEnd >= 0 ? lineEnd : scan.length;
  return FAILED;
}
