/**
 * ISO 4217 (list one, published by SIX as the maintenance agency) gives every currency an exponent; these are
 * the ones that differ from 2. Intl is no substitute: its CLDR data says 0 for HUF, IDR, PKR and others whose
 * minor units are still in the books, and it differs between browsers.
 */
const unusualDigits: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3])),
  CLF: 4,
  UYW: 4,
};

/** How many decimal places the minor unit of an ISO 4217 currency has: CNY 2, JPY 0, KWD 3. */
export function minorDigits(currency: string): number {
  return unusualDigits[currency] ?? 2;
}

/** Codes whose minor unit is not a hundredth. */
export const unusualCurrencies: readonly string[] = Object.keys(unusualDigits);
