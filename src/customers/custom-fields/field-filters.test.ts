import { expect, test } from 'vitest';
import { fieldFilters } from './field-filters.contract.ts';

test.each(['a\0b', '\ud800'])(
  'conditions with %j, which no database stores, are refused wherever it stands',
  (text) => {
    for (const condition of [text, [text], { contains: text }]) {
      expect(fieldFilters.safeParse({ note: condition }).success).toBe(false);
      expect(fieldFilters.safeParse(JSON.stringify({ note: condition })).success).toBe(false);
    }
    expect(fieldFilters.safeParse('{"note":{"contains":"tea"}}').success).toBe(true);
  },
);
