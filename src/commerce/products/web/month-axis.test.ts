import fc from 'fast-check';
import { expect, test } from 'vitest';
import { axisOf, filledMonths } from './month-axis.ts';

const month = (name: string, revenueMinor = '5') => ({
  month: name,
  documents: 1,
  quantity: '1',
  revenueMinor,
});

test('months without sales are shown as such', () => {
  const filled = filledMonths([month('2025-11'), month('2026-02')], 12);
  expect(filled.map((each) => [each.month, each.revenueMinor])).toEqual([
    ['2025-11', '5'],
    ['2025-12', '0'],
    ['2026-01', '0'],
    ['2026-02', '5'],
  ]);
});

test('of many months the latest are shown', () => {
  const filled = filledMonths([month('2019-01'), month('2026-02')], 3);
  expect(filled.map((each) => each.month)).toEqual(['2025-12', '2026-01', '2026-02']);
  expect(filledMonths([], 3)).toEqual([]);
});

test('the axis holds zero and every value, in few round steps', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1e12, max: 1e12 })), (values) => {
      const { top, bottom, lines } = axisOf(values);
      expect(lines).toContain(0);
      expect(top).toBeGreaterThan(bottom);
      for (const value of values) {
        expect(value).toBeLessThanOrEqual(top);
        expect(value).toBeGreaterThanOrEqual(bottom);
      }
      expect(lines.length).toBeLessThanOrEqual(6);
    }),
  );
});
