import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineAmount } from '../../currencies/money.ts';
import { lineAmountMinor } from './line-amount.ts';

test('what a form shows beforehand is what the server will write', () => {
  const decimal = fc
    .tuple(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), fc.integer({ min: 0, max: 6 }))
    .map(([value, places]) => (value / 10 ** places).toFixed(places));
  fc.assert(
    fc.property(decimal, decimal, fc.constantFrom('GBP', 'JPY', 'KWD'), (quantity, price, currency) => {
      expect(lineAmountMinor(quantity, price, currency)).toBe(lineAmount(quantity, price, currency));
    }),
  );
});

test.each(['', '-', 'x', '1.2345678'])('%j has no amount yet', (text) => {
  expect(lineAmountMinor(text, '1', 'GBP')).toBeNull();
});
