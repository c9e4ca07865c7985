import { expect, test } from 'vitest';
import { judgeRule } from '../judge-rule.ts';
import { momentAt } from '../moment.ts';
import type { Person } from '../person.ts';
import { rule } from '../rule-tree.contract.ts';
import { lunarBirthdays } from './lunar-birthdays.ts';

const on = (day: string) => momentAt(new Date(`${day}T04:00:00Z`), 'Asia/Shanghai');
const born = (birthday: string | null): Person => ({
  ...{ id: '1', values: { birthday }, times: {}, contacts: [], tags: [], sources: [], orders: [] },
  ...{ activities: [], fields: [], segments: [], rfm: null, stage: null, grade: null },
});
const holds = (condition: object, birthday: string | null, today: string) =>
  judgeRule(rule.parse({ type: 'birthday', ...condition }), born(birthday), {
    moment: on(today),
    names: {} as never,
  }).holds;

const next = (nextDays: number, calendar = 'solar') => ({ calendar, when: { nextDays } });

test('a birthday comes round today, in the next days and in the last ones, over the end of the year too', () => {
  expect(holds(next(1), '1990-03-05', '2026-03-05')).toBe(true);
  expect(holds(next(1), '1990-03-06', '2026-03-05')).toBe(false);
  expect(holds(next(7), '1990-01-02', '2026-12-28')).toBe(true);
  expect(holds({ when: { lastDays: 3 } }, '1990-12-31', '2026-01-02')).toBe(true);
  expect(holds({ when: { lastDays: 2 } }, '1990-12-31', '2026-01-02')).toBe(false);
  expect(holds(next(366), null, '2026-03-05')).toBe(false);
});

test('29 February comes round on the 28th of years without one', () => {
  expect(holds(next(1), '1988-02-29', '2026-02-28')).toBe(true);
  expect(holds(next(1), '1988-02-29', '2026-03-01')).toBe(false);
  expect(holds(next(1), '1988-02-29', '2028-02-28')).toBe(false);
  expect(holds(next(1), '1988-02-29', '2028-02-29')).toBe(true);
});

test('a lunar birthday moves with the Chinese calendar', () => {
  // 17 February 2026 is the first day of the first month, as 27 January 1990 was.
  expect(holds(next(1, 'lunar'), '1990-01-27', '2026-02-17')).toBe(true);
  expect(holds(next(1, 'lunar'), '1990-01-27', '2026-01-27')).toBe(false);
  expect(holds({ calendar: 'lunar', when: { month: 1 } }, '1990-01-27', '2026-08-01')).toBe(true);
  expect(lunarBirthdays(['2026-02-17'], '2026-02-17')).toContain('1990-01-27');
});

test('this month goes on with the calendar: the month of today, and in a leap month nobody’s', () => {
  const inThis = (calendar: string, birthday: string, today: string) =>
    holds({ calendar, when: { month: 'this' } }, birthday, today);
  expect(inThis('solar', '1990-03-31', '2026-03-01')).toBe(true);
  expect(inThis('solar', '1990-03-31', '2026-04-01')).toBe(false);
  // The first month of the Chinese year went from 17 February to 18 March 2026, the leap sixth of 2025 from 25 July.
  expect(inThis('lunar', '1990-01-27', '2026-02-17')).toBe(true);
  expect(inThis('lunar', '1990-01-27', '2026-03-18')).toBe(true);
  expect(inThis('lunar', '1990-01-27', '2026-03-19')).toBe(false);
  expect(inThis('lunar', '1987-07-26', '2025-06-25')).toBe(true);
  expect(inThis('lunar', '1987-07-26', '2025-07-25')).toBe(false);
});

test('who was born in a leap month keeps the day in the ordinary month, and nobody keeps one in a leap month', () => {
  // 25 June 2025 began the ordinary sixth month, 25 July 2025 the leap one; 23 July 1987 lay in a leap sixth.
  expect(lunarBirthdays(['2025-06-25'], '2025-06-25')).toContain('2017-06-24');
  expect(lunarBirthdays(['2025-06-25'], '2025-06-25')).toContain('1987-07-26');
  expect(holds(next(1, 'lunar'), '1987-07-26', '2025-06-25')).toBe(true);
  expect(lunarBirthdays(['2025-07-25'], '2025-07-25')).toEqual([]);
  expect(holds(next(1, 'lunar'), '1987-07-26', '2025-07-25')).toBe(false);
});

test('the thirtieth is kept on the last day of a month that has 29', () => {
  // The last month of the year of the snake ends with the 29th, on 16 February 2026; 26 January 1990 was a thirtieth.
  expect(lunarBirthdays(['2026-02-16'], '2026-02-16')).toContain('1990-01-26');
  expect(holds(next(1, 'lunar'), '1990-01-26', '2026-02-16')).toBe(true);
  expect(holds(next(1, 'lunar'), '1990-01-26', '2026-02-15')).toBe(false);
});
