import { residentCheckDigit } from '../../cleaning/resident-id.ts';
import type { FieldKey } from './fields.contract.ts';
import type { Mapping } from './reading.contract.ts';

/** Province, county, a day of the years 1900 to 2099, and what follows. */
const residentId =
  /^\s*'?(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\d{4}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]\s*$/;

/** Whether a text is a whole resident identity number with the right check digit (GB 11643). */
export function isResidentId(text: string): boolean {
  if (text.length < 18 || text.length > 24 || !residentId.test(text)) return false;
  const digits = text.trim().replace("'", '');
  return residentCheckDigit(digits) === digits[17]!.toUpperCase();
}

/** `110101********1234`; of shorter texts all but the last two characters are hidden. */
export function masked(text: string): string {
  const { length } = text;
  if (length < 12) return '*'.repeat(Math.max(0, length - 2)) + text.slice(Math.max(0, length - 2));
  return text.slice(0, 6) + '*'.repeat(length - 10) + text.slice(length - 4);
}

const longDigits = /[\d０-９]{17}/;
const numbersWithin = /(?<![\d０-９])[\d０-９]{17}[\dXx０-９Ｘｘ](?![\d０-９])/g;

/** A text with the identity numbers inside of it masked, full-width ones too; the same text where it holds none. */
export function maskedWithin(text: string): string {
  if (text.length < 18 || !longDigits.test(text)) return text;
  return text.replace(numbersWithin, (number) =>
    isResidentId(number.normalize('NFKC')) ? masked(number) : number,
  );
}

/**
 * Fields with numbers of documents and things. 310115202403010018 is a shop, a day and a count there: masked, it
 * would be the number of other documents too.
 */
export const numberFields: ReadonlySet<FieldKey> = new Set<FieldKey>([
  'order.number',
  'order.original_number',
  'product.code',
  'activity.number',
]);

/**
 * Hides identity numbers of the cells of a file: whatever stands in the columns that the mapping calls
 * sensitive or reads as such, and valid numbers wherever else they
 * stand but in `numberFields`.
 */
export function maskerOf(
  mapping: Pick<Mapping, 'columns' | 'sensitive'>,
): (cell: string, column: number) => string {
  const hidden = new Set(mapping.sensitive);
  const meant = new Set<number>();
  for (const { column, field } of mapping.columns) {
    if (field === 'customer.resident_id') hidden.add(column);
    if (numberFields.has(field)) meant.add(column);
  }
  return (cell, column) => {
    if (hidden.size > 0 && hidden.has(column)) return masked(cell.trim());
    return meant.has(column) ? cell : maskedWithin(cell);
  };
}
