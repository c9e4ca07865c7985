import { expect, test } from 'vitest';
import { day, instant } from './contract.ts';

test('the year before the first, which the database does not know, is refused', () => {
  expect(day.safeParse('0000-01-01').success).toBe(false);
  expect(day.safeParse('0001-01-01').success).toBe(true);
  expect(day.safeParse('9999-12-31').success).toBe(true);
});

test('a time that its offset would lead out of the years of four digits is refused', () => {
  for (const text of ['0000-06-01T00:00:00Z', '0001-01-01T00:00:00+23:59', '9999-12-31T23:59:59-23:59'])
    expect(instant.safeParse(text).success).toBe(false);
  expect(instant.safeParse('2026-03-05T14:05:00+08:00').success).toBe(true);
});

test('a time that the database cannot read is refused: by an offset of half the world, or endless decimals', () => {
  const times = [
    '2026-03-05T14:05:00+16:00',
    '2026-03-05T14:05:00-23:59',
    `2026-03-05T14:05:00.${'1'.repeat(200)}Z`,
  ];
  for (const text of times) expect(instant.safeParse(text).success).toBe(false);
  for (const text of ['2026-03-05T14:05:00.123456Z', '2026-03-05T14:05:00.5-15:59'])
    expect(instant.safeParse(text).success).toBe(true);
});
