import type { z } from 'zod';
import { withinTime } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { reads, refuseUnreadable } from '../fields/order-rights.ts';
import { refuseMissingCustomer } from './missing-customer.ts';
import { completePeriod, orderFacets, type SumRow, sumCustomer, sumPeriod } from './order-sums.queries.ts';
import type { customerOrderTotals, OrderKind, OrderSummary } from './orders.contract.ts';

const facetLimit = 500;
const kinds: readonly OrderKind[] = ['sale', 'return', 'cancellation'];

/**
 * The stores, channels, brands, sellers and currencies that orders name. Whoever reaches some orders alone has those read
 * through: fails with customers.list_too_slow where they are too many.
 */
export function listOrderFacets(ctx: Context) {
  return withinTime(ctx, () => orderFacets(ctx, facetLimit));
}

/**
 * Counts and sums of a period; without one, of the twelve months up to the newest order. Fails with
 * commerce.period_reversed and, where the actor may not read when orders were placed, commerce.field_not_readable.
 */
export async function summariseOrders(
  ctx: Context,
  given: { from?: string; to?: string },
): Promise<OrderSummary> {
  refuseUnreadable(ctx, ['orderedAt']);
  const { from, to } = await completePeriod(ctx, given);
  if (from > to) throw fail('invalid', 'commerce.period_reversed');
  const rows = await sumPeriod(ctx, from, to);
  const { currency: baseCurrency } = await ctx.organisation();
  return {
    from,
    to,
    baseCurrency,
    base: byKind(rows, 'baseAmountMinor'),
    unrated: unrated(ctx, rows),
    currencies: byCurrency(rows),
    months: [...Map.groupBy(rows, (row) => row.month!)].map(([month, ofMonth]) => monthOf(month, ofMonth)),
  };
}

function monthOf(month: string, rows: SumRow[]) {
  const sales = rows.filter((row) => row.kind === 'sale');
  const undone = rows.filter((row) => row.kind !== 'sale');
  return {
    month,
    sales: count(sales, 'documents'),
    salesMinor: money(sales, 'baseAmountMinor'),
    undone: count(undone, 'documents'),
    undoneMinor: money(undone, 'baseAmountMinor'),
  };
}

/** Counts and sums of one customer's documents. Fails with commerce.customer_not_found. */
export async function totalsOfCustomer(
  ctx: Context,
  customerId: string,
): Promise<z.infer<typeof customerOrderTotals>> {
  await refuseMissingCustomer(ctx, customerId);
  const rows = await sumCustomer(ctx, customerId);
  const sales = rows.filter((row) => row.kind === 'sale');
  const { currency: baseCurrency } = await ctx.organisation();
  return {
    baseCurrency,
    orders: count(sales, 'documents'),
    undone: count(rows, 'documents') - count(sales, 'documents'),
    spendMinor: money(rows, 'baseAmountMinor'),
    unrated: unrated(ctx, rows),
    firstOrderAt: sales.flatMap((row) => row.firstAt ?? []).toSorted()[0] ?? null,
    lastOrderAt:
      sales
        .flatMap((row) => row.lastAt ?? [])
        .toSorted()
        .at(-1) ?? null,
    base: byKind(rows, 'baseAmountMinor'),
    currencies: byCurrency(rows),
  };
}

function byCurrency(rows: SumRow[]) {
  return [...Map.groupBy(rows, (row) => row.currency)]
    .map(([currency, ofCurrency]) => ({ currency, ...byKind(ofCurrency, 'amountMinor') }))
    .toSorted(
      (one, other) => documentsOf(other) - documentsOf(one) || one.currency.localeCompare(other.currency),
    );
}

function documentsOf(sums: ReturnType<typeof byKind>): number {
  return kinds.reduce((total, kind) => total + sums[kind].documents, 0);
}

function byKind(rows: SumRow[], amount: 'amountMinor' | 'baseAmountMinor') {
  const sumOf = (kind: OrderKind) => {
    const ofKind = rows.filter((row) => row.kind === kind);
    return {
      documents: count(ofKind, 'documents'),
      guests: count(ofKind, 'guests'),
      amountMinor: money(ofKind, amount),
    };
  };
  return { sale: sumOf('sale'), return: sumOf('return'), cancellation: sumOf('cancellation') };
}

function unrated(ctx: Context, rows: SumRow[]): number | null {
  return reads(ctx, 'baseAmountMinor') ? rows.reduce((sum, row) => sum + (row.unrated ?? 0), 0) : null;
}

function count(rows: SumRow[], key: 'documents' | 'guests'): number {
  return rows.reduce((sum, row) => sum + row[key], 0);
}

/** Null as soon as one of the sums is kept from the actor. */
function money(rows: SumRow[], key: 'amountMinor' | 'baseAmountMinor'): string | null {
  let sum = 0n;
  for (const { [key]: amount } of rows) {
    if (amount === null) return null;
    sum += BigInt(amount);
  }
  return sum.toString();
}
