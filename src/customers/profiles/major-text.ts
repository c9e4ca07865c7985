import { minorDigits } from '#platform/money/minor-digits.contract.ts';

/** Minor units as a plain decimal number: `-12.30`. */
export function majorText(amountMinor: string, currency: string): string {
  const digits = minorDigits(currency);
  const [, sign = '', units = ''] = /^(-?)(\d+)$/.exec(amountMinor) ?? [];
  const padded = units.padStart(digits + 1, '0');
  return sign + (digits === 0 ? padded : `${padded.slice(0, -digits)}.${padded.slice(-digits)}`);
}
