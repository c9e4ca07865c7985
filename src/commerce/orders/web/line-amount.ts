import { minorDigits } from '#platform/money/minor-digits.contract.ts';

const places = 6;

/** Quantity × unit price in minor units, rounded once with halves away from zero, as the server will. Null for what is no decimal. */
export function lineAmountMinor(quantity: string, unitPrice: string, currency: string): bigint | null {
  const [one, other] = [millionths(quantity), millionths(unitPrice)];
  if (one === null || other === null) return null;
  const exact = one * other * 10n ** BigInt(minorDigits(currency));
  const scale = 10n ** BigInt(2 * places);
  const size = exact < 0n ? -exact : exact;
  const rounded = (2n * size + scale) / (2n * scale);
  return exact < 0n ? -rounded : rounded;
}

function millionths(text: string): bigint | null {
  const found = /^(-?)(\d{1,14})(?:\.(\d{0,6}))?$/.exec(text);
  if (!found) return null;
  const [, sign, whole, fraction = ''] = found;
  return BigInt(`${sign}${whole}${fraction.padEnd(places, '0')}`);
}
