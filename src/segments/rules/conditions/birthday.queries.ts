import { sql } from 'kysely';
import { Solar } from 'lunar-typescript';
import { addDays, type Moment } from '../moment.ts';
import type { BirthdayCondition } from './birthday.contract.ts';
import type { Family } from './family.queries.ts';
import { firstLunarYear, lunarBirthdays } from './lunar-birthdays.ts';

type When = BirthdayCondition['when'];

export const birthday: Family<BirthdayCondition> = {
  sql({ calendar, when }, { moment }) {
    if (calendar === 'lunar') {
      const kept = 'month' in when ? monthOf(when, calendar, moment) : daysAround(when, moment);
      const days = lunarBirthdays(kept, moment.today);
      return sql`c.birthday = any(cast(${days} as date[]))`;
    }
    if ('month' in when) {
      const month = String(monthOf(when, calendar, moment));
      return sql`extract(month from c.birthday) = cast(${month} as integer)`;
    }
    const days = daysAround(when, moment).flatMap(celebratedOn).map(String);
    return sql`cast(extract(month from c.birthday) * 100 + extract(day from c.birthday) as integer)
      = any(cast(${days} as integer[]))`;
  },
  judge({ calendar, when }, person, { moment }) {
    const born = person.values.birthday ?? null;
    const because = [{ fact: 'value' as const, value: born }];
    if (born === null) return { holds: false, because };
    const [year, month, day] = born.split('-').map(Number) as [number, number, number];
    if (calendar === 'lunar') {
      const isKnown = year >= firstLunarYear && year <= Number(moment.today.slice(0, 4));
      return { holds: isKnown && isLunarBirthday(born, when, moment), because };
    }
    if ('month' in when) return { holds: month === monthOf(when, calendar, moment), because };
    const [first, last] = endsAround(when, moment);
    const isHeld = [first, last].some((end) => {
      const comesRound = new Date(Date.UTC(Number(end.slice(0, 4)), month - 1, day));
      // The 29th of February runs over into March in other years, where it is kept on the 28th.
      if (comesRound.getUTCDate() !== day) comesRound.setUTCDate(0);
      const kept = comesRound.toISOString().slice(0, 10);
      return kept >= first && kept <= last;
    });
    return { holds: isHeld, because };
  },
};

type InMonth = Extract<When, { month: unknown }>;
type Around = Exclude<When, InMonth>;

/** A leap month, in which nobody keeps a birthday, is below zero. */
function monthOf({ month }: InMonth, calendar: BirthdayCondition['calendar'], { today }: Moment): number {
  if (month !== 'this') return month;
  return calendar === 'lunar' ? lunarOf(today).month : Number(today.slice(5, 7));
}

/** The first and the last day; a window of a year at most touches the years of these two alone. */
function endsAround(when: Around, { today }: Moment): [string, string] {
  return 'nextDays' in when
    ? [today, addDays(today, when.nextDays - 1)]
    : [addDays(today, 1 - when.lastDays), today];
}

function daysAround(when: Around, { today }: Moment): string[] {
  const isAhead = 'nextDays' in when;
  const count = isAhead ? when.nextDays : when.lastDays;
  return Array.from({ length: count }, (_, index) => addDays(today, isAhead ? index : -index));
}

/** Month and day as one figure, of those who celebrate on a day. */
function celebratedOn(day: string): number[] {
  const figure = Number(day.slice(5, 7)) * 100 + Number(day.slice(8));
  const isEndOfFebruary = figure === 228 && addDays(day, 1).slice(5) === '03-01';
  return isEndOfFebruary ? [228, 229] : [figure];
}

function isLunarBirthday(born: string, when: When, moment: Moment): boolean {
  const { month, day } = lunarOf(born);
  if ('month' in when) return Math.abs(month) === monthOf(when, 'lunar', moment);
  return lunarDaysAround(when, moment).has(`${Math.abs(month)}-${day}`);
}

const lunarDays = new WeakMap<Moment, Map<string, ReadonlySet<string>>>();

/** The lunar months and days around a moment, worked out once for all who are judged at it. */
function lunarDaysAround(when: Around, moment: Moment): ReadonlySet<string> {
  const ofMoment = lunarDays.get(moment) ?? new Map<string, ReadonlySet<string>>();
  lunarDays.set(moment, ofMoment);
  const key = JSON.stringify(when);
  const known = ofMoment.get(key);
  if (known) return known;
  const days = daysAround(when, moment).flatMap((each) => {
    const { month, day } = lunarOf(each);
    // The thirtieth is kept on the last day of a month that has none.
    const isLast = day === 29 && lunarOf(addDays(each, 1)).day === 1;
    return isLast ? [`${month}-29`, `${month}-30`] : [`${month}-${day}`];
  });
  const made = new Set(days);
  ofMoment.set(key, made);
  return made;
}

const lunarCalendar = new Map<string, { month: number; day: number }>();

/** Kept by day, of which a calendar has some ten thousands; months of leap are below zero. */
function lunarOf(solarDay: string): { month: number; day: number } {
  const known = lunarCalendar.get(solarDay);
  if (known) return known;
  const [year, month, date] = solarDay.split('-').map(Number) as [number, number, number];
  const lunar = Solar.fromYmd(year, month, date).getLunar();
  const made = { month: lunar.getMonth(), day: lunar.getDay() };
  lunarCalendar.set(solarDay, made);
  return made;
}
