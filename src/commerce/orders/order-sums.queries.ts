import { sql } from 'kysely';
import { mayDo } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { reads } from '../fields/order-rights.ts';
import { shownInOrders } from '../fields/shown-order-fields.queries.ts';
import { dayEnd, dayStart, visibleOrders } from './find-orders.queries.ts';
import type { OrderKind } from './orders.contract.ts';

const facetColumns = {
  stores: 'store',
  channels: 'channel',
  brands: 'brand',
  sellers: 'seller',
  currencies: 'currency',
} as const;
type Facets = Record<keyof typeof facetColumns, string[]>;

/** The different words that lists filter by, kept beside the orders as they are written. */
export async function orderFacets(ctx: Context, limit: number): Promise<Facets> {
  const facets: Facets = { stores: [], channels: [], brands: [], sellers: [], currencies: [] };
  if (!mayDo(ctx.actor, 'commerce.read')) return facets;
  for (const facet of Object.keys(facetColumns) as (keyof Facets)[]) {
    const column = facetColumns[facet];
    if (column !== 'currency' && !reads(ctx, column)) continue;
    const rows = await ctx.tx
      .selectFrom('commerce.order_facets')
      .select('value')
      .where('facet', '=', column)
      .orderBy('value')
      .limit(limit)
      .execute();
    facets[facet] = rows.map((row) => row.value);
  }
  return facets;
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
  unrated: number;
  firstAt: string | null;
  lastAt: string | null;
}

const sums = (ctx: Context) => sql`o.kind, o.currency, count(*)::int as documents,
  (count(*) filter (where o.customer_id = 0))::int as guests, 
  ${shownInOrders(ctx, 'amountMinor', sql`sum(o.amount_minor)`)} as "amountMinor",
  ${shownInOrders(ctx, 'baseAmountMinor', sql`coalesce(sum(o.base_amount_minor), 0)`)} as "baseAmountMinor",
  (count(*) filter (where o.base_amount_minor is null))::int as unrated,
  ${shownInOrders(ctx, 'orderedAt', sql`min(o.ordered_at)`)} as "firstAt",
  ${shownInOrders(ctx, 'orderedAt', sql`max(o.ordered_at)`)} as "lastAt"`;

/** Sums by month, kind and currency from one day to another, both included. */
export async function sumPeriod(ctx: Context, from: string, to: string): Promise<SumRow[]> {
  const { timeZone } = await ctx.organisation();
  const { rows } = await sql<SumRow>`
    select to_char(date_trunc('month', o.ordered_at at time zone ${timeZone}::text), 'YYYY-MM') as month, ${sums(ctx)}
    from commerce.orders o
    where ${visibleOrders(ctx)} and o.ordered_at >= ${dayStart(from, timeZone)} and o.ordered_at < ${dayEnd(to, timeZone)}
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
