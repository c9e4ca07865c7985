import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { minorDigits, unusualCurrencies } from '#platform/money/minor-digits.contract.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { divideRounded, fitsBigint, fromMillionths, lineAmount, majorText, toMillionths } from './money.ts';

const platform = await testPlatform();
const currencies = fc.constantFrom('CNY', 'USD', 'JPY', 'KWD', 'BHD', 'KRW', 'CLF', 'HUF');
const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), fc.integer({ min: 0, max: 6 }))
  .map(([value, places]) => fromMillionths(value * 10n ** BigInt(6 - places)));

async function one<T>(query: ReturnType<typeof sql<{ value: T }>>): Promise<T> {
  const { rows } = await query.execute(platform.database.db);
  return rows[0]!.value;
}

test('a decimal with at most six places survives the way to millionths and back', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (value) => {
      expect(toMillionths(fromMillionths(value))).toBe(value);
    }),
  );
});

test('halves are rounded away from zero, on both sides alike', () => {
  expect(divideRounded(5n, 10n)).toBe(1n);
  expect(divideRounded(-5n, 10n)).toBe(-1n);
  expect(divideRounded(4n, 10n)).toBe(0n);
  expect(divideRounded(-15n, 10n)).toBe(-2n);
  fc.assert(
    fc.property(fc.bigInt(), fc.bigInt({ min: 1n }), (dividend, divisor) => {
      expect(divideRounded(-dividend, divisor)).toBe(-divideRounded(dividend, divisor));
      const error = 2n * (divideRounded(dividend, divisor) * divisor - dividend);
      expect(error <= divisor && error >= -divisor).toBe(true);
    }),
  );
});

test('a line comes to the same amount here and in PostgreSQL, for currencies with 0, 2, 3 and 4 places', async () => {
  await fc.assert(
    fc.asyncProperty(decimals, decimals, currencies, async (quantity, unitPrice, currency) => {
      const stored = await one<string>(
        sql`select round(${quantity}::numeric * ${unitPrice}::numeric * 10::numeric ^ commerce.minor_digits(${currency})) as value`,
      );
      expect(lineAmount(quantity, unitPrice, currency)).toBe(BigInt(stored));
    }),
    { numRuns: 200 },
  );
});

test('what a line is worth in each currency is rounded to its minor unit', () => {
  expect(lineAmount('3', '2.55', 'CNY')).toBe(765n);
  expect(lineAmount('1', '0.005', 'CNY')).toBe(1n);
  expect(lineAmount('-1', '0.005', 'CNY')).toBe(-1n);
  expect(lineAmount('1.5', '101', 'JPY')).toBe(152n);
  expect(lineAmount('1', '0.0015', 'KWD')).toBe(2n);
});

test('the places of every currency are the same here and in PostgreSQL', async () => {
  const codes = [...new Set([...Intl.supportedValuesOf('currency'), ...unusualCurrencies])];
  const { rows } = await sql<{ code: string; digits: number }>`
    select code, commerce.minor_digits(code) as digits from unnest(${codes}::text[]) code`.execute(
    platform.database.db,
  );
  expect(rows).toEqual(codes.map((code) => ({ code, digits: minorDigits(code) })));
  expect(['CNY', 'JPY', 'KWD', 'HUF', 'CLF'].map(minorDigits)).toEqual([2, 0, 3, 2, 4]);
});

test('an amount is converted exactly, whatever the places of both currencies, or not at all where it is too large', async () => {
  const amounts = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
  const rates = fc.bigInt({ min: 1n, max: 10n ** 9n });
  await fc.assert(
    fc.asyncProperty(amounts, currencies, currencies, rates, async (amount, currency, base, millionths) => {
      const stored = await one<string | null>(
        sql`select commerce.convert_minor(${amount.toString()}::bigint, ${currency}, ${base}, ${fromMillionths(millionths)}::numeric) as value`,
      );
      const up = amount * millionths * 10n ** BigInt(minorDigits(base));
      const exact = divideRounded(up, 10n ** BigInt(6 + minorDigits(currency)));
      expect(stored).toBe(fitsBigint(exact) ? exact.toString() : null);
    }),
    { numRuns: 200, examples: [[937_945_265_717n, 'JPY', 'CLF', 983_359_304n]] },
  );
});

test('amounts in files stand in whole units with the places of their currency', () => {
  expect(majorText('-1230', 'CNY')).toBe('-12.30');
  expect(majorText('5', 'CNY')).toBe('0.05');
  expect(majorText('-1230', 'JPY')).toBe('-1230');
  expect(majorText('1', 'KWD')).toBe('0.001');
});
