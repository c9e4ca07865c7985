/** Round figures of what a unit is worth in CNY, near those of 2026: made up like the rest of the demo. */
const worthInCny: Record<string, number> = {
  CNY: 1,
  GBP: 9.4,
  SGD: 5.5,
  USD: 7.1,
  EUR: 8.2,
  HKD: 0.91,
  JPY: 0.047,
  TWD: 0.23,
  AUD: 4.7,
  CAD: 5.1,
};

const soldIn = ['CNY', 'GBP', 'SGD', 'USD'] as const;
/** Before the first order that a demo can tell of. */
const validFrom = '2015-01-01';

/**
 * Rates of the demo's currencies in the organisation's, so that its totals are not empty abroad; none for an
 * organisation whose currency is not among those we know a round figure of.
 */
export function demoRates(organisationCurrency: string) {
  const own = worthInCny[organisationCurrency];
  if (own === undefined) return [];
  return soldIn
    .filter((currency) => currency !== organisationCurrency)
    .map((currency) => ({ currency, validFrom, rate: (worthInCny[currency]! / own).toFixed(6) }));
}
