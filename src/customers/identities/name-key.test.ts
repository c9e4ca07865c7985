import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameKeyOf } from './name-key.ts';

test.each([
  ['张伟', 'Zhang Wei'],
  ['王小明', 'Xiaoming Wang'],
  ['John Smith', 'SMITH, John'],
  ['José García', 'jose garcia'],
  ['欧阳 娜娜', '欧阳娜娜'],
])('%s and %s are one name', (one, other) => {
  expect(nameKeyOf(one)).toBe(nameKeyOf(other));
});

test.each([
  ['张伟', '李伟'],
  ['John Smith', 'Jane Smith'],
  ['J. Smith', 'John Smith'],
])('%s and %s are two names', (one, other) => {
  expect(nameKeyOf(one)).not.toBe(nameKeyOf(other));
});

test('what has no letter is no name, and no text whatever makes it fail', () => {
  expect(nameKeyOf('—')).toBe(null);
  expect(nameKeyOf(undefined)).toBe(null);
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => (nameKeyOf(text) ?? '').length <= 100));
});
