import { expect, test } from 'vitest';
import { wordsOfPart } from './customers-of-segment.ts';

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
