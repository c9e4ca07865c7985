import { expect, test } from 'vitest';
import { groupOf, kindOf, rfmGroup, rfmKind, scores } from './rfm-groups.contract.ts';

test('every pair of recency and frequency has one group, and every group has a place', () => {
  const cells = scores.flatMap((recency) => scores.map((frequency) => groupOf(recency, frequency)));
  expect(cells).toHaveLength(25);
  expect([...new Set(cells)].sort()).toEqual([...rfmGroup.options].sort());
});

test('a group is one area: whoever buys more often or more recently never falls from a better half into a worse', () => {
  const dormant = new Set(['lost', 'hibernating', 'atRisk', 'cannotLose']);
  for (const recency of scores)
    for (const frequency of scores) expect(dormant.has(groupOf(recency, frequency))).toBe(recency <= 2);
});

test('the eight kinds are told apart by which scores lie above the average', () => {
  const high = { recency: true, frequency: true, spend: true };
  expect(kindOf(high)).toBe('keyValue');
  expect(kindOf({ ...high, frequency: false })).toBe('keyDevelop');
  expect(kindOf({ ...high, recency: false })).toBe('keyKeep');
  expect(kindOf({ ...high, recency: false, frequency: false })).toBe('keyWinBack');
  expect(kindOf({ ...high, spend: false })).toBe('otherValue');
  const ways = [true, false];
  const all = ways.flatMap((recency) =>
    ways.flatMap((frequency) => ways.map((spend) => kindOf({ recency, frequency, spend }))),
  );
  expect(all.toSorted()).toEqual(rfmKind.options.toSorted());
});
