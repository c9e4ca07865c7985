import { findHeader } from '../reading/header-place.ts';
import { columnOf } from './sheet-cells.ts';
import { UnpackError } from './unpack-error.ts';
import type { ZipEntry } from './zip-file.ts';

/** Rows of a sheet among which its header is looked for. */
export const headRowCount = 60;

/** Merged cells stand behind all rows, so the sheet is gone through for them beforehand; a longer one is not. */
const mostXmlBytes = 64 << 20;

const longestTag = 300;
const mostMerges = 10_000;

interface Merge {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** Merged cells that begin in the first rows of a sheet. */
export async function headMerges(sheet: ZipEntry): Promise<Merge[]> {
  if (sheet.sizeBytes > mostXmlBytes) return [];
  const merges: Merge[] = [];
  let tail: Buffer = Buffer.alloc(0);
  for await (const piece of asFarAsWhole(sheet.bytes())) {
    // A tag that the piece before cuts off; one that is met twice does no harm.
    addMerges(merges, Buffer.concat([tail, piece.subarray(0, longestTag)]));
    addMerges(merges, piece);
    tail =
      piece.length < longestTag
        ? Buffer.concat([tail, piece]).subarray(-longestTag)
        : piece.subarray(-longestTag);
  }
  return merges;
}

/** A sheet that breaks off is told with its row when its cells are read. */
async function* asFarAsWhole(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  try {
    yield* bytes;
  } catch (error) {
    if (!(error instanceof UnpackError)) throw error;
  }
}

function addMerges(merges: Merge[], bytes: Buffer): void {
  const first = bytes.indexOf('mergeCell ');
  if (first < 0) return;
  const text = bytes.toString('latin1', first);
  for (const [, ref = ''] of text.matchAll(/mergeCell [^>]*?ref="([A-Za-z0-9:]+)"/g)) {
    const [from = '', to = from] = ref.split(':');
    const merge = { top: rowOf(from), bottom: rowOf(to), left: columnOf(from), right: columnOf(to) };
    if (merge.top >= 1 && merge.top <= headRowCount && merges.length < mostMerges) merges.push(merge);
  }
}

/**
 * Writes the text of merged cells into all of their cells that lie in the header, and nowhere else; says which
 * rows the header is, as places among `rows`.
 */
export function fillHeader(
  rows: { row: number; cells: string[] }[],
  merges: readonly Merge[],
): { from: number; to: number } {
  const { skipRows, headerRows } = findHeader(rows.map(({ cells }) => cells));
  const header = rows.slice(skipRows, skipRows + headerRows);
  const at = new Map(header.map((one) => [one.row, one.cells]));
  for (const { top, bottom, left, right } of merges) {
    const text = at.get(top)?.[left - 1] ?? '';
    if (text === '' || right > 1000) continue;
    for (const { row, cells } of header) {
      if (row < top || row > bottom) continue;
      while (cells.length < right) cells.push('');
      for (let column = left; column <= right; column++) cells[column - 1] ||= text;
    }
  }
  return { from: skipRows, to: skipRows + headerRows };
}

function rowOf(cell: string): number {
  return Number(/\d+$/.exec(cell)?.[0] ?? 0);
}
