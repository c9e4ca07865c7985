import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sumRows } from './row-sum.ts';

function sumOf(rows: readonly string[], cut = 1_000): [number, string] {
  const text = Buffer.from(rows.map((row) => `${row}\n`).join(''));
  const summed = sumRows();
  for (let at = 0; at < text.length; at += cut) summed.add(text.subarray(at, at + cut));
  return [summed.rows(), summed.sum()];
}

const row = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\n', '\\n'));

test('the sum is that of the rows, in any order and cut anywhere', () => {
  fc.assert(
    fc.property(fc.array(row), fc.integer({ min: 1, max: 50 }), (rows, cut) => {
      expect(sumOf(rows.toReversed(), cut)).toEqual(sumOf(rows));
    }),
  );
});

test('a row that is missing, twice, or one character off gives another sum', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1 }), row, (rows, other) => {
      const sum = sumOf(rows);
      expect(sumOf(rows.slice(1))).not.toEqual(sum);
      expect(sumOf([...rows, rows[0]!])).not.toEqual(sum);
      if (other !== rows[0]) expect(sumOf([other, ...rows.slice(1)])).not.toEqual(sum);
    }),
  );
});

test('values that change places between rows or columns give another sum', () => {
  expect(sumOf(['a\tb', 'c\td'])).not.toEqual(sumOf(['a\td', 'c\tb']));
  expect(sumOf(['a\tb'])).not.toEqual(sumOf(['b\ta']));
  expect(sumOf(['ab', 'c'])).not.toEqual(sumOf(['a', 'bc']));
});
