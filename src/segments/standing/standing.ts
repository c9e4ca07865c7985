import { customerNames, readsField } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { encodeCursor } from '#platform/http/cursor.ts';
import type { StandingCustomer } from './standing.contract.ts';

/** A page of customers by name; of `rows` one more was read where there are more, `by` is what they are sorted by. */
export async function namedPage<Row extends { id: string }>(
  ctx: Context,
  { rows, asOf }: { rows: readonly Row[]; asOf: Date },
  { limit, sort, by }: { limit: number; sort: string; by: (row: Row) => string },
): Promise<{ items: (Row & { name: string | null })[]; next: string | null; asOf: string }> {
  const kept = rows.slice(0, limit);
  const names = await customerNames(
    ctx,
    kept.map(({ id }) => id),
  );
  const last = kept.at(-1);
  return {
    items: kept.map((row) => ({ ...row, name: names.get(row.id)?.displayName ?? null })),
    next: rows.length > limit && last ? encodeCursor({ sort, value: by(last), id: last.id }) : null,
    asOf: asOf.toISOString(),
  };
}

/** Without the totals that the actor may not read. */
export function withReadTotals<Row extends Pick<StandingCustomer, 'orders' | 'spendMinor' | 'lastOrderAt'>>(
  ctx: Context,
  row: Row,
): Row {
  return {
    ...row,
    orders: readsField(ctx, 'orders') ? row.orders : null,
    spendMinor: readsField(ctx, 'spendMinor') ? row.spendMinor : null,
    lastOrderAt: readsField(ctx, 'lastOrderAt') ? row.lastOrderAt : null,
  };
}

/** From where to where customers would go, with how many of them would move at all, and of when that is counted. */
export function withMoved<Flow extends { from: string | null; to: string | null; customers: number }>({
  rows: flows,
  asOf,
}: {
  rows: Flow[];
  asOf: Date;
}): { moved: number; flows: Flow[]; asOf: string } {
  const moves = flows.filter(({ from, to }) => from !== to);
  return {
    moved: moves.reduce((total, { customers }) => total + customers, 0),
    flows,
    asOf: asOf.toISOString(),
  };
}
