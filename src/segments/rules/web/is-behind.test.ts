import { expect, test } from 'vitest';
import { isBehind } from './is-behind.ts';

test('an answer of a copy that lags is behind what was worked out, a later one and one before anything was is not', () => {
  const computedAt = '2026-03-05T08:00:05.250000Z';
  const behind = (asOf: string) => isBehind({ asOf, computedAt });
  expect([
    behind('2026-03-05T08:00:03Z'),
    behind('2026-03-05T08:00:06Z'),
    behind('2026-03-05T08:00:07Z'),
  ]).toEqual([true, true, false]);
  expect(isBehind({ asOf: '2026-03-05T08:00:03Z', computedAt: null })).toBe(false);
});
