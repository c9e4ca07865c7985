import { expect, test } from 'vitest';
import { keptValues } from './kept-values.ts';

const read = (readAt: number, values: string[], failed = false) => ({
  ...{ readAt, failed },
  options: values.map((value) => ({ value, label: value })),
});

test('what is missing from options that were read before it was asked for is not gone, but to be read anew', () => {
  expect(keptValues(['1', '2'], read(10, ['1']), 11)).toBeUndefined();
  expect(keptValues(['1', '2'], read(11, ['1']), 11)).toEqual(['1']);
  expect(keptValues(['1', '2'], read(12, ['1', '2']), 11)).toEqual(['1', '2']);
  expect(keptValues(['1'], read(10, ['1']), 11)).toEqual(['1']);
});

test('while nothing was read nobody knows, and where nothing can be read the list itself tells', () => {
  const unread = { options: undefined, readAt: 0 };
  expect(keptValues(['1'], { ...unread, failed: false }, 0)).toBeUndefined();
  expect(keptValues(['1'], { ...unread, failed: true }, 0)).toEqual(['1']);
  expect(keptValues(['1', '2'], read(10, ['1'], true), 11)).toEqual(['1', '2']);
});
