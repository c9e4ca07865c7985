import { expect, test } from 'vitest';
import { outlivedArchives } from './kept-archives.ts';

const dayMs = 86_400_000;
const rule = { keepDays: 7, keepWeeks: 4 };

/** A backup every night, with the archives that were left after each. */
function nightsOf(count: number): { madeAt: string }[] {
  let kept: { madeAt: string }[] = [];
  for (let night = 0; night < count; night++) {
    const now = new Date(Date.UTC(2026, 0, 1, 2) + night * dayMs);
    kept = [...kept, { madeAt: now.toISOString() }];
    const outlived = outlivedArchives(kept, now, rule);
    kept = kept.filter((each) => !outlived.includes(each));
  }
  return kept;
}

test('every backup of the last days stays, and the last of each week before', () => {
  const days = nightsOf(100).map(({ madeAt }) => madeAt.slice(0, 10));
  expect(days.slice(-8)).toEqual([
    '2026-04-03',
    '2026-04-04',
    '2026-04-05',
    '2026-04-06',
    '2026-04-07',
    '2026-04-08',
    '2026-04-09',
    '2026-04-10',
  ]);
  // Sundays end a week.
  expect(days.slice(0, -8)).toEqual(['2026-03-08', '2026-03-15', '2026-03-22', '2026-03-29', '2026-04-02']);
});

test('the newest stays, however old it is', () => {
  const old = [{ madeAt: '2020-01-01T00:00:00Z' }, { madeAt: '2020-01-02T00:00:00Z' }];
  expect(outlivedArchives(old, new Date('2026-01-01T00:00:00Z'), rule)).toEqual([old[0]]);
});
