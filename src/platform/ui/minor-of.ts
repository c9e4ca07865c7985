import { minorDigits } from '../money/minor-digits.contract.ts';

/** `12.5` pounds as minor units: `1250`. Undefined for what is no amount; digits past the minor unit are cut. */
export function minorOf(major: string, currency: string): string | undefined {
  const found = /^(-?)(\d{1,15})(?:\.(\d*))?$/.exec(major.trim());
  if (!found) return undefined;
  const digits = minorDigits(currency);
  const [, sign, whole, fraction = ''] = found;
  const minor = BigInt(`${whole}${fraction.slice(0, digits).padEnd(digits, '0')}`);
  return minor === 0n ? '0' : `${sign}${minor}`;
}
