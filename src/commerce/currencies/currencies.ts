import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { day } from '#platform/http/contract.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { minorDigits } from '#platform/money/minor-digits.contract.ts';
import type { CurrencyRate } from './currencies.contract.ts';
import { currenciesInUse, deleteRate, ratesOf, writeRate } from './currencies.queries.ts';
import { currencyKnown } from './known-currencies.ts';

const unratedUpTo = 10_000;

/** The currencies in use, the organisation's own among them, with their newest rates. */
export async function listCurrencies(ctx: Context) {
  const { currency: baseCurrency } = await ctx.organisation();
  const used = await currenciesInUse(ctx, unratedUpTo);
  const unused = { currency: baseCurrency, rate: null, validFrom: null, inUse: false, unratedOrders: 0 };
  const all = used.some((each) => each.currency === baseCurrency) ? used : [unused, ...used];
  const items = all
    .map((each) => ({
      ...each,
      digits: minorDigits(each.currency),
      isBase: each.currency === baseCurrency,
      rate: each.rate === null ? null : shortRate(each.rate),
    }))
    .toSorted((one, other) => Number(other.isBase) - Number(one.isBase));
  return { baseCurrency, items };
}

/** One page of the rates of a currency, newest first. */
export async function listRates(
  ctx: Context,
  input: { currency: string; cursor?: string | undefined; limit: number },
): Promise<{ items: CurrencyRate[]; next: string | null }> {
  const sort = `rates ${input.currency}`;
  const before = decodeCursor(input.cursor, sort)?.value ?? undefined;
  if (before !== undefined && !day.safeParse(before).success) throw fail('invalid', 'platform.wrong_cursor');
  const rows = await ratesOf(ctx, input.currency, before, input.limit + 1);
  const items = rows.slice(0, input.limit).map((row) => ({ ...row, rate: shortRate(row.rate) }));
  const last = items.at(-1);
  const next =
    rows.length > input.limit && last ? encodeCursor({ sort, value: last.validFrom, id: '0' }) : null;
  return { items, next };
}

/**
 * Sets what one unit of a currency is worth from a day on; a job converts its orders anew. Fails with
 * `commerce.unknown_currency` and, for the organisation's currency, `commerce.own_currency`.
 */
export async function putRate(ctx: Context, rate: CurrencyRate): Promise<CurrencyRate> {
  const { currency } = rate;
  if (!currencyKnown(currency)) throw fail('invalid', 'commerce.unknown_currency', { values: { currency } });
  if (currency === (await ctx.organisation()).currency)
    throw fail('conflict', 'commerce.own_currency', { values: { currency } });
  await writeRate(ctx, rate);
  await tellRatesChanged(ctx, 'commerce.rate_put', rate);
  return { ...rate, rate: shortRate(rate.rate) };
}

/** Sets rates of currencies that have none yet; the organisation's own and those with a rate are left alone. */
export async function putFirstRates(ctx: Context, rates: readonly CurrencyRate[]): Promise<void> {
  const { currency: own } = await ctx.organisation();
  for (const rate of rates) {
    const rated = await ratesOf(ctx, rate.currency, undefined, 1);
    if (rate.currency !== own && rated.length === 0) await putRate(ctx, rate);
  }
}

/** Takes a rate away; a job converts the orders anew. Fails with `commerce.rate_not_found`. */
export async function removeRate(
  ctx: Context,
  rate: { currency: string; validFrom: string },
): Promise<Record<string, never>> {
  if (!(await deleteRate(ctx, rate.currency, rate.validFrom)))
    throw fail('notFound', 'commerce.rate_not_found');
  await tellRatesChanged(ctx, 'commerce.rate_removed', rate);
  return {};
}

async function tellRatesChanged(ctx: Context, action: string, rate: { currency: string; validFrom: string }) {
  const { currency } = rate;
  await ctx.enqueue('commerce.convert_orders', { currency }, { key: `commerce.convert_orders ${currency}` });
  await ctx.emit('currencies.rates_changed', { currency });
  await ctx.audit(action, `currency:${currency}`, rate);
}

/** `7.2000000000` is `7.2`. */
function shortRate(rate: string): string {
  return rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate;
}
