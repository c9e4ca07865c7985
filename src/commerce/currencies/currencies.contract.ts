import { z } from 'zod';
import {
  contract,
  count,
  currency,
  day,
  endpoint,
  nothing,
  page,
  pageInput,
} from '#platform/http/contract.ts';

/** More than zero, at most 10 digits before the point and 10 after it, as the table holds. */
const rateText = z
  .string()
  .trim()
  .regex(/^(?=.*[1-9])\d{1,10}(\.\d{1,10})?$/, 'must be a positive decimal with at most 10 places')
  .meta({ description: "Units of the organisation's currency for one unit of this one, as exact text." });

/** One unit of `currency` is worth `rate` units of the organisation's currency from `validFrom` on. */
export const currencyRate = z.object({ currency, validFrom: day, rate: rateText });
export type CurrencyRate = z.infer<typeof currencyRate>;

/** A currency that orders are in or that has rates. */
const currencyRow = z.object({
  currency,
  digits: count.meta({ description: 'Decimal places of its minor unit.' }),
  isBase: z.boolean().meta({ description: "The organisation's own: always worth 1." }),
  rate: rateText.nullable().meta({ description: 'The newest.' }),
  validFrom: day.nullable(),
  inUse: z.boolean().meta({ description: 'Some order is in it.' }),
  unratedOrders: count.meta({ description: 'Orders whose day has no rate, counted up to 10,000.' }),
});

export const currenciesContract = contract('commerce', {
  list: endpoint({
    method: 'GET',
    path: '/currencies',
    summary: 'Lists the currencies in use with their newest rate and what lacks one.',
    needs: 'commerce.read',
    input: nothing,
    output: z.object({ baseCurrency: currency, items: z.array(currencyRow) }),
  }),
  rates: endpoint({
    method: 'GET',
    path: '/currencies/:currency/rates',
    summary: 'Lists the dated rates of a currency, newest first.',
    needs: 'commerce.read',
    input: z.strictObject({ currency, ...pageInput }),
    output: page(currencyRate),
    fails: ['platform.wrong_cursor'],
  }),
  putRate: endpoint({
    method: 'PUT',
    path: '/currencies/:currency/rates/:validFrom',
    summary: 'Sets what a currency is worth from a day on; orders are converted anew in the background.',
    needs: 'commerce.write',
    input: currencyRate.strict(),
    output: currencyRate,
    fails: ['commerce.unknown_currency', 'commerce.own_currency'],
  }),
  removeRate: endpoint({
    method: 'DELETE',
    path: '/currencies/:currency/rates/:validFrom',
    summary: 'Takes a rate away; orders are converted anew in the background.',
    needs: 'commerce.write',
    input: z.strictObject({ currency, validFrom: day }),
    output: nothing,
    fails: ['commerce.rate_not_found'],
  }),
});
