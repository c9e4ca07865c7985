import { LunarYear } from 'lunar-typescript';

/** Earlier lunar calendars are not asked about. */
export const firstLunarYear = 1900;

const dayMs = 86_400_000;
/** 1 January 1970 as a Julian day that begins at midnight. */
const epochJulianDay = 2_440_588;

interface LunarMonth {
  /** 1 to 12. */
  month: number;
  isLeap: boolean;
  first: string;
  days: number;
}

const years = new Map<number, LunarMonth[]>();

function monthsOf(year: number): LunarMonth[] {
  const known = years.get(year);
  if (known) return known;
  const months = LunarYear.fromYear(year)
    .getMonthsInYear()
    .map((month) => ({
      month: Math.abs(month.getMonth()),
      isLeap: month.isLeap(),
      first: dayOf(month.getFirstJulianDay()),
      days: month.getDayCount(),
    }));
  years.set(year, months);
  return months;
}

function dayOf(julianDay: number): string {
  return new Date((Math.floor(julianDay + 0.5) - epochJulianDay) * dayMs).toISOString().slice(0, 10);
}

function after(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

/**
 * The days on which somebody was born, from 1900 to the end of the year of `today`, whose lunar birthday is kept on one of
 * these days, or lies in the lunar month. Who was born in a leap month keeps the day of the month that it repeats; the
 * thirtieth is kept on the last day of a month of 29 days.
 */
export function lunarBirthdays(when: readonly string[] | number, today: string): string[] {
  const born = birthsUntil(Number(today.slice(0, 4)));
  const kept = typeof when === 'number' ? thirtyDays.map((day) => `${when}-${day}`) : keptOn(when);
  return kept.flatMap((day) => born.get(day) ?? []);
}

const thirtyDays = Array.from({ length: 30 }, (_, index) => index + 1);

let births: { lastYear: number; born: ReadonlyMap<string, string[]> } | undefined;

/** All days from 1900 to the end of a year by their lunar month and day: 46,000, hence made once a year. */
function birthsUntil(lastYear: number): ReadonlyMap<string, string[]> {
  if (births?.lastYear === lastYear) return births.born;
  const born = new Map<string, string[]>();
  for (let year = firstLunarYear - 1; year <= lastYear; year++)
    for (const { month, first, days } of monthsOf(year))
      for (let place = 0; place < days; place++) {
        const day = after(first, place);
        if (day < `${firstLunarYear}-01-01` || day > `${lastYear}-12-31`) continue;
        const key = `${month}-${place + 1}`;
        const known = born.get(key);
        if (known) known.push(day);
        else born.set(key, [day]);
      }
  births = { lastYear, born };
  return born;
}

/** The lunar months and days that are kept on one of these days, none of which lies in a leap month where it is. */
function keptOn(days: readonly string[]): string[] {
  const wanted = new Set(days);
  const kept = new Set<string>();
  const touched = new Set(days.map((day) => Number(day.slice(0, 4))));
  for (const year of new Set([...touched].flatMap((each) => [each - 1, each])))
    for (const { month, isLeap, first, days: length } of monthsOf(year)) {
      if (isLeap) continue;
      for (let day = 1; day <= length; day++) {
        if (!wanted.has(after(first, day - 1))) continue;
        kept.add(`${month}-${day}`);
        if (day === 29 && length === 29) kept.add(`${month}-30`);
      }
    }
  return [...kept];
}
