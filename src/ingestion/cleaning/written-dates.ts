import { isoDay, readDate } from '../imports/reading/dates.ts';
import { readChineseNumber, readChineseYear } from './chinese-numerals.ts';
import type { CleaningRule, ColumnKnowledge } from './rule.ts';
import { DIGIT, HAN } from './text-traits.ts';

const two = (value: number): string => String(value).padStart(2, '0');
const day = (year: number, month: number, date: number): string => `${year}-${two(month)}-${two(date)}`;
const numeral = '[〇零○Ｏ一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾廿卅元正\\d]';
const chinese = new RegExp(`^(${numeral}{2,4})年(${numeral}{1,3})月(${numeral}{1,3})[日号](.*)$`, 'u');

/** Years of two digits lie in the century that makes a birthday past, another day near. */
function wholeYear(year: number, { field }: ColumnKnowledge): number {
  if (year > 99) return year;
  return year + (year < (field === 'customer.birthday' ? 30 : 70) ? 2000 : 1900);
}

export const chineseDates: CleaningRule = {
  code: 'date.chinese_numerals',
  title: { en: 'Dates in Chinese numerals', zh: '汉字日期转为数字' },
  reason: {
    en: 'Dates are kept as year, month and day in digits, so that they can be compared and sorted.',
    zh: '日期统一为数字形式，才能比较和排序。',
  },
  readings: ['instant', 'birthday'],
  byDefault: true,
  when: HAN,
  examples: [
    { before: '二〇二四年三月五日', after: '2024-03-05' },
    { before: '一九八五年十二月二十八日', after: '1985-12-28' },
    { before: '24年3月5日', after: '2024-03-05' },
    { before: '85年3月5日', after: '1985-03-05' },
    { before: '2024年3月5日', after: '2024年3月5日' },
  ],
  clean: (text, column) => {
    const parts = chinese.exec(text);
    if (parts === null || /^\d{4}$/.test(parts[1]!)) return text;
    const [, years, months, days, rest = ''] = parts;
    const [year, month, date] = [
      readChineseYear(years!),
      readChineseNumber(months!),
      readChineseNumber(days!),
    ];
    if (year === null || month === null || date === null || month > 12 || date > 31) return text;
    return `${day(wholeYear(year, column), month, date)}${rest === '' ? '' : ` ${rest.trim()}`}`;
  },
};

const republic = new RegExp(
  `^(?:中华民国|民国|r\\.?o\\.?c\\.?)\\s*(${numeral}{1,3})\\s*[年./-]\\s*(${numeral}{1,3})\\s*[月./-]\\s*(${numeral}{1,3})[日号]?$`,
  'iu',
);

export const republicDates: CleaningRule = {
  code: 'date.republic_years',
  title: { en: 'Years of the Republic to the common era', zh: '民国纪年转为公历' },
  reason: {
    en: 'Files from Taiwan count years from 1912; 113 is 2024.',
    zh: '台湾地区的文件以 1912 年为元年，民国 113 年即公历 2024 年。',
  },
  readings: ['instant', 'birthday'],
  byDefault: true,
  examples: [
    { before: '民国113年3月5日', after: '2024-03-05' },
    { before: '民国八十年十月十日', after: '1991-10-10' },
    { before: 'ROC 113/03/05', after: '2024-03-05' },
  ],
  clean: (text) => {
    const first = text.charCodeAt(0);
    if (first !== 0x6c11 && first !== 0x4e2d && (first | 32) !== 0x72) return text;
    const parts = republic.exec(text);
    if (parts === null) return text;
    const year = /^\d+$/.test(parts[1]!) ? Number(parts[1]) : hundreds(parts[1]!);
    const [month, date] = [readChineseNumber(parts[2]!), readChineseNumber(parts[3]!)];
    if (year === null || month === null || date === null || month > 12 || date > 31) return text;
    return day(year + 1911, month, date);
  },
};

/** 一一三 by its digits, 八十 and 元 as numbers. */
function hundreds(text: string): number | null {
  return text.includes('十') || text.length < 2 ? readChineseNumber(text) : readChineseYear(text);
}

const shortYear = /^'?(\d{2})([-/.])(\d{1,2})\2(\d{1,2})$/;

export const shortYears: CleaningRule = {
  code: 'date.short_years',
  title: { en: 'Two-digit years in front', zh: '两位数年份补全' },
  reason: {
    en: 'In 24.3.5 and 85-03-12 only the first number can be the year; where the order is open the column decides.',
    zh: '24.3.5、85-03-12 中只有第一个数可能是年份；顺序不明时由整列数据决定。',
  },
  readings: ['instant', 'birthday'],
  byDefault: true,
  when: DIGIT,
  examples: [
    { before: '24.3.5', after: '2024-03-05' },
    { before: '85-03-12', after: '1985-03-12', column: { field: 'customer.birthday' } },
    { before: '24.03.05', after: '24.03.05' },
    { before: '5.3.24', after: '5.3.24' },
  ],
  clean: (text, column) => {
    if (text.length > 9) return text;
    const parts = shortYear.exec(text);
    if (parts === null) return text;
    const [year, month, date] = [Number(parts[1]), Number(parts[3]), Number(parts[4])];
    // A last number of one digit is no year; a first one above 31 is no day.
    if ((parts[4]!.length === 2 && year <= 31) || month < 1 || month > 12 || date < 1 || date > 31)
      return text;
    return day(wholeYear(year, column), month, date);
  },
};

const serial = /^(\d{1,7})(?:\.(\d{1,15}))?$/;
const dayMs = 86_400_000;
/** 9999-12-31 as spreadsheets count. */
const lastSerial = 2_958_465;

/**
 * A day as spreadsheets count them, with the time of day where there is a fraction; null outside of the years
 * 1900 to 9999. Day 60 of the count from 1900 is 29 February 1900, which never was: it is refused.
 */
export function readSerialDay(text: string, from: '1900' | '1904'): string | null {
  const parts = serial.exec(text);
  if (parts === null) return null;
  const count = Number(parts[1]);
  if (count < 1 || count > lastSerial || (from === '1900' && count === 60)) return null;
  const start = from === '1904' ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, count < 60 ? 31 : 30);
  const seconds = parts[2] === undefined ? 0 : Math.round(Number(`0.${parts[2]}`) * 86_400);
  const written = new Date(start + count * dayMs + seconds * 1000).toISOString();
  if (written.length > 24) return null;
  return parts[2] === undefined ? written.slice(0, 10) : `${written.slice(0, 10)} ${written.slice(11, 19)}`;
}

export const serialDays: CleaningRule = {
  code: 'date.spreadsheet_days',
  title: { en: "Spreadsheets' day numbers to dates", zh: '电子表格的日期序号转为日期' },
  reason: {
    en: 'Spreadsheets keep dates as days since 1900 (or 1904): 45356 is 2024-03-05. Only in columns whose numbers look like it.',
    zh: '电子表格把日期存成自 1900 年（或 1904 年）起的天数，45356 即 2024-03-05，只在整列都像日期序号时转换。',
  },
  readings: ['instant', 'birthday'],
  byDefault: true,
  when: DIGIT,
  examples: [
    { before: '45356', after: '2024-03-05', column: { reading: { serialDays: '1900' } } },
    { before: '45356.5', after: '2024-03-05 12:00:00', column: { reading: { serialDays: '1900' } } },
    { before: '43894', after: '2024-03-05', column: { reading: { serialDays: '1904' } } },
    { before: '45356', after: '45356' },
  ],
  clean: (text, { reading }) =>
    reading.serialDays === undefined ? text : (readSerialDay(text, reading.serialDays) ?? text),
};

const isoForm = /^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

/** Works within the readers of dates, which know the order of day and month and add the time zone. */
export const dateForm: CleaningRule = {
  code: 'date.one_form',
  title: { en: 'Dates in one form', zh: '日期统一写法' },
  reason: {
    en: 'A date is kept as year-month-day whichever way it is written; of days and months the column decides.',
    zh: '日期不论怎么写，一律存为“年-月-日”；日与月的先后由整列数据决定。',
  },
  readings: ['instant', 'birthday'],
  byDefault: true,
  always: true,
  examples: [
    { before: '1990/3/5', after: '1990-03-05', column: { field: 'customer.birthday' } },
    { before: '2024年3月5日', after: '2024-03-05', column: { field: 'customer.birthday' } },
    { before: 'Mar 5, 1990', after: '1990-03-05', column: { field: 'customer.birthday' } },
    { before: '1990-03-05', after: '1990-03-05', column: { field: 'customer.birthday' } },
  ],
  clean: (text, { reading }) => {
    const date = isoForm.test(text) ? null : readDate(text, reading.dateOrder);
    return date === null || date.hasTime ? text : isoDay(date);
  },
};

const inOneForm: readonly string[] = [dateForm.code];

/** The code of `dateForm` where a text that was read as a date is written otherwise; else none. */
export function formOf(text: string): { rules?: readonly string[] } {
  return isoForm.test(text) ? {} : { rules: inOneForm };
}
