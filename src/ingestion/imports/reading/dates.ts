import type { ColumnReading } from './reading.contract.ts';

/** A calendar date with an optional time of day, as written; `offset` only where the text states one. */
export interface WrittenDate {
  year: number;
  month: number;
  day: number;
  hasTime: boolean;
  hour: number;
  minute: number;
  second: number;
  /** Fraction of a second with its point, up to six digits; empty without one. */
  fraction: string;
  /** ISO offset as `+08:00` or `Z`; null where the text has none. */
  offset: string | null;
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const timePart =
  '(?:[T ]\\s*(?:(上午|下午|中午|晚上|凌晨|早上)\\s*)?(\\d{1,2})[:时点](\\d{1,2})(?:分?$|(?:[:分](\\d{1,2})(?:([.,]\\d{1,9}))?秒?)?)\\s*(?:([ap])\\.?m\\.?)?\\s*(Z|UTC|GMT|[+-]\\d{2}:?\\d{2}(?::\\d{2})?|[+-]\\d{2})?)?';
const yearFirst = new RegExp(
  `^(\\d{4})\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})日?${timePart}$`,
  'i',
);
const yearLast = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})${timePart}$`, 'i');
const dayNamed = new RegExp(`^(\\d{1,2})[- ]([a-z]{3,9})[-, ]+(\\d{4})${timePart}$`, 'i');
const monthNamed = new RegExp(`^([a-z]{3,9})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})${timePart}$`, 'i');
const compact = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$/;

/**
 * Reads a date in the usual Chinese, ISO, European and American ways of writing. `order` decides
 * between day and month where the year comes last. Null for anything else, and for days and times
 * that do not exist or lie outside the years 1000 to 9999.
 */
export function readDate(text: string, order: ColumnReading['dateOrder']): WrittenDate | null {
  return readIso(text) ?? readOther(text.normalize('NFKC').replace(/\s+/g, ' ').trim(), order ?? 'dmy');
}

/** Whether a date is written with the year last and all in digits, and what its first two numbers are. */
export function yearLastNumbers(text: string): [number, number] | null {
  const parts = yearLast.exec(text.normalize('NFKC').replace(/\s+/g, ' ').trim());
  return parts ? [Number(parts[1]), Number(parts[3])] : null;
}

const isoShape = /^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?$/;

function readIso(text: string): WrittenDate | null {
  if (!isoShape.test(text)) return null;
  const hasTime = text.length > 10;
  return checked({
    year: Number(text.slice(0, 4)),
    month: Number(text.slice(5, 7)),
    day: Number(text.slice(8, 10)),
    hasTime,
    hour: hasTime ? Number(text.slice(11, 13)) : 0,
    minute: hasTime ? Number(text.slice(14, 16)) : 0,
    second: text.length > 16 ? Number(text.slice(17, 19)) : 0,
    fraction: '',
    offset: null,
  });
}

function readOther(text: string, order: 'dmy' | 'mdy'): WrittenDate | null {
  let parts = yearFirst.exec(text.replace(/日(?=[\d上下中晚凌早])/, '日 '));
  if (parts) return dated(parts[1], parts[2], parts[3], parts.slice(4));
  parts = yearLast.exec(text);
  if (parts) {
    const [first, second] = [parts[1], parts[3]];
    const year =
      parts[4]!.length === 4 ? parts[4] : String(Number(parts[4]) + (Number(parts[4]) < 70 ? 2000 : 1900));
    return order === 'mdy'
      ? dated(year, first, second, parts.slice(5))
      : dated(year, second, first, parts.slice(5));
  }
  parts = dayNamed.exec(text);
  if (parts) return dated(parts[3], monthNumber(parts[2]!), parts[1], parts.slice(4));
  parts = monthNamed.exec(text);
  if (parts) return dated(parts[3], monthNumber(parts[1]!), parts[2], parts.slice(4));
  parts = compact.exec(text);
  if (!parts) return null;
  const time = parts[4] ? [undefined, parts[4], parts[5], parts[6]] : [];
  return dated(parts[1], parts[2], parts[3], time);
}

function monthNumber(name: string): string {
  return String(months.indexOf(name.slice(0, 3).toLowerCase()) + 1);
}

type Part = string | undefined;

function dated(year: Part, month: Part, day: Part, time: Part[]): WrittenDate | null {
  const [chinese, hours, minutes, seconds, fraction, half, zone] = time;
  let hour = Number(hours ?? 0);
  const afternoon = half
    ? half.toLowerCase() === 'p'
    : chinese
      ? /[下晚]/.test(chinese) || (chinese === '中午' && hour < 11)
      : null;
  if (half && (hour < 1 || hour > 12)) return null;
  if (afternoon === true && hour < 12) hour += 12;
  if (afternoon === false && hour === 12 && chinese !== '中午') hour = 0;
  const offset = zone ? offsetOf(zone) : null;
  if (offset !== null && !/^(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d(?::[0-5]\d)?)$/.test(offset)) return null;
  return checked({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hasTime: hours !== undefined,
    hour,
    minute: Number(minutes ?? 0),
    second: Number(seconds ?? 0),
    fraction: fraction ? `.${fraction.slice(1, 7)}` : '',
    offset,
  });
}

function offsetOf(zone: string): string {
  if (/^[ZUG]/i.test(zone)) return 'Z';
  if (zone.length === 3) return `${zone}:00`;
  return zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}

function checked(date: WrittenDate): WrittenDate | null {
  const { year, month, day, hour, minute, second } = date;
  if (year < 1000 || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59)
    return null;
  return day <= daysIn(year, month) ? date : null;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

const two = (value: number) => (value < 10 ? `0${value}` : String(value));

/** `YYYY-MM-DD`. */
export function isoDay(date: WrittenDate): string {
  return `${date.year}-${two(date.month)}-${two(date.day)}`;
}

/** ISO date and time with the stated offset, or with the one that `offsets` (see `zoneOffsets`) gives for it. */
export function isoInstant(date: WrittenDate, offsets: (wallMs: number) => string): string {
  const { year, month, day, hour, minute, second } = date;
  const offset = date.offset ?? offsets(Date.UTC(year, month - 1, day, hour, minute, second));
  return `${isoDay(date)}T${two(hour)}:${two(minute)}:${two(second)}${date.fraction}${offset}`;
}
