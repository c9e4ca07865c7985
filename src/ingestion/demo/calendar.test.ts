import fc from 'fast-check';
import { expect, test } from 'vitest';
import { civilDate, companyTime, dayNumber, dayText, isoInstant, parseDay, weekday } from './calendar.ts';
import { below, draw, indexAt, openStream, runningSums } from './random.ts';

const seconds = fc.integer({ min: -2_000_000_000, max: 4_000_000_000 });

test('civil dates and instants agree with those of the language', () => {
  fc.assert(
    fc.property(seconds, (at) => {
      const date = new Date(at * 1000);
      const day = Math.floor(at / 86_400);
      expect(isoInstant(at)).toBe(date.toISOString().replace('.000Z', 'Z'));
      expect(companyTime(at)).toBe(
        new Date((at + 28_800) * 1000).toISOString().slice(0, 19).replace('T', ' '),
      );
      expect(weekday(day)).toBe(date.getUTCDay());
      const { year, month, day: dayOfMonth } = civilDate(day);
      expect(dayNumber(year, month, dayOfMonth)).toBe(day);
      expect(parseDay(dayText(day))).toBe(day);
    }),
  );
});

test('a day that does not exist is refused', () => {
  for (const text of ['2025-02-29', '2025-13-01', '2025-1-1', '', 'today']) {
    expect(() => parseDay(text)).toThrow(RangeError);
  }
});

test('streams of different seeds, customers or purposes share no start, and draws are evenly spread', () => {
  const starts = new Set<string>();
  for (let seed = 0; seed < 20; seed++) {
    for (let index = 0; index < 200; index++) {
      for (let purpose = 1; purpose < 6; purpose++) {
        const stream = openStream(seed, index, purpose);
        starts.add(`${draw(stream)} ${draw(stream)}`);
      }
    }
  }
  expect(starts.size).toBe(20 * 200 * 5);
  const counts = new Array<number>(10).fill(0);
  for (let index = 0; index < 50_000; index++) counts[below(openStream(7, index, 3), 10)]!++;
  for (const count of counts) expect(Math.abs(count - 5000)).toBeLessThan(350);
});

test('an index is found by weight, and a weight of nothing is never found', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { minLength: 1 }), fc.nat(), (weights, at) => {
      const sums = runningSums(weights);
      const total = sums[sums.length - 1]!;
      fc.pre(total > 0);
      const value = at % total;
      const index = indexAt(sums, value);
      expect(sums[index]! <= value && value < sums[index + 1]!).toBe(true);
    }),
  );
});
