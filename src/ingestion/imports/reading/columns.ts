import { countryCodeOf } from './countries.ts';
import { readDate, yearLastNumbers } from './dates.ts';
import { plainHeader, wordsOf } from './field-synonyms.ts';
import { isResidentId, looksLikeOwnNumbers, masked } from './masking.ts';
import { hasCurrencySign, readDecimal } from './numbers.ts';
import { looksChineseLandline, looksChineseMobile, looksLikePhone } from './phones.ts';
import type { ColumnProfile, ColumnReading, ColumnType } from './reading.contract.ts';
import { isBooleanWord } from './words.ts';

/** What is known about the organisation; decides where the values leave a choice. */
export interface ReadingHints {
  timeZone?: string | undefined;
  /** ISO 3166 country of most customers. */
  country?: string | undefined;
}

/** Share of the filled cells that must look alike to give a column its type. */
const agreement = 0.9;
const exampleCount = 5;

/**
 * Says for every column what its sampled values look like and how they are to be read. `rows` are
 * data rows; columns beyond `headers` are left out.
 */
export function profileColumns(
  headers: readonly string[],
  rows: readonly string[][],
  hints: ReadingHints,
): ColumnProfile[] {
  return headers.map((header, column) => {
    const values = rows.map((row) => (row[column] ?? '').trim()).filter((value) => value !== '');
    const distinct = [...new Set(values)];
    const sensitive = isSensitive(header, distinct);
    const reading = { ...readingOf(distinct, hints), ...serialDaysOf(header, distinct) };
    if (!sensitive && looksLikeOwnNumbers(distinct)) reading.ownNumbers = true;
    const dates = dateOrderOf(distinct, hints);
    const type = typeOf(values, { ...reading, dateOrder: dates.order });
    const dated = type === 'date' || type === 'datetime';
    return {
      column,
      header: header.trim(),
      type,
      fillRate: rows.length === 0 ? 0 : values.length / rows.length,
      distinct: distinct.length,
      sampled: rows.length,
      examples: distinct
        .slice(0, exampleCount)
        .map((value) => (sensitive ? masked(value) : value).slice(0, 200)),
      reading: dated && dates.yearLast ? { ...reading, ...orderRead(dates) } : reading,
      dateOrderGuessed: dated && dates.yearLast && dates.guessed,
      sensitive,
    };
  });
}

/** Columns that are called so, or hold identity numbers for the most part. */
function isSensitive(header: string, values: readonly string[]): boolean {
  if (wordsOf('customer.resident_id').includes(plainHeader(header)) || /身份证|证件号/.test(header))
    return true;
  return values.length > 0 && values.filter(isResidentId).length >= values.length * 0.6;
}

function readingOf(values: readonly string[], hints: ReadingHints): ColumnReading {
  const reading: ColumnReading = {};
  if (values.length > 0 && values.every((value) => /^\d+\.0$/.test(value))) reading.integralFloat = true;
  if (usesDecimalComma(values)) reading.decimalMark = ',';
  const mobiles = values.filter(looksChineseMobile).length;
  // Landlines are written so in many countries; beside Chinese mobiles they are Chinese.
  const chinese = mobiles > 0 ? mobiles + values.filter(looksChineseLandline).length : 0;
  if (values.length > 0 && chinese / values.length >= 0.6) reading.phoneCountry = 'CN';
  else if (hints.country !== undefined && values.filter(looksLikePhone).length / values.length >= 0.5) {
    reading.phoneCountry = hints.country;
  }
  return reading;
}

const dateHeader = /日期|时间|生日|出生|年月|date|time|birth|\bdob\b/i;

/** Whole numbers under the name of a date that are days of the years 1927 to 2064 as spreadsheets count. */
function serialDaysOf(header: string, values: readonly string[]): ColumnReading {
  if (values.length === 0 || !dateHeader.test(header)) return {};
  const serials = values.filter((value) => /^[1-5]\d{4}(?:\.\d+)?$/.test(value)).length;
  return serials >= values.length * 0.6 ? { serialDays: '1900' } : {};
}

/** A comma that cannot be a thousands separator, or points that can only be one. */
function usesDecimalComma(values: readonly string[]): boolean {
  let comma = 0;
  let point = 0;
  for (const value of values) {
    if (!/\d/.test(value) || /[^\d\s.,'()+$€£¥￥-]/.test(value)) continue;
    const last = Math.max(value.lastIndexOf(','), value.lastIndexOf('.'));
    if (last < 0) continue;
    const mark = value[last]!;
    const other = mark === ',' ? '.' : ',';
    const behind = /^\d*/.exec(value.slice(last + 1))![0].length;
    const repeated = value.indexOf(mark) !== last;
    if (repeated) mark === '.' ? comma++ : point++;
    else if (value.includes(other) || behind !== 3) mark === ',' ? comma++ : point++;
  }
  return comma > point;
}

/** The order of day and month that the most values of the column allow; guessed where none tells. */
function dateOrderOf(values: readonly string[], hints: ReadingHints) {
  let yearLast = 0;
  let dayFirst = 0;
  let monthFirst = 0;
  let points = 0;
  for (const value of values) {
    const numbers = yearLastNumbers(value);
    if (!numbers) continue;
    yearLast++;
    if (value.includes('.')) points++;
    if (numbers[0] > 12) dayFirst++;
    if (numbers[1] > 12) monthFirst++;
  }
  const guess =
    points === 0 && (hints.country === 'US' || hints.timeZone?.startsWith('America/')) ? 'mdy' : 'dmy';
  const order = dayFirst === monthFirst ? guess : dayFirst > monthFirst ? 'dmy' : 'mdy';
  return { order: order as 'dmy' | 'mdy', yearLast: yearLast > 0, guessed: dayFirst === monthFirst };
}

function orderRead({ order, guessed }: ReturnType<typeof dateOrderOf>): ColumnReading {
  return guessed ? { dateOrder: order, dateOrderGuessed: true } : { dateOrder: order };
}

function typeOf(values: readonly string[], reading: ColumnReading): ColumnType {
  if (values.length === 0) return 'empty';
  const most = (test: (value: string) => boolean) => {
    let misses = 0;
    const allowed = values.length * (1 - agreement);
    for (const value of values) if (!test(value) && ++misses > allowed) return false;
    return true;
  };
  if (most(looksLikeEmail)) return 'email';
  if (most((value) => looksChineseMobile(value) || /^\+\d[\d\s()-]{6,}$/.test(value))) return 'phone';
  if (most((value) => isPlausibleDate(value, reading))) {
    return most((value) => readDate(value, reading.dateOrder)?.hasTime === true) ? 'datetime' : 'date';
  }
  if (most((value) => isNumber(value, reading))) return numberType(values, reading);
  if (most(looksLikePhone)) return 'phone';
  if (most(isBooleanWord)) return 'boolean';
  if (most((value) => value.length > 1 && countryCodeOf(value) !== null)) return 'country';
  return 'text';
}

function numberType(values: readonly string[], reading: ColumnReading): ColumnType {
  if (values.some(hasCurrencySign)) return 'money';
  const broken = (value: string) => isNumber(value, reading) && /[.,]\d{1,2}$|[.]\d/.test(value);
  return values.some(broken) ? 'decimal' : 'integer';
}

function isNumber(value: string, reading: ColumnReading): boolean {
  const read = readDecimal(value, reading.decimalMark);
  return read !== null && read !== 'too large';
}

/** Dates in digits only (20240305) and outside of living memory are rather numbers. */
function isPlausibleDate(value: string, reading: ColumnReading): boolean {
  const date = readDate(value, reading.dateOrder);
  return date !== null && date.year >= 1900 && date.year <= 2100;
}

/** Whether a text has the shape of one e-mail address. */
function looksLikeEmail(value: string): boolean {
  return value.length <= 320 && /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]{2,}$/.test(value);
}
