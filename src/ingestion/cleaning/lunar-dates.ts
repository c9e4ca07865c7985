import { createRequire } from 'node:module';
import { readChineseNumber, readChineseYear } from './chinese-numerals.ts';
import type { CleaningRule } from './rule.ts';
import { HAN } from './text-traits.ts';

type Calendar = typeof import('lunar-typescript');

/** A day of the lunar calendar as somebody wrote it; `year` null where none is named. */
export interface LunarDay {
  year: number | null;
  month: number;
  leap: boolean;
  day: number;
}

const marker = /[(（[【]?\s*(?:农历|阴历|旧历|夏历)\s*[)）\]】]?[:：]?\s*/;
const numeral = '[〇零○一二三四五六七八九十\\d]';
const chinese = new RegExp(
  `^(?:(${numeral}{4})年)?(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?(闰)?(正|冬|腊|${numeral}{1,2})月(初[一二三四五六七八九十]|廿[一二三四五六七八九]?|卅|${numeral}{1,3})[日号]?$`,
  'u',
);
const digits = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;
/** Words that no other calendar uses. */
const lunarWords = /闰|正月|冬月|腊月|月初[一二三四五六七八九十]|月廿|月卅/;

/** Reads a day that says it is one of the lunar calendar, by the word or by words that only it uses; null otherwise. */
export function readLunarDay(text: string): LunarDay | null {
  const marked = marker.test(text);
  if (!marked && !lunarWords.test(text)) return null;
  const plain = text.replace(marker, '').replace(/\s+/g, '');
  const numbers = digits.exec(plain);
  if (numbers && marked) {
    return { year: Number(numbers[1]), month: Number(numbers[2]), leap: false, day: Number(numbers[3]) };
  }
  const parts = chinese.exec(plain);
  if (parts === null) return null;
  const [, years, leap, months, days] = parts;
  const month = months === '冬' ? 11 : months === '腊' ? 12 : readChineseNumber(months!);
  const day = readChineseNumber(days!);
  if (month === null || day === null || month < 1 || month > 12 || day < 1 || day > 30) return null;
  return { year: years === undefined ? null : readChineseYear(years), month, leap: leap !== undefined, day };
}

let calendar: Calendar | null = null;

/** `YYYY-MM-DD` of a lunar day of the years 1850 to 2150; null where that year has no such month or day. */
export function solarDayOf({ year, month, leap, day }: LunarDay): string | null {
  if (year === null || year < 1850 || year > 2150) return null;
  // Loading takes 0.2 s, and nearly no file holds lunar days.
  calendar ??= createRequire(import.meta.url)('lunar-typescript') as Calendar;
  try {
    return calendar.Lunar.fromYmd(year, leap ? -month : month, day)
      .getSolar()
      .toYmd();
  } catch {
    return null;
  }
}

export const lunarDays: CleaningRule = {
  code: 'date.lunar',
  title: { en: 'Lunar birthdays to the solar calendar', zh: '农历生日转为公历' },
  reason: {
    en: 'A birthday is kept as a day of the solar calendar; the eighth month of the lunar year is no August.',
    zh: '生日按公历保存，农历八月并不是公历 8 月。',
  },
  readings: ['birthday'],
  byDefault: true,
  when: HAN,
  examples: [
    { before: '农历1990年八月十五', after: '1990-10-03' },
    { before: '一九九〇年闰五月初三', after: '1990-06-25' },
    { before: '1990-08-15（农历）', after: '1990-10-03' },
    { before: '农历八月十五', after: '农历八月十五' },
    { before: '1990年8月15日', after: '1990年8月15日' },
  ],
  clean: (text) => {
    const lunar = readLunarDay(text);
    return lunar === null ? text : (solarDayOf(lunar) ?? text);
  },
};

/** Whether a text is a lunar day without a year, of which nobody can tell the solar day. */
export function isLunarWithoutYear(text: string): boolean {
  return readLunarDay(text)?.year === null;
}
