import { expect, test } from 'vitest';
import { membersOfPart, wordsOfPart } from './customers-of-segment.ts';

test('a part of a portrait is asked of the list as the portrait counts it', () => {
  const words = (side: Parameters<typeof wordsOfPart>[0], key: string | null) =>
    wordsOfPart(side, key, '2026-03-05');
  expect(words('region', '浙江省')).toEqual({ where: '[["region","is","浙江省"]]' });
  expect(words('gender', null)).toEqual({ where: '[["gender","empty"]]' });
  expect(words('cityTier', null)).toEqual({ cityTier: 'none' });
  expect(words('spend', '0')).toEqual({ where: '[["spendMinor","atMost","0"]]' });
  expect(words('spend', '10000-50000')).toEqual({
    where: '[["spendMinor","atLeast","10000"],["spendMinor","atMost","49999"]]',
  });
  expect(words('orders', '11-')).toEqual({ where: '[["orders","atLeast","11"]]' });
  expect(words('recency', '0-31')).toEqual({ lastOrder: '2026-02-03..' });
  expect(words('recency', '31-91')).toEqual({ lastOrder: '2025-12-05..2026-02-02' });
  expect(words('recency', '366-')).toEqual({ lastOrder: '..2025-03-04' });
  expect(words('recency', null)).toEqual({ where: '[["lastOrderAt","empty"]]' });
});

test('a stage, a grade or a group of scores in a portrait opens its members by a rule, where a list holds as many', () => {
  const door = (side: 'stage' | 'grade' | 'rfmKind' | 'gender', key: string | null, count = 1) => {
    const to = membersOfPart(
      { side, key, count },
      { segmentId: '3', today: '2026-03-05', gradeKeys: ['high', 'low'] },
    );
    return to && (to.search?.rule ? JSON.parse(to.search.rule).all : to.search);
  };
  const inSegment = { type: 'segment', operator: 'in', segments: ['3'] };
  expect(door('stage', 'loyal')).toEqual([inSegment, { type: 'stage', operator: 'in', stages: ['loyal'] }]);
  expect(door('grade', null)).toEqual([
    inSegment,
    { type: 'grade', operator: 'notIn', grades: ['high', 'low'] },
  ]);
  expect(door('grade', 'gone')).toBeUndefined();
  expect(door('rfmKind', 'keyValue')).toEqual([
    inSegment,
    { type: 'rfm', measure: 'kind', operator: 'is', values: ['keyValue'] },
  ]);
  expect(door('rfmKind', 'keyValue', 100_001)).toBeUndefined();
  expect(door('gender', 'female', 100_001)).toEqual({ segment: '3', where: '[["gender","is","female"]]' });
});
