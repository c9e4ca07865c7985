import fc from 'fast-check';
import { expect, test } from 'vitest';
import { majorOf } from './format.ts';
import { minorOf } from './minor-of.ts';

test.each([
  ['12.5', 'GBP', '1250'],
  ['-0.05', 'GBP', '-5'],
  ['7', 'JPY', '7'],
  ['1.234', 'KWD', '1234'],
  ['0.999', 'CNY', '99'],
  ['-0', 'CNY', '0'],
])('%s %s is %s minor units', (major, currency, minor) => {
  expect(minorOf(major, currency)).toBe(minor);
});

test.each(['', 'abc', '1,2', '.5', '12345678901234567890'])('%j is no amount', (text) => {
  expect(minorOf(text, 'CNY')).toBeUndefined();
});

test('an amount written out and read again is the same, in every currency', () => {
  const amount = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n });
  const currency = fc.constantFrom('CNY', 'GBP', 'JPY', 'KWD', 'HUF', 'CLF');
  fc.assert(
    fc.property(amount, currency, (amountMinor, code) => {
      expect(minorOf(majorOf({ amountMinor, currency: code }), code)).toBe(String(amountMinor));
    }),
  );
});
