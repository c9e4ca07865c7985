import type { ProblemCode } from './problems.contract.ts';

/** Caps that make a row fail instead of growing without end. Bytes, columns and lines. */
export const scanLimits = {
  cellBytes: 1 << 20,
  columns: 1000,
  rowBytes: 16 << 20,
  /** Line breaks inside one quoted cell; more mean that a quotation mark was not closed. */
  quotedLines: 200,
};

export type RowFailure = Extract<
  ProblemCode,
  'row.too_long' | 'row.too_many_columns' | 'row.unbalanced_quote' | 'cell.too_long'
>;

/** The state of one pass over a file. Read `row` … `failure` after `nextRow` returned true; write nothing. */
export interface Scan {
  /** Number of the current row, from 1 for the first data row. */
  row: number;
  /** Where the current row lies in the file: `byteTo` is where the next row may begin. */
  byteFrom: number;
  byteTo: number;
  cellCount: number;
  /** Why the row cannot be used, or null. Its cells are then not to be trusted. */
  failure: RowFailure | null;

  bytes: Buffer;
  length: number;
  position: number;
  positionInFile: number;
  ended: boolean;
  /** Line end that a row too long to be kept is still looking for. */
  skipping: RowFailure | null;
  /** Start and end of the current row in `bytes`, without its line end. */
  rowStart: number;
  rowEnd: number;
  starts: Int32Array;
  ends: Int32Array;
  /** Per cell: bit 0 = holds bytes over 127, bit 1 = holds doubled quotation marks. */
  marks: Uint8Array;
  /** Latin-1 view of `bytes`, made when first needed. */
  latin1: string | null;
  decode: (bytes: Buffer, from: number, to: number) => string;
  delimiter: number;
  quote: number;
  stops: Uint8Array;
  quotedStops: Uint8Array;
  columns: number;
  measure: ((bytes: Buffer, from: number, to: number) => number) | null;
  resumeAt: number;
  firstBreak: number;
  cellMarks: number;
  quotedEnd: number;
}

export const LF = 10;
export const CR = 13;

/** In `Scan.stops`: the byte ends an unquoted cell. */
export const STOP = 1;
/** In `Scan.stops`: the byte opens a character of two bytes, the second of which may look like a delimiter. */
export const LEAD = 2;

/** The buffer ends before the row does. */
export const MORE = -1;
/** The row cannot be told apart; `scan.resumeAt` is the line end behind which to go on. */
export const FAILED = -2;
