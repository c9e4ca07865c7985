import { minorDigits } from '#platform/money/minor-digits.contract.ts';

const places = 6;
const scale = 10n ** BigInt(places);
const largest = 2n ** 63n - 1n;

/** Exact decimal text with at most six places in millionths. */
export function toMillionths(decimal: string): bigint {
  const negative = decimal.startsWith('-');
  const [whole = '0', fraction = ''] = decimal.replace(/^[-+]/, '').split('.');
  const value = BigInt(whole) * scale + BigInt(fraction.padEnd(places, '0').slice(0, places));
  return negative ? -value : value;
}

/** Millionths as exact decimal text without trailing zeros. */
export function fromMillionths(value: bigint): string {
  const text = absolute(value)
    .toString()
    .padStart(places + 1, '0');
  const fraction = text.slice(-places).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${text.slice(0, -places)}${fraction && `.${fraction}`}`;
}

export function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** The quotient to the nearest whole number, halves away from zero, as PostgreSQL's round(numeric) does. */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n !== divisor < 0n;
  const [over, under] = [absolute(dividend), absolute(divisor)];
  const rounded = (2n * over + under) / (2n * under);
  return negative ? -rounded : rounded;
}

/** What a line comes to in minor units of the currency, rounded once: quantity × unit price. */
export function lineAmount(quantity: string, unitPrice: string, currency: string): bigint {
  const exact = toMillionths(quantity) * toMillionths(unitPrice) * 10n ** BigInt(minorDigits(currency));
  return divideRounded(exact, scale * scale);
}

/** True where a table can hold this amount. */
export function fitsBigint(amountMinor: bigint): boolean {
  return absolute(amountMinor) <= largest;
}

/** Minor units as a plain decimal number of the currency, for files: `-12.30`. */
export function majorText(amountMinor: string, currency: string): string {
  const digits = minorDigits(currency);
  const value = BigInt(amountMinor);
  const text = absolute(value)
    .toString()
    .padStart(digits + 1, '0');
  const whole = digits === 0 ? text : text.slice(0, -digits);
  return `${value < 0n ? '-' : ''}${whole}${digits === 0 ? '' : `.${text.slice(-digits)}`}`;
}
