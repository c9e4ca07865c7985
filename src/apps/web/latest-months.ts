import type { OrderSummary } from '#commerce/orders/orders.contract.ts';

export interface MonthSum {
  /** `2026-03` */
  month: string;
  sales: number;
  /** Sales less returns and cancellations, in minor units of the organisation's currency; null for whoever may not read amounts. */
  netMinor: string | null;
}

/**
 * The month of the newest order and the calendar month before it, which counts as nothing where it had no
 * orders; there is none before the first month of all.
 */
export function latestMonths(summary: Pick<OrderSummary, 'months'> | undefined): {
  latest?: MonthSum;
  before?: MonthSum;
} {
  const sums = (summary?.months ?? [])
    .map(({ month, sales, salesMinor, undoneMinor }) => ({
      month,
      sales,
      netMinor:
        salesMinor === null || undoneMinor === null ? null : String(BigInt(salesMinor) + BigInt(undoneMinor)),
    }))
    .toSorted((one, other) => one.month.localeCompare(other.month));
  const latest = sums.at(-1);
  if (!latest) return {};
  if (sums.length === 1) return { latest };
  const month = monthBefore(latest.month);
  const before = sums.find((each) => each.month === month) ?? { month, sales: 0, netMinor: '0' };
  return { latest, before };
}

function monthBefore(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 2, 1)).toISOString().slice(0, 7);
}

/** The search words of a month's orders: its first and last day, as the filter of the list writes them. */
export function monthDays(month: string): { ordered: string } {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
  return { ordered: `${month}-01..${last}` };
}
