import { sql } from 'kysely';
import type { z } from 'zod';
import { ensureCustomers, sourceNamed } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { overlapping } from '#platform/testing/overlapping.ts';
import type { TestPlatform } from '#platform/testing/test-platform.ts';
import { createOrder } from './create-order.ts';
import { newOrder } from './new-order.contract.ts';

/** A customer of this name, made on first use. */
export async function customerNamed(ctx: Context, name: string): Promise<string> {
  const sourceId = await sourceNamed(ctx, 'Fixtures');
  const candidate = { externalId: name, name, payload: { name } };
  const [ensured] = await ensureCustomers(ctx, { sourceId, origin: {}, candidates: [candidate] });
  return ensured!.customerId;
}

/** An order written by hand; a line is product code, quantity and unit price. */
export function placeOrder(
  ctx: Context,
  lines: readonly (readonly [code: string, quantity: string, unitPrice: string])[],
  header: Omit<z.input<typeof newOrder>, 'lines'> = {},
) {
  const named = lines.map(([productCode, quantity, unitPrice]) => ({ productCode, quantity, unitPrice }));
  return createOrder(ctx, newOrder.parse({ ...header, lines: named }));
}

interface ManyOrders {
  customers: number;
  orders: number;
  linesEach: number;
  products: number;
  /** Every so many documents is a cancellation. */
  cancelEvery: number;
}

/** Fills the tables with made-up documents of source 1 in a few statements, for plans and speeds. */
export async function fillWithOrders(
  ctx: Context,
  { customers, orders, linesEach, products, cancelEvery }: ManyOrders,
) {
  await sql`insert into customers.customers (display_name) select 'Customer ' || n from generate_series(1, ${customers}::int) n`.execute(
    ctx.tx,
  );
  await sql`insert into commerce.products (code, name) select 'P' || n, 'Product ' || n from generate_series(1, ${products}::int) n`.execute(
    ctx.tx,
  );
  await sql`with made as (
      select n, nextval('commerce.order_ids') as id, case when n % 10 = 0 then 0 else 1 + n * 7919::bigint % ${customers}::int end as customer_id,
        timestamptz '2021-01-01' + n * interval '5 minutes' as ordered_at, n % ${cancelEvery}::int = 0 as cancels
      from generate_series(1, ${orders}::int) n
    ), keys as (
      insert into commerce.order_keys (source_id, number, order_id, customer_id)
      select 1, case when cancels then 'C' else '' end || (100000 + n), id, customer_id from made
    )
    insert into commerce.orders (customer_id, id, source_id, number, kind, ordered_at, store, channel, brand, currency,
      amount_minor, base_amount_minor, base_rate, lines)
    select customer_id, id, 1, case when cancels then 'C' else '' end || (100000 + n),
      case when cancels then 'cancellation' else 'sale' end, ordered_at, 'Store ' || n % 50,
      case when n % 3 = 0 then 'web' else 'till' end, null, 'CNY', amount, amount, 1, ${linesEach}::int
    from made, lateral (select (case when cancels then -1 else 2 end) * sum(100 * (1 + (id + line) % 9)) as amount
      from generate_series(1, ${linesEach}::int) line) summed`.execute(ctx.tx);
  await sql`insert into commerce.order_lines (customer_id, order_id, product_id, occurrence, quantity, unit_price, amount_minor)
    select o.customer_id, o.id, 1 + (o.id * 31 + line * 97) % ${products}::int, line, quantity,
      1 + (o.id + line) % 9, quantity * 100 * (1 + (o.id + line) % 9)
    from commerce.orders o, generate_series(1, ${linesEach}::int) line,
      lateral (select case when o.kind = 'sale' then 2 else -1 end as quantity) signed
    where o.source_id = 1`.execute(ctx.tx);
}

export async function storedTotals(platform: TestPlatform, customerId: string) {
  const { rows } = await platform.database.pool.query(
    'select orders, cancellations, spend_minor from customers.totals where customer_id = $1',
    [customerId],
  );
  return rows[0];
}

export async function storedProduct(platform: TestPlatform, code: string) {
  const { rows } = await platform.database.pool.query(
    'select lines, quantity::float, revenue_minor, last_sold_at from commerce.products where code = $1',
    [code],
  );
  return rows[0];
}

type Work = (ctx: Context) => Promise<unknown>;

/** `overlapping`, of two transactions. */
export function whileOpen(platform: TestPlatform, first: Work, second: Work) {
  return overlapping(
    platform,
    (written) =>
      platform.run(async (ctx) => {
        const result = await first(ctx);
        await written();
        return result;
      }),
    () => platform.run(second),
  );
}
