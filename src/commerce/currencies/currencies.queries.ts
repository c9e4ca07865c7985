import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import type { CurrencyRate } from './currencies.contract.ts';

export interface CurrencyUse {
  currency: string;
  rate: string | null;
  validFrom: string | null;
  inUse: boolean;
  unratedOrders: number;
}

/** Every currency that orders are in or that has a rate, with its newest rate. */
export async function currenciesInUse(ctx: Context, countUpTo: number): Promise<CurrencyUse[]> {
  const { rows } = await sql<CurrencyUse>`
    with recursive used(currency) as (
      (select currency from commerce.orders order by currency limit 1)
      union all
      select (select o.currency from commerce.orders o where o.currency > used.currency order by o.currency limit 1)
      from used where used.currency is not null
    ), met as (
      select currency, true as in_use from used where currency is not null
      union all
      select distinct currency, false from commerce.currency_rates
    )
    select met.currency, newest.rate, newest.valid_from as "validFrom", bool_or(met.in_use) as "inUse",
      (select count(*)::int from (select from commerce.orders o
        where o.currency = met.currency and o.base_amount_minor is null limit ${countUpTo}) unrated) as "unratedOrders"
    from met
    left join lateral (select rate, valid_from from commerce.currency_rates r
      where r.currency = met.currency order by valid_from desc limit 1) newest on true
    group by met.currency, newest.rate, newest.valid_from
    order by met.currency`.execute(ctx.tx);
  return rows;
}

/** Rates of one currency, newest first, older than `before` where given. */
export async function ratesOf(
  ctx: Context,
  currency: string,
  before: string | undefined,
  limit: number,
): Promise<CurrencyRate[]> {
  const older = before ? sql`valid_from < ${before}::date` : sql`true`;
  const { rows } = await sql<CurrencyRate>`
    select currency, valid_from as "validFrom", rate from commerce.currency_rates
    where currency = ${currency} and ${older} order by valid_from desc limit ${limit}`.execute(ctx.tx);
  return rows;
}

export async function writeRate(ctx: Context, { currency, validFrom, rate }: CurrencyRate): Promise<void> {
  await sql`insert into commerce.currency_rates (currency, valid_from, rate) values (${currency}, ${validFrom}, ${rate})
    on conflict (currency, valid_from) do update set rate = excluded.rate`.execute(ctx.tx);
}

/** False when there was no such rate. */
export async function deleteRate(ctx: Context, currency: string, validFrom: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from commerce.currency_rates
    where currency = ${currency} and valid_from = ${validFrom}`.execute(ctx.tx);
  return numAffectedRows === 1n;
}

export interface Place {
  orderedAt: string;
  id: string;
}

export interface ConvertedChunk {
  /** Where the chunk ended; undefined when no order of the currency was left. */
  last: Place | undefined;
  changed: number;
  customerIds: string[];
}

/** Converts the next `limit` orders of a currency after a place anew; rows that keep worth and rate stay untouched. */
export async function convertChunk(
  ctx: Context,
  currency: string,
  after: Place | undefined,
  limit: number,
): Promise<ConvertedChunk> {
  const { currency: base, timeZone } = await ctx.organisation();
  const beyond = after
    ? sql`(o.ordered_at, o.id) > (${after.orderedAt}::timestamptz, ${after.id}::bigint)`
    : sql`true`;
  const { rows } = await sql<{
    ordered_at: string | null;
    id: string | null;
    changed: number;
    customer_ids: string[];
  }>`
    with chunk as materialized (
      select o.customer_id, o.id, o.ordered_at, o.amount_minor,
        commerce.base_rate(o.currency, o.ordered_at, ${base}, ${timeZone}) as rate
      from commerce.orders o where o.currency = ${currency} and ${beyond}
      order by o.ordered_at, o.id limit ${limit}
    ), changed as (
      update commerce.orders o
      set base_amount_minor = fresh.worth, base_rate = fresh.rate, updated_at = ${ctx.clock.now()}
      from (select customer_id, id, rate, commerce.worth(amount_minor, rate) as worth from chunk) fresh
      where o.customer_id = fresh.customer_id and o.id = fresh.id
        and (o.base_amount_minor, o.base_rate) is distinct from (fresh.worth, fresh.rate)
      returning o.customer_id
    ), ending as (select ordered_at, id from chunk order by ordered_at desc, id desc limit 1)
    select (select ordered_at from ending), (select id from ending), (select count(*)::int from changed) as changed,
      (select coalesce(array_agg(distinct customer_id) filter (where customer_id <> 0), '{}') from changed) as customer_ids`.execute(
    ctx.tx,
  );
  const row = rows[0]!;
  return {
    last: row.id === null ? undefined : { orderedAt: row.ordered_at!, id: row.id },
    changed: row.changed,
    customerIds: row.customer_ids,
  };
}
