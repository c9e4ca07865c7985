import { type Expression, type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';

/** What a customer bought, in minor units of the organisation's currency. */
export interface CustomerTotals {
  customerId: string;
  orders: number;
  cancellations: number;
  spendMinor: string;
  /** ISO times; null without orders. */
  firstOrderAt: string | null;
  lastOrderAt: string | null;
}

/** Stores totals that the caller worked out; rows that hold the same already are left alone. */
export async function storeTotals(ctx: Context, rows: readonly CustomerTotals[]): Promise<void> {
  if (rows.length === 0) return;
  await storeTotalsFrom(
    ctx,
    sql`select r."customerId" as customer_id, r.orders, r.cancellations, r."spendMinor" as spend_minor,
        r."firstOrderAt" as first_order_at, r."lastOrderAt" as last_order_at
      from json_to_recordset(${JSON.stringify(rows)}::json) as r("customerId" bigint, orders integer,
        cancellations integer, "spendMinor" bigint, "firstOrderAt" timestamptz, "lastOrderAt" timestamptz)`,
  );
}

/**
 * The same from a query with the columns customer_id, orders, cancellations, spend_minor, first_order_at and
 * last_order_at, one row a customer; gives back how many rows it changed.
 */
export async function storeTotalsFrom(
  ctx: Context,
  query: RawBuilder<unknown> | Expression<unknown>,
): Promise<number> {
  const result = await sql`
    insert into customers.totals as t (customer_id, orders, cancellations, spend_minor, first_order_at, last_order_at)
    select q.customer_id, q.orders, q.cancellations, q.spend_minor, q.first_order_at, q.last_order_at
    from (${query}) q order by q.customer_id
    on conflict (customer_id) do update set orders = excluded.orders, cancellations = excluded.cancellations,
      spend_minor = excluded.spend_minor, first_order_at = excluded.first_order_at, last_order_at = excluded.last_order_at
    where (t.orders, t.cancellations, t.spend_minor, t.first_order_at, t.last_order_at) is distinct from
      (excluded.orders, excluded.cancellations, excluded.spend_minor, excluded.first_order_at, excluded.last_order_at)`.execute(
    ctx.tx,
  );
  return Number(result.numAffectedRows ?? 0);
}
