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
      const days = lunarBirthdays('month' in when ? when.month : daysAround(when, moment), moment.today);
      return sql`coalesce(c.birthday = any(cast(${days} as date[])), false)`;
    }
    if ('month' in when)
      return sql`coalesce(extract(month from c.birthday) = cast(${String(when.month)} as integer), false)`;
    const days = daysAround(when, moment).flatMap(celebratedOn).map(String);
    return sql`coalesce(cast(extract(month from c.birthday) * 100 + extract(day from c.birthday) as integer)
      = any(cast(${days} as integer[])), false)`;
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
    if ('month' in when) return { holds: month === when.month, because };
    const isHeld = daysAround(when, moment).some((each) => {
      const [y, m, d] = each.split('-').map(Number) as [number, number, number];
      const comesRound = new Date(Date.UTC(y, month - 1, day));
      // The 29th of February runs over into March in other years, where it is kept on the 28th.
      const kept = comesRound.getUTCMonth() + 1 === month ? day : day - 1;
      return m === month && d === kept;
    });
    return { holds: isHeld, because };
  },
};

function daysAround(when: Exclude<When, { month: number }>, { today }: Moment): string[] {
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
  const month = Math.abs(lunarOf(born).getMonth());
  if ('month' in when) return month === when.month;
  const day = lunarOf(born).getDay();
  return daysAround(when, moment).some((each) => {
    const lunar = lunarOf(each);
    if (lunar.getMonth() !== month) return false;
    // The thirtieth is kept on the last day of a month that has none.
    return (
      lunar.getDay() === day ||
      (day === 30 && lunar.getDay() === 29 && lunarOf(addDays(each, 1)).getDay() === 1)
    );
  });
}

function lunarOf(day: string) {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return Solar.fromYmd(year, month, date).getLunar();
}
