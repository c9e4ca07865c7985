import { looksLikeEmail } from './columns.ts';
import { countryCodeOf } from './countries.ts';
import { isoDay, isoInstant, readDate } from './dates.ts';
import { type FieldReading, fieldCatalogue } from './fields.contract.ts';
import { readDecimal } from './numbers.ts';
import { readPhone } from './phones.ts';
import type { ProblemCode } from './problems.contract.ts';
import type { MappedColumn } from './reading.contract.ts';
import { readCurrency, readCustomerKind, readGender, readLanguage } from './words.ts';
import { zoneOffsets } from './zone-offsets.ts';

/** What decides the reading of cells beside the mapping. */
export interface ReadingOptions {
  /** IANA zone of times that state no offset. */
  timeZone: string;
  /** ISO 3166 country of phone numbers without a country prefix, where the column itself does not tell. */
  country?: string | undefined;
}

/** A value and, where something is wrong with it, the reason. */
export interface ReadCell {
  value: string | null;
  problem: ProblemCode | null;
}

/** Reads the cleaned, non-empty text of a cell. `country` is that of the row's customer, where known. */
export type CellReader = (text: string, country: string | undefined) => ReadCell;

const good = (value: string | null): ReadCell => ({ value, problem: null });
const bad = (problem: ProblemCode, value: string | null = null): ReadCell => ({ value, problem });

/** The reader of one mapped column. */
export function cellReader(mapped: MappedColumn, options: ReadingOptions): CellReader {
  const { maxLength, reading } = fieldCatalogue[mapped.field];
  const read = readers[reading](mapped, options);
  return (text, country) => {
    if (text.length > maxLength) return bad('text.too_long');
    if (text.includes('\ufffd')) return bad('text.wrong_encoding');
    return read(text, country);
  };
}

const word = (read: (text: string) => string | null, otherwise: ProblemCode) => (): CellReader => (text) => {
  const value = read(text);
  return value === null ? bad(otherwise) : good(value);
};

const readers: Record<FieldReading, (mapped: MappedColumn, options: ReadingOptions) => CellReader> = {
  text: () => good,
  code: ({ reading }) => (reading.integralFloat ? (text) => good(text.replace(/^(\d+)\.0$/, '$1')) : good),
  decimal: ({ reading }) => {
    return (text) => {
      const value = readDecimal(text, reading.decimalMark);
      if (value === null) return bad('number.invalid');
      return value === 'too large' ? bad('number.too_large') : good(value);
    };
  },
  instant: ({ reading }, { timeZone }) => {
    const offsets = zoneOffsets(timeZone);
    return (text) => {
      const date = readDate(text, reading.dateOrder);
      if (date === null) return bad('date.invalid');
      // One order of the year 9999 would stay the customer's last one for ever.
      return date.year < 1900 || date.year > 2199
        ? bad('date.out_of_range')
        : good(isoInstant(date, offsets));
    };
  },
  birthday: ({ reading }) => {
    return (text) => {
      const date = readDate(text, reading.dateOrder);
      return date === null ? bad('birthday.not_understood') : good(isoDay(date));
    };
  },
  phone: ({ reading }, options) => {
    return (text, country) => {
      const digits = reading.integralFloat ? text.replace(/\.0$/, '') : text;
      const number = readPhone(digits, country ?? reading.phoneCountry ?? options.country);
      return number === null ? bad('phone.looks_wrong', digits) : good(number);
    };
  },
  email: () => (text) => {
    const address = text.normalize('NFKC').toLowerCase();
    return looksLikeEmail(address) ? good(address) : bad('email.looks_wrong', text.toLowerCase());
  },
  country: () => good,
  currency: word(readCurrency, 'currency.unknown'),
  customerKind: word(readCustomerKind, 'value.not_understood'),
  gender: word(readGender, 'value.not_understood'),
  language: word(readLanguage, 'value.not_understood'),
  // Words about an order are weighed together with its number and quantity.
  orderType: () => good,
  orderStatus: () => good,
  name: () => good,
  company: () => good,
  place: () => good,
  address: () => good,
  postalCode: () => good,
  wechat: () => good,
  website: () => good,
  creditCode: () => good,
  residentId: () => good,
  tags: () => good,
  activityType: () => good,
  direction: () => good,
};

const invisible = /[\p{Cc}\u200b\u200e\u200f\u2028-\u202e\ufeff]+/gu;

/**
 * Text without control and invisible characters (a line break becomes a blank) and without white
 * space around it.
 */
export function cleanText(text: string): string {
  if (isPlain(text)) return text;
  const without = text.replace(invisible, (marks) => (/[\t\n\r\u2028\u2029]/.test(marks) ? ' ' : ''));
  return without.trim();
}

/** Only visible ASCII and no blank at the ends: nothing to clean. */
function isPlain(text: string): boolean {
  const last = text.length - 1;
  if (last < 0) return true;
  if (text.charCodeAt(0) === 32 || text.charCodeAt(last) === 32) return false;
  for (let at = 0; at <= last; at++) {
    const code = text.charCodeAt(at);
    if (code < 32 || code > 126) return false;
  }
  return true;
}

/** The country of a row's customer for its phone number, remembered from row to row. */
export function rememberedCountry(): (text: string) => string | undefined {
  let last = '';
  let code: string | undefined;
  return (text) => {
    if (text !== last) {
      last = text;
      code = countryCodeOf(text) ?? undefined;
    }
    return code;
  };
}
