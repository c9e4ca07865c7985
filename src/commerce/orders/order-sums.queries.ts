import { sql } from 'kysely';
import { mayDo, reachOf } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { endOf, startOf } from '#platform/db/days.queries.ts';
import { reads } from '../fields/order-rights.ts';
import { shownInOrders } from '../fields/shown-order-fields.queries.ts';
import { visibleOrders } from './find-orders.queries.ts';
import type { OrderKind } from './orders.contract.ts';

const facetColumns = {
  stores: 'store',
  channels: 'channel',
  brands: 'brand',
  sellers: 'seller',
  currencies: 'currency',
} as const;
type Facets = Record<keyof typeof facetColumns, string[]>;

interface Word {
  facet: (typeof facetColumns)[keyof Facets];
  value: string;
}

/** The different words that lists filter by, of the orders that the actor sees. */
export async function orderFacets(ctx: Context, limit: number): Promise<Facets> {
  const shown = Object.values(facetColumns).filter(
    (column) => mayDo(ctx.actor, 'commerce.read') && (column === 'currency' || reads(ctx, column)),
  );
  const words = shown.length === 0 ? [] : await wordsSeen(ctx, shown, limit);
  const ofFacet = (facet: keyof Facets) =>
    words.filter((word) => word.facet === facetColumns[facet]).map(({ value }) => value);
  return {
    stores: ofFacet('stores'),
    channels: ofFacet('channels'),
    brands: ofFacet('brands'),
    sellers: ofFacet('sellers'),
    currencies: ofFacet('currencies'),
  };
}

/** Whoever sees all orders is told the words that are kept beside them; for others the orders that they see are read. */
async function wordsSeen(ctx: Context, columns: readonly string[], limit: number): Promise<Word[]> {
  const { see, unassigned } = reachOf(ctx.actor, 'orders');
  const told = columns.map((column) => sql`(${column}::text, ${sql.ref(column)})`);
  const words =
    see === 'all' && unassigned
      ? sql`select facet, value from commerce.order_facets`
      : sql`select distinct word.facet, word.value collate "C" as value
          from (select distinct o.store, o.channel, o.brand, o.seller, o.currency::text as currency
            from commerce.orders o where ${visibleOrders(ctx)}) seen
          cross join lateral (values ${sql.join(told)}) word(facet, value) where word.value is not null`;
  const ofFacet = columns.map(
    (column) =>
      sql`(select facet, value from words where facet = ${column} order by value collate "C" limit ${limit})`,
  );
  const { rows } = await sql<Word>`with words as materialized (${words})
    ${sql.join(ofFacet, sql` union all `)}`.execute(ctx.tx);
  return rows;
}

/** What the documents of one kind, currency and, where asked for, month come to, as far as the actor may see it. */
export interface SumRow {
  month: string | null;
  kind: OrderKind;
  currency: string;
  documents: number;
  guests: number;
  amountMinor: string | null;
  baseAmountMinor: string | null;
  unrated: number | null;
  firstAt: string | null;
  lastAt: string | null;
}

const sums = (ctx: Context) => sql`o.kind, o.currency, count(*)::int as documents,
  (count(*) filter (where o.customer_id = 0))::int as guests, 
  ${shownInOrders(ctx, 'amountMinor', sql`sum(o.amount_minor)`)} as "amountMinor",
  ${shownInOrders(ctx, 'baseAmountMinor', sql`coalesce(sum(o.base_amount_minor), 0)`)} as "baseAmountMinor",
  ${shownInOrders(ctx, 'baseAmountMinor', sql`(count(*) filter (where o.base_amount_minor is null))::int`)} as unrated,
  ${shownInOrders(ctx, 'orderedAt', sql`min(o.ordered_at)`)} as "firstAt",
  ${shownInOrders(ctx, 'orderedAt', sql`max(o.ordered_at)`)} as "lastAt"`;

/** Sums by month, kind and currency from one day to another, both included. */
export async function sumPeriod(ctx: Context, from: string, to: string): Promise<SumRow[]> {
  const { timeZone } = await ctx.organisation();
  const { rows } = await sql<SumRow>`
    select to_char(date_trunc('month', o.ordered_at at time zone ${timeZone}::text), 'YYYY-MM') as month, ${sums(ctx)}
    from commerce.orders o
    where ${visibleOrders(ctx)} and o.ordered_at >= ${startOf(from, timeZone)} and o.ordered_at < ${endOf(to, timeZone)}
    group by 1, o.kind, o.currency
    order by 1`.execute(ctx.tx);
  return rows;
}

/** Sums by kind and currency of one customer's documents. */
export async function sumCustomer(ctx: Context, customerId: string): Promise<SumRow[]> {
  const { rows } = await sql<SumRow>`
    select null as month, ${sums(ctx)} from commerce.orders o
    where ${visibleOrders(ctx)} and o.customer_id = ${customerId}
    group by o.kind, o.currency`.execute(ctx.tx);
  return rows;
}

export interface Period {
  from: string;
  to: string;
}

/**
 * Fills the ends of a period that are missing: it ends with the newest order (today without orders) and begins
 * with the month eleven months before that. Days of the organisation's time zone.
 */
export async function completePeriod(ctx: Context, given: Partial<Period>): Promise<Period> {
  const { timeZone } = await ctx.organisation();
  const { rows } = await sql<Period>`
    with ending as (
      select coalesce(${given.to ?? null}::date, (coalesce(
        (select o.ordered_at from commerce.orders o where ${visibleOrders(ctx)} order by o.ordered_at desc, o.id desc limit 1),
        ${ctx.clock.now()}::timestamptz) at time zone ${timeZone}::text)::date) as day
    )
    select day as to,
      coalesce(${given.from ?? null}::date, (date_trunc('month', day) - interval '11 months')::date) as from
    from ending`.execute(ctx.tx);
  return rows[0]!;
}
