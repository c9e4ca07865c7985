import { residentCheckDigit } from '../../cleaning/resident-id.ts';
import type { FieldKey } from './fields.contract.ts';
import type { MappedColumn, Mapping } from './reading.contract.ts';

/** Province, county, a day of the years 1900 to 2099, and what follows. */
const residentId =
  /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\d{4}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/;

/** What people write between the groups of a number: blanks of every kind, dashes, points, and what cannot be seen. */
const between = /[\s\-\u2010-\u2015\u2212\uFE63\uFF0D.·・\uFF0E\u200B-\u200D\u2060]/;
const allBetween = new RegExp(between, 'g');

/**
 * Whether a text is a whole resident identity number with the right check digit (GB 11643), with blanks or dashes
 * inside too.
 */
export function isResidentId(text: string): boolean {
  if (text.length < 18 || text.length > 48) return false;
  return isPlainId(text.trim().replace(/^'/, '').replace(allBetween, ''));
}

function isPlainId(text: string): boolean {
  if (text.length !== 18) return false;
  const digits = text.normalize('NFKC').toUpperCase();
  return residentId.test(digits) && residentCheckDigit(digits) === digits[17];
}

/** `110101********1234`; of shorter texts all but the last two characters are hidden. */
export function masked(text: string): string {
  const { length } = text;
  if (length < 12) return '*'.repeat(Math.max(0, length - 2)) + text.slice(Math.max(0, length - 2));
  return text.slice(0, 6) + '*'.repeat(length - 10) + text.slice(length - 4);
}

const wideZero = 0xff10;

function isDigit(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= wideZero && code <= wideZero + 9);
}

/** `X`, `x` and their full-width forms. */
function isX(code: number): boolean {
  return code === 88 || code === 120 || code === 0xff38 || code === 0xff58;
}

function isBetween(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code === 32 || code === 45) return true;
  return (code < 0x3400 || code > 0xfe00) && between.test(text[at]!);
}

/**
 * A text with the identity numbers inside of it masked, full-width ones and those with blanks or dashes inside too;
 * the same text where it holds none. Takes time in proportion to the length of the text.
 */
export function maskedWithin(text: string): string {
  if (text.length < 18 || !holdsManyDigits(text)) return text;
  let out = '';
  let kept = 0;
  for (let at = 0; at < text.length; at++) {
    if (!isDigit(text.charCodeAt(at)) || (at > 0 && isDigit(text.charCodeAt(at - 1)))) continue;
    const end = endOfNumber(text, at);
    if (end < 0) continue;
    out += text.slice(kept, at) + masked(text.slice(at, end).replace(allBetween, ''));
    kept = end;
    at = end - 1;
  }
  return kept === 0 ? text : out + text.slice(kept);
}

/** Whether seventeen digits follow each other with nothing but blanks or dashes between them. */
function holdsManyDigits(text: string): boolean {
  let digits = 0;
  for (let at = 0; at < text.length; at++) {
    if (isDigit(text.charCodeAt(at))) {
      if (++digits === 17) return true;
    } else if (digits > 0 && !isBetween(text, at)) digits = 0;
  }
  return false;
}

/** Where the identity number that begins here ends; -1 where none does. */
function endOfNumber(text: string, from: number): number {
  let count = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isDigit(code) || (count === 17 && isX(code))) count++;
    else if (!isBetween(text, at)) return -1;
    if (count < 18) continue;
    const ends = at + 1 === text.length || !isDigit(text.charCodeAt(at + 1));
    return ends && isPlainId(text.slice(from, at + 1).replace(allBetween, '')) ? at + 1 : -1;
  }
  return -1;
}

/**
 * Fields with numbers of documents and things. 310115202403010018 is a shop, a day and a count there: masked, it
 * would be the number of other documents too.
 */
const numberFields: ReadonlySet<FieldKey> = new Set<FieldKey>([
  'order.number',
  'order.original_number',
  'product.code',
  'activity.number',
]);

/** Whether numbers of this column are never taken for identity numbers. */
export function holdsOwnNumbers({ field, reading }: Pick<MappedColumn, 'field' | 'reading'>): boolean {
  return numberFields.has(field) || (field === 'customer.external_id' && reading.ownNumbers === true);
}

const ofTheirLength = /^\d{17}[\dXx]$/;
/** Fewer tell nothing. */
const fewest = 10;

/**
 * Whether a column has numbers of 18 digits of its own. One in eleven numbers that look alike (a shop, a day and a
 * count) passes the check of identity numbers by chance; where people wrote identity numbers, nearly all do.
 */
export function looksLikeOwnNumbers(values: readonly string[]): boolean {
  const long = values.filter((value) => ofTheirLength.test(value));
  return long.length >= fewest && long.filter(isResidentId).length <= long.length * 0.3;
}

/**
 * Hides identity numbers of the cells of a file: whatever stands in the columns that the mapping calls sensitive or
 * reads as such, and valid numbers wherever else they stand but in columns that hold numbers of their own.
 */
export function maskerOf(
  mapping: Pick<Mapping, 'columns' | 'sensitive'>,
): (cell: string, column: number) => string {
  const hidden = new Set(mapping.sensitive);
  const meant = new Set<number>();
  for (const mapped of mapping.columns) {
    if (mapped.field === 'customer.resident_id') hidden.add(mapped.column);
    if (holdsOwnNumbers(mapped)) meant.add(mapped.column);
  }
  return (cell, column) => {
    if (hidden.size > 0 && hidden.has(column)) return masked(cell.trim());
    return meant.has(column) ? cell : maskedWithin(cell);
  };
}
