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
  const isKept = typeof when === 'number' ? (month: number) => month === when : keptOn(when);
  const lastYear = Number(today.slice(0, 4));
  const born: string[] = [];
  for (let year = firstLunarYear - 1; year <= lastYear; year++)
    for (const { month, first, days } of monthsOf(year))
      for (let day = 1; day <= days; day++) if (isKept(month, day)) born.push(after(first, day - 1));
  return born.filter((day) => day >= `${firstLunarYear}-01-01` && day <= `${lastYear}-12-31`);
}

/** Whether a lunar day is kept on one of these days, none of which lies in a leap month where it is. */
function keptOn(days: readonly string[]): (month: number, day: number) => boolean {
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
  return (month, day) => kept.has(`${month}-${day}`);
}
