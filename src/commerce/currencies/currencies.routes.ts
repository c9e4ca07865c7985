import { bind } from '#platform/http/bind.ts';
import { currenciesContract } from './currencies.contract.ts';
import { listCurrencies, listRates, putRate, removeRate } from './currencies.ts';

export const currencyRoutes = bind(currenciesContract, {
  list: listCurrencies,
  rates: listRates,
  putRate,
  removeRate,
});
