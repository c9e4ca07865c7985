import type { FilePart } from './parts.contract.ts';

/** A part that can be unpacked. */
export interface OpenPart extends FilePart {
  /**
   * Its plain bytes: delimited text in its own encoding, or what a sheet becomes, UTF-8 with commas. `mostRows`
   * lets a sheet stop early; text is left by whoever has enough.
   */
  bytes(mostRows?: number): AsyncIterable<Buffer>;
  /** About how long the part is unpacked, when `given` bytes came of what was taken so far. */
  estimate(given: number): number;
}
