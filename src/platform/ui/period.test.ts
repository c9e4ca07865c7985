import { expect, test } from 'vitest';
import { daysOf, periodOf } from './period.ts';

test('a period has either end open, and may begin at a moment', () => {
  expect(periodOf(undefined)).toEqual({ from: undefined, to: undefined, trouble: undefined });
  expect(periodOf('2026-03-01..2026-03-01')).toMatchObject({ from: '2026-03-01', to: '2026-03-01' });
  expect(periodOf('2024-02-29..')).toMatchObject({ from: '2024-02-29', to: undefined });
  expect(periodOf('..2026-03-31')).toMatchObject({ from: undefined, to: '2026-03-31' });
  const since = periodOf('2026-03-01T08:00:00.000Z..2026-03-01');
  expect(since).toMatchObject({ from: '2026-03-01T08:00:00.000Z', to: '2026-03-01', trouble: undefined });
  expect(daysOf(since)).toEqual([undefined, '2026-03-01']);
});

test.each([
  ['2026-02-31..', 'noSuchDay'],
  ['..2026-02-29', 'noSuchDay'],
  ['0000-01-01..', 'noSuchDay'],
  ['2026-13-01..2026-12-01', 'noSuchDay'],
  ['2026-03-01T99:00:00Z..', 'noSuchDay'],
  ['tomorrow', 'noSuchDay'],
  ['..2026-03-01T08:00:00Z', 'noSuchDay'],
  ['2026-03-02..2026-03-01', 'reversed'],
  ['2026-03-02T00:00:00Z..2026-03-01', 'reversed'],
])('%s is no period, narrows nothing and says why: %s', (words, trouble) => {
  expect(periodOf(words)).toEqual({ from: undefined, to: undefined, trouble });
});
