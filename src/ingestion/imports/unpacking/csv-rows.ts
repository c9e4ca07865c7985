import { scanLimits } from '../reading/scan-state.ts';

/** One more than a row may have, so that a row beyond the cap fails when it is read instead of losing cells. */
export const mostCells = scanLimits.columns + 1;

/** Characters of a cell that are kept; one beyond the cap fails its row when it is read. */
const mostCharacters = scanLimits.cellBytes + 1;

const needsQuotes = /[",\r\n]|^\s|\s$/;

/**
 * One line of text for a row of a sheet, as the sheet dialect writes it. A row with line breaks in its cells, and
 * one that is `padded`, gets the usual number of cells, by which readers tell it from one with an unclosed
 * quotation mark; where it has more cells anyway, or too many breaks, they become blanks.
 */
export function csvRow(cells: readonly string[], width: number, padded = false): string {
  let last = cells.length;
  while (last > 0 && cells[last - 1] === '') last--;
  if (last === 0 && !padded) return '""\n';
  const breaks = cells.some((cell) => cell.includes('\n') || cell.includes('\r'));
  const kept = breaks && last <= width;
  if (padded || kept) last = Math.max(last, width);
  let line = '';
  for (let at = 0; at < last; at++) {
    const text = cells[at] ?? '';
    if (at > 0) line += ',';
    line += needsQuotes.test(text) ? quoted(text, kept) : text.slice(0, mostCharacters);
  }
  return `${line}\n`;
}

function quoted(text: string, keepBreaks: boolean): string {
  const short = text.slice(0, mostCharacters).replace(/\r\n?/g, '\n');
  const lines = short.split('\n');
  const kept = keepBreaks && lines.length <= scanLimits.quotedLines ? short : lines.join(' ');
  return `"${kept.replaceAll('"', '""')}"`;
}
