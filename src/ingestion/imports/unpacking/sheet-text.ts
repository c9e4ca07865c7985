import { csvRow, mostCells } from './csv-rows.ts';
import { fillHeader, headMerges, headRowCount } from './header-merges.ts';
import { sharedStrings } from './shared-strings.ts';
import { type SheetCell, type SheetRow, type SheetStyle, sheetReader } from './sheet-cells.ts';
import { inflationGuard } from './unpack-caps.ts';
import { UnpackError } from './unpack-error.ts';
import type { Sheet, Workbook } from './workbook.ts';

/** Blank rows that a sheet leaves out are given back, so that rows keep their numbers; a longer gap is closed. */
const widestGap = 1000;
const pieceCharacters = 64 * 1024;
/** Cells that are looked at for the head of a sheet. */
const headCells = 300_000;

/**
 * The rows of a sheet as delimited text. With `mostRows` only the head, for which no more shared strings are read
 * than it names. `progress` is told how many bytes of the sheet were taken. Throws `UnpackError`.
 */
export async function* sheetText(
  book: Workbook,
  sheet: Sheet,
  progress: (taken: number) => void,
  mostRows = Number.POSITIVE_INFINITY,
): AsyncGenerator<Buffer, void> {
  // Merged cells stand at the end of the sheet, which is unpacked on another core while its first rows are read.
  const merging = headMerges(sheet.entry);
  merging.catch(() => {});
  const source = sheetRows(sheet, book.style, progress);
  const head = await takeHead(source, mostRows);
  const more = !head.complete && mostRows === Number.POSITIVE_INFINITY;
  const last = more ? Number.POSITIVE_INFINITY : lastString(head.rows);
  const strings = book.strings && last >= 0 ? await sharedStrings(book.strings.bytes(), last) : [];
  const textOf = (cell: SheetCell) => (typeof cell === 'number' ? (strings[cell] ?? '') : cell);
  const guard = inflationGuard(() => sheet.entry.packedBytes + (book.strings?.packedBytes ?? 0));
  const pieces = linePieces(guard);
  const first = head.rows.map(({ row, cells }) => ({ row, cells: cells.map(textOf) }));
  const header = fillHeader(first.slice(0, headRowCount), await merging);
  const width = first
    .slice(0, headRowCount)
    .reduce((most, { cells }) => (cells.length < mostCells ? Math.max(most, cells.length) : most), 0);
  for (const [place, { cells }] of first.entries())
    yield* pieces.add(csvRow(cells, width, place >= header.from && place < header.to));
  if (more) {
    for await (const rows of source)
      for (const { cells } of rows) yield* pieces.add(csvRow(cells.map(textOf), width));
  }
  yield* pieces.rest();
}

/** Rows of a sheet in batches as they come, with blank ones in the gaps. */
async function* sheetRows(
  sheet: Sheet,
  style: SheetStyle,
  progress: (taken: number) => void,
): AsyncGenerator<SheetRow[], void> {
  const reader = sheetReader(style);
  let taken = 0;
  let last = 0;
  try {
    for await (const piece of sheet.entry.bytes()) {
      reader.push(piece);
      taken += piece.length;
      progress(taken);
      const rows = reader.rows.splice(0);
      if (rows.length === 0) continue;
      yield withBlanks(rows, last);
      last = rows.at(-1)!.row;
    }
    reader.end();
    if (reader.rows.length > 0) yield withBlanks(reader.rows, last);
  } catch (error) {
    if (!(error instanceof UnpackError) || error.code !== 'ingestion.file_broken') throw error;
    throw new UnpackError('ingestion.sheet_broken', error.message, { part: sheet.name, row: reader.at() });
  }
}

function withBlanks(rows: SheetRow[], before: number): SheetRow[] {
  if (rows.at(-1)!.row - before === rows.length) return rows;
  let last = before;
  return rows.flatMap((row) => {
    const gap = row.row - last - 1;
    last = row.row;
    if (gap === 0 || gap > widestGap) return [row];
    return [...Array.from({ length: gap }, (_, place) => ({ row: row.row - gap + place, cells: [] })), row];
  });
}

/** The first rows: enough to find the header in, or all that somebody wants to see. */
async function takeHead(source: AsyncGenerator<SheetRow[], void>, mostRows: number) {
  const wanted = mostRows < Number.POSITIVE_INFINITY ? mostRows : headRowCount;
  const rows: SheetRow[] = [];
  let cells = 0;
  while (rows.length < wanted && cells < headCells) {
    const step = await source.next();
    if (step.done) return { rows, complete: true };
    rows.push(...step.value);
    for (const row of step.value) cells += row.cells.length;
  }
  if (mostRows < Number.POSITIVE_INFINITY) await source.return();
  return { rows, complete: false };
}

/** The highest number of a shared string that rows name; -1 for none. */
function lastString(rows: readonly SheetRow[]): number {
  let last = -1;
  for (const { cells } of rows)
    for (const cell of cells) if (typeof cell === 'number' && cell > last) last = cell;
  return last;
}

function linePieces(guard: (bytes: number) => void) {
  let text = '';
  const flush = () => {
    const piece = Buffer.from(text);
    text = '';
    guard(piece.length);
    return piece;
  };
  return {
    *add(line: string) {
      text += line;
      if (text.length > pieceCharacters) yield flush();
    },
    *rest() {
      if (text !== '') yield flush();
    },
  };
}
