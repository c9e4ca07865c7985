import { sql } from 'kysely';
import { fitsFigure } from '../judging.ts';
import type { AgeCondition } from './age.contract.ts';
import type { Family } from './family.queries.ts';

export const age: Family<AgeCondition> = {
  sql({ operator, value, to = value }, { moment: { today } }) {
    const least = operator === 'atMost' ? 0 : value;
    const isBorn = sql<boolean>`c.birthday <= cast(${latestBirthday(today, least)} as date)`;
    if (operator === 'atLeast') return isBorn;
    const most = operator === 'between' ? to : value;
    const isYounger = sql`c.birthday > cast(${latestBirthday(today, most + 1)} as date)`;
    return sql`(${isBorn} and ${isYounger})`;
  },
  judge(condition, person, { moment }) {
    const birthday = person.values.birthday ?? null;
    const years = birthday === null || birthday > moment.today ? null : yearsAt(moment.today, birthday);
    return {
      holds: fitsFigure(years, condition),
      because: [{ fact: 'years', value: years === null ? null : String(years) }],
    };
  },
};

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** The latest day of birth of somebody who is so many years old. Who was born on 29 February has turned on the 28th of other years. */
function latestBirthday(today: string, years: number): string {
  const year = Number(today.slice(0, 4));
  const birthYear = year - years;
  const isEndOfFebruary = today.slice(5) === '02-29' || (today.slice(5) === '02-28' && !isLeap(year));
  const day = isEndOfFebruary ? `02-${isLeap(birthYear) ? 29 : 28}` : today.slice(5);
  return `${String(birthYear).padStart(4, '0')}-${day}`;
}

function yearsAt(today: string, birthday: string): number {
  const [year, month, day] = today.split('-').map(Number) as [number, number, number];
  const [birthYear, birthMonth, birthDay] = birthday.split('-').map(Number) as [number, number, number];
  const celebrated = birthMonth === 2 && birthDay === 29 && !isLeap(year) ? 28 : birthDay;
  const hasTurned = month > birthMonth || (month === birthMonth && day >= celebrated);
  return year - birthYear - (hasTurned ? 0 : 1);
}
