import type { FieldToFill } from '#customers/public.child.ts';
import { columnCleaner } from '../../cleaning/column-cleaner.ts';
import { isCreditCode } from '../../cleaning/credit-code.ts';
import { isLunarWithoutYear } from '../../cleaning/lunar-dates.ts';
import { formOf } from '../../cleaning/written-dates.ts';
import { readEmailCell, readPhoneCell } from './contact-readers.ts';
import { countryCodeOf } from './countries.ts';
import { customFieldReader } from './custom-field-reader.ts';
import { isoDay, isoInstant, readDate } from './dates.ts';
import { type FieldReading, type FileKind, fieldCatalogue, mayBeLeftOut } from './fields.contract.ts';
import { holdsOwnNumbers, maskedWithin } from './masking.ts';
import { readDecimal } from './numbers.ts';
import type { ProblemCode } from './problems.contract.ts';
import { noContacts, nothing, type ReadCell, type ReadContact, type ReadText } from './read-cell.ts';
import type { MappedColumn } from './reading.contract.ts';
import {
  readActivityType,
  readCurrency,
  readCustomerKind,
  readDirection,
  readGender,
  readLanguage,
} from './words.ts';
import { zoneOffsets } from './zone-offsets.ts';

/** What decides the reading of cells beside the mapping. */
export interface ReadingOptions {
  /** IANA zone of times that state no offset. */
  timeZone: string;
  /** ISO 3166 country of phone numbers without a country prefix, where the column itself does not tell. */
  country?: string | undefined;
  /** Those that a column can be read into. */
  customFields?: readonly FieldToFill[] | undefined;
}

/** Reads the raw text of a cell. `country` is that of the row's customer, where known. */
export type CellReader = (raw: string, country: string | undefined) => ReadCell;

type TextReader = (text: string, country: string | undefined) => ReadText;
type MakeReader = (
  mapped: MappedColumn,
  options: ReadingOptions,
  isOn: (code: string) => boolean,
) => TextReader;

/** Nobody alive, and nobody in anybody's books, was born before. */
const oldestYear = 1850;
const good = (value: string | null): ReadText => ({ value, problem: null });
const bad = (problem: ProblemCode, value: string | null = null): ReadText => ({ value, problem });

/** The reader of one mapped column: cleans, reads and checks. It never throws. */
export function cellReader(mapped: MappedColumn, as: FileKind, options: ReadingOptions): CellReader {
  const { maxLength, reading } = fieldCatalogue[mapped.field];
  const cleaner = columnCleaner(mapped);
  const read = mapped.customField
    ? customFieldReader(mapped, as, options.customFields)
    : readers[reading](mapped, options, cleaner.isOn);
  const tooLong = mayBeLeftOut(mapped.field, as) ? 'text.left_out' : 'text.too_long';
  const anyIsMeant = mayBeAnyNumber.has(reading) || holdsOwnNumbers(mapped);
  const isMeant = reading === 'creditCode' ? isCreditCode : () => anyIsMeant;
  const fallback = mapped.reading.phoneCountry ?? options.country;
  return (raw, ofRow) => {
    if (isBlank(raw) && !cleaner.fillsBlank) return nothing;
    const country = ofRow ?? fallback;
    const { text: whole, rules } = cleaner.clean(raw, country);
    const text = isMeant(whole) ? whole : maskedWithin(whole);
    if (text === '') return { ...nothing, rules };
    if (text.length > maxLength) return refused(text, rules, tooLong);
    if (text.includes('\ufffd')) return refused(text, rules, 'text.wrong_encoding');
    // Masked, an identity number would lead strangers to each other.
    if (text !== whole && mapped.field === 'customer.external_id')
      return refused(text, rules, 'external_id.identity_number');
    const { value, problem, suggestion = null, contacts = noContacts, rules: within } = read(text, country);
    const verdict = value === null || problem !== null ? null : cleaner.check(value, country);
    return {
      value,
      text,
      problem: problem ?? verdict?.problem ?? null,
      suggestion: suggestion ?? verdict?.suggestion ?? null,
      rules:
        within === undefined || within.length === 0
          ? rules
          : rules.length === 0
            ? within
            : [...rules, ...within],
      contacts,
    };
  };
}

/** Figures are not taken for identity numbers, and those that are asked for are read. */
const mayBeAnyNumber = new Set<FieldReading>(['residentId', 'decimal']);

function refused(text: string, rules: readonly string[], problem: ProblemCode): ReadCell {
  return { ...nothing, text, rules, problem };
}

const word = (read: (text: string) => string | null, otherwise: ProblemCode) => (): TextReader => (text) => {
  const value = read(text.trim());
  return value === null ? bad(otherwise) : good(value);
};
const asItIs = () => good;

const readers: Record<FieldReading, MakeReader> = {
  text: asItIs,
  name: asItIs,
  company: asItIs,
  place: asItIs,
  address: asItIs,
  postalCode: asItIs,
  creditCode: asItIs,
  residentId: () => (text) => (/[*＊●•]/.test(text) ? bad('resident_id.masked') : good(text)),
  tags: asItIs,
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
        : { ...good(isoInstant(date, offsets)), ...formOf(text) };
    };
  },
  birthday: ({ reading }) => {
    const today = new Date().toISOString().slice(0, 10);
    return (text) => {
      const date = readDate(text, reading.dateOrder);
      if (date === null || date.year < oldestYear) {
        return bad(isLunarWithoutYear(text) ? 'birthday.no_year' : 'birthday.not_understood');
      }
      const day = isoDay(date);
      return day > today ? bad('birthday.in_future') : { ...good(day), ...formOf(text) };
    };
  },
  phone: (_mapped, _options, isOn) => (text, country) => readPhoneCell(text, country, isOn),
  email: (_mapped, _options, isOn) => (text) => readEmailCell(text, isOn),
  wechat: () => (text) => ({ ...good(text), contacts: [contact('wechat', text)] }),
  website: () => (text) => ({ ...good(text), contacts: [contact('website', text)] }),
  country: () => (text) => {
    const code = countryCodeOf(text);
    return code === null ? bad('value.not_understood', text) : good(code);
  },
  currency: word(readCurrency, 'currency.unknown'),
  customerKind: word(readCustomerKind, 'value.not_understood'),
  gender: word(readGender, 'value.not_understood'),
  language: word(readLanguage, 'value.not_understood'),
  // Words about an order are weighed together with its number and quantity.
  orderType: asItIs,
  orderStatus: asItIs,
  activityType: word(readActivityType, 'value.not_understood'),
  direction: word(readDirection, 'value.not_understood'),
};

const contact = (kind: ReadContact['kind'], value: string): ReadContact => ({
  kind,
  value,
  entered: value,
  certain: false,
});

const blank = /^[\s\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]*$/u;

/** Whether a text shows nothing at all. */
export function isBlank(text: string): boolean {
  if (text === '') return true;
  const first = text.charCodeAt(0);
  return (first <= 32 || first > 126) && blank.test(text);
}
