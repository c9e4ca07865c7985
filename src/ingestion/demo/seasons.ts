import { civilDate, dayNumber, weekday } from './calendar.ts';

/** Festivals of the lunar calendar, as month and day, by year. */
const SPRING_FESTIVAL: Record<number, readonly [number, number]> = {
  2015: [2, 19],
  2016: [2, 8],
  2017: [1, 28],
  2018: [2, 16],
  2019: [2, 5],
  2020: [1, 25],
  2021: [2, 12],
  2022: [2, 1],
  2023: [1, 22],
  2024: [2, 10],
  2025: [1, 29],
  2026: [2, 17],
  2027: [2, 6],
  2028: [1, 26],
  2029: [2, 13],
  2030: [2, 3],
  2031: [1, 23],
  2032: [2, 11],
  2033: [1, 31],
  2034: [2, 19],
  2035: [2, 8],
  2036: [1, 28],
};

const MID_AUTUMN: Record<number, readonly [number, number]> = {
  2015: [9, 27],
  2016: [9, 15],
  2017: [10, 4],
  2018: [9, 24],
  2019: [9, 13],
  2020: [10, 1],
  2021: [9, 21],
  2022: [9, 10],
  2023: [9, 29],
  2024: [9, 17],
  2025: [10, 6],
  2026: [9, 25],
  2027: [9, 15],
  2028: [10, 3],
  2029: [9, 22],
  2030: [9, 12],
  2031: [10, 1],
  2032: [9, 19],
  2033: [9, 8],
  2034: [9, 27],
  2035: [9, 16],
  2036: [10, 4],
};

/** The years whose lunar festivals are known here; a demo must lie within them. */
export const KNOWN_YEARS = { first: 2015, last: 2035 } as const;

/** Whose habits a day is weighed by. */
export type Habit = 'household' | 'gifts' | 'office' | 'abroad';

interface Day {
  year: number;
  month: number;
  day: number;
  weekday: number;
  /** Days from the nearest festival: negative before it, 0 on the day itself. */
  springFestival: number;
  midAutumn: number;
}

function distance(festival: Record<number, readonly [number, number]>, year: number, day: number): number {
  const nearest = [year, year + 1].map((y) => day - dayNumber(y, ...festival[y]!));
  return Math.abs(nearest[0]!) <= Math.abs(nearest[1]!) ? nearest[0]! : nearest[1]!;
}

function describe(day: number): Day {
  const date = civilDate(day);
  return {
    ...date,
    weekday: weekday(day),
    springFestival: distance(SPRING_FESTIVAL, date.year, day),
    midAutumn: distance(MID_AUTUMN, date.year, day),
  };
}

function within(value: number, low: number, high: number): boolean {
  return value >= low && value <= high;
}

const MONTHS = [95, 80, 95, 100, 105, 100, 85, 85, 105, 105, 110, 110];
const WEEKDAYS = [125, 92, 90, 90, 92, 105, 130];

/** How much a day sells beyond its month, because of a sale that every Chinese shop takes part in. */
function saleFactor(d: Day): number {
  const date = d.month * 100 + d.day;
  if (date === 1111) return 9;
  if (date === 1110) return 3;
  if (within(date, 1024, 1109)) return 1.6;
  if (within(date, 1112, 1122)) return 0.7;
  if (date === 618) return 5;
  if (within(date, 601, 617)) return 1.5;
  if (date === 1212) return 3.5;
  if (within(date, 1220, 1224)) return 1.4;
  return 1;
}

function household(d: Day): number {
  let festival = 1;
  if (within(d.springFestival, -25, -4)) festival = 1.8;
  else if (within(d.springFestival, -3, 6)) festival = 0.4;
  else if (within(d.midAutumn, -15, -2)) festival = 1.6;
  return MONTHS[d.month - 1]! * WEEKDAYS[d.weekday]! * saleFactor(d) * festival;
}

function gifts(d: Day): number {
  const date = d.month * 100 + d.day;
  if (within(d.springFestival, -35, -4)) return 20_000;
  if (within(d.midAutumn, -20, -2)) return 18_000;
  if (within(date, 1210, 1224)) return 12_000;
  if (within(date, 505, 520)) return 9_000;
  if (within(date, 301, 308) || within(date, 1101, 1111)) return 6_000;
  return 300;
}

function office(d: Day): number {
  if (d.weekday === 0 || d.weekday === 6) return 600;
  if (d.month === 10 && d.day <= 7) return 500;
  if (within(d.springFestival, -40, -10)) return 30_000;
  if (within(d.springFestival, -9, 12)) return 800;
  if (within(d.midAutumn, -32, -6)) return 28_000;
  return d.month === 12 ? 14_000 : 10_000;
}

function abroad(d: Day): number {
  const date = d.month * 100 + d.day;
  let festival = 1;
  if (within(date, 1120, 1219)) festival = 2.6;
  else if (within(date, 1225, 1226)) festival = 0.2;
  else if (within(d.springFestival, -20, -3)) festival = 1.3;
  return 100 * WEEKDAYS[d.weekday]! * festival;
}

const HABITS: Record<Habit, (d: Day) => number> = { household, gifts, office, abroad };

/** Running sums of the weights of the days first … last − 1: how likely each is to be bought on. */
export function daySums(habit: Habit, first: number, last: number): Float64Array {
  const sums = new Float64Array(last - first + 1);
  for (let i = 0; i < last - first; i++) {
    sums[i + 1] = sums[i]! + Math.round(HABITS[habit](describe(first + i)));
  }
  return sums;
}

/** What the shop takes off every price on a company day, in per cent. */
export function saleDiscountPercent(day: number): number {
  const { month, day: date } = civilDate(day);
  const code = month * 100 + date;
  if (code === 1111) return 20;
  if (code === 618) return 15;
  if (within(code, 1024, 1110) || code === 1212) return 12;
  if (within(code, 601, 617)) return 8;
  return 0;
}
