import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.ts';

const sort = fc.string({ unit: 'grapheme', maxLength: 30 });
const id = fc.bigInt({ min: 1n, max: 9_223_372_036_854_775_807n }).map(String);

test('a cursor comes back as it was given out', () => {
  const value = fc.option(fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')));
  fc.assert(
    fc.property(fc.record({ sort, value, id }), (cursor) => {
      expect(decodeCursor(encodeCursor(cursor), cursor.sort)).toEqual(cursor);
    }),
  );
});

test('a time comes back to the microsecond', () => {
  const cursor = { sort: 'newest', value: '2026-03-05T08:00:00.123456Z', id: '1' };
  expect(decodeCursor(encodeCursor(cursor), 'newest', 'instant')).toEqual(cursor);
});

test('anything else is refused and never an error of ours', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String(), fc.json().map(encoded)), (text) => {
      expect(() => decodeCursor(text, 'newest')).toThrow('another list or sort');
    }),
  );
});

test.each([
  ['instant', '2026-02-31T00:00:00Z'],
  ['instant', '2026-03-05'],
  ['instant', "2026-03-05T08:00:00Z'; --"],
  ['instant', '275761-01-01T00:00:00Z'],
  ['instant', '0000-03-05T08:00:00Z'],
  ['instant', '2026-03-05T99:00:00Z'],
  ['bigint', '1.5'],
  ['bigint', '9223372036854775808'],
  ['integer', '9223372036854775807'],
  ['decimal', '1e5'],
  ['decimal', 'NaN'],
  ['text', 'a\0b'],
  ['text', '\ud800'],
] as const)('the %s %s, which the database would stumble over, is refused', (kind, value) => {
  const text = encodeCursor({ sort: 'newest', value, id: '1' });
  expect(() => decodeCursor(text, 'newest', kind)).toThrow('another list or sort');
});

function encoded(json: string): string {
  return Buffer.from(json).toString('base64url');
}
