import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discounted, fromMicros, hasCurrencySign, readDecimal, toMicros } from './numbers.ts';

const micros = fc.bigInt({ min: -99_999_999_999_999_999_999n, max: 99_999_999_999_999_999_999n });

function grouped(decimal: string, mark: '.' | ','): string {
  const [whole, fraction] = decimal.replace('-', '').split('.');
  const groups = whole!.replace(/\B(?=(\d{3})+$)/g, mark === '.' ? ',' : '.');
  return `${decimal.startsWith('-') ? '-' : ''}${groups}${fraction ? mark + fraction : ''}`;
}

describe('a number of a file', () => {
  it('keeps every digit, however it is written', () => {
    fc.assert(
      fc.property(micros, (value) => {
        const decimal = fromMicros(value);
        const bare = decimal.replace('-', '');
        const sign = value < 0n ? '-' : '';
        expect(toMicros(decimal)).toBe(value);
        expect(readDecimal(decimal, undefined)).toBe(decimal);
        for (const text of [
          grouped(decimal, '.'),
          `${sign}￥${bare}`,
          `$${decimal}`,
          `${decimal} 元`,
          ` ${decimal}  `,
        ]) {
          expect(readDecimal(text, '.')).toBe(decimal);
        }
        expect(readDecimal(grouped(decimal, ','), ',')).toBe(decimal);
        if (value < 0n) {
          expect(readDecimal(`(${bare})`, '.')).toBe(decimal);
          expect(readDecimal(`${bare}-`, '.')).toBe(decimal);
        }
        const wide = decimal.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
        expect(readDecimal(wide, '.')).toBe(decimal);
      }),
    );
  });

  it('is refused rather than guessed when it is not one', () => {
    for (const text of [
      'abc',
      '',
      '-',
      '1,23',
      '1.2.3',
      '12 pieces',
      '1-2',
      '--5',
      '½',
      '0x10',
      'NaN',
      '(5',
      '1,2345',
    ]) {
      expect([text, readDecimal(text, undefined)]).toEqual([text, null]);
    }
  });

  it('never throws and is always a plain decimal', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'0123456789.,-+()eE¥$ 元'), maxLength: 14 });
    fc.assert(
      fc.property(noise, fc.constantFrom('.' as const, ',' as const, undefined), (text, mark) => {
        expect(readDecimal(text, mark) ?? '0').toMatch(/^(?:-?\d{1,14}(?:\.\d{1,6})?|too large)$/);
      }),
      { numRuns: 2000 },
    );
  });

  it('loses the noise that floats leave behind and is rounded half away from zero', () => {
    expect(readDecimal('2.0999999999999996', '.')).toBe('2.1');
    expect(readDecimal('0.0000005', '.')).toBe('0.000001');
    expect(readDecimal('-0.0000005', '.')).toBe('-0.000001');
    expect(readDecimal('1.23E+05', '.')).toBe('123000');
    expect(readDecimal('1e-400', '.')).toBe('0');
  });

  it('with more than 14 digits before the point is too large', () => {
    expect(readDecimal('99999999999999', '.')).toBe('99999999999999');
    expect(readDecimal('100000000000000', '.')).toBe('too large');
    expect(readDecimal('99999999999999.9999999', '.')).toBe('too large');
    expect(readDecimal('1e300', '.')).toBe('too large');
  });

  it('tells whether it carries a currency', () => {
    expect(['￥5', '-$5', '5元', 'USD 12', '5', '-5.00'].map(hasCurrencySign)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('less a discount is exact', () => {
    expect(discounted('3', '2.55', '0.65')).toBe('7');
    expect(discounted('-1', '0.000001', '0')).toBe('-0.000001');
    expect(discounted('0.1', '0.2', '0')).toBe('0.02');
    expect(discounted('99999999999999', '10', '0')).toBe('too large');
  });
});
