import { readDate } from './dates.ts';
import { knowsHeader } from './field-synonyms.ts';
import { readDecimal } from './numbers.ts';
import { looksLikePhone } from './phones.ts';
import type { Dialect } from './reading.contract.ts';

type Row = readonly string[];

/** How far down a header is looked for. */
const mostTitles = 20;
const mostHeaderRows = 3;

/**
 * Finds the header among the first rows of a file: lines of title above it are skipped, and a row of groups
 * ("基本信息,,,联系方式,,") above a row of names belongs to it. Lines above are skipped only where a header follows.
 */
export function findHeader(rows: readonly Row[]): Pick<Dialect, 'skipRows' | 'headerRows'> {
  const plain = rows.map((row) => row.map((cell) => cell.trim()));
  const width = usualWidth(plain);
  let skipRows = 0;
  while (skipRows < mostTitles && skipRows + 1 < plain.length && isTitle(plain[skipRows]!, width)) skipRows++;
  const found = headerAt(plain.slice(skipRows), width);
  if (skipRows > 0 && found.headerRows > 0 && found.sure) return { skipRows, headerRows: found.headerRows };
  return { skipRows: 0, headerRows: headerAt(plain, width).headerRows };
}

function headerAt(rows: readonly Row[], width: number): { headerRows: number; sure: boolean } {
  let headerRows = 1;
  while (headerRows < mostHeaderRows && isGroups(rows[headerRows - 1], rows[headerRows], width)) headerRows++;
  if (headerRows > 1) return { headerRows, sure: true };
  const filled = (rows[0] ?? []).filter((cell) => cell !== '');
  const sure = filled.length > width / 2 && filled.length > 1 && new Set(filled).size === filled.length;
  return { headerRows: hasHeader(rows) ? 1 : 0, sure };
}

/** Cells that a row of the file fills: what three quarters of the rows do not exceed. */
function usualWidth(rows: readonly Row[]): number {
  const widths = rows.map((row) => row.filter((cell) => cell !== '').length).sort((a, b) => a - b);
  return widths[Math.floor(widths.length * 0.75)] ?? 0;
}

/** A blank row, one text over everything, or remarks as "制表人：张三,,,2024-01-01". */
function isTitle(row: Row, width: number): boolean {
  const filled = row.filter((cell) => cell !== '');
  if (filled.length === 0) return true;
  if (width < 2) return false;
  const same = filled.every((cell) => cell === filled[0]);
  if (same && row[0] !== '' && (filled.length === 1 || filled.length >= width)) return true;
  if (filled.length > width / 2 || filled.some(knowsHeader)) return false;
  return filled.some((cell) => /[:：]|\d/.test(cell)) && !filled.every(looksLikeValue);
}

/** Whether a row names groups of the columns that the next row names. */
function isGroups(upper: Row | undefined, lower: Row | undefined, width: number): boolean {
  if (!upper || !lower || width < 2) return false;
  const names = lower.filter((cell) => cell !== '');
  const groups = upper.filter((cell) => cell !== '');
  if (names.length === 0 || groups.length === 0) return false;
  if (names.some(looksLikeValue) || groups.some(looksLikeValue)) return false;
  const under = lower.filter((cell, column) => {
    const above = upper[column] ?? '';
    return cell !== '' && cell !== above && (above === '' || above === upper[column - 1]);
  });
  const ownNames = lower.filter((cell, column) => cell !== '' && cell !== (upper[column] ?? ''));
  return under.length > 0 && ownNames.filter(knowsHeader).length >= Math.max(1, ownNames.length / 2);
}

/** A first row names columns when it holds no values itself, or when its names are known. */
function hasHeader(rows: readonly Row[]): boolean {
  const [first, ...rest] = rows;
  if (first === undefined) return true;
  const filled = first.filter((cell) => cell !== '');
  const known = filled.filter(knowsHeader).length;
  const values = filled.filter(looksLikeValue).length;
  if (values > 0) return known > values;
  if (known > 0 || rest.length === 0) return true;
  if (new Set(filled).size < filled.length) return false;
  // Names are not values: they do not come again below, and columns of numbers have none above.
  return !first.some((cell, column) => cell !== '' && rest.some((row) => row[column] === cell));
}

function looksLikeValue(text: string): boolean {
  return (
    readDecimal(text, undefined) !== null ||
    readDate(text, 'dmy') !== null ||
    readDate(text, 'mdy') !== null ||
    looksLikePhone(text) ||
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)
  );
}
