import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';

/** What the lines of some documents come to by product; money is converted per document and product. */
async function sumsByProduct(ctx: Context, orders: RawBuilder<unknown>): Promise<RawBuilder<unknown>> {
  const { currency: base, timeZone } = await ctx.organisation();
  return sql`select product_id, sum(lines) as lines, sum(quantity) as quantity,
      coalesce(sum(commerce.base_amount(amount, currency, ordered_at, ${base}, ${timeZone})), 0)::bigint as revenue_minor,
      min(ordered_at) as first_sold_at, max(ordered_at) as last_sold_at
    from (select line.product_id, o.currency, o.ordered_at, count(*) as lines, sum(line.quantity) as quantity,
        sum(line.amount_minor)::bigint as amount
      from (${orders}) o
      join commerce.order_lines line on line.customer_id = o.customer_id and line.order_id = o.id
      where line.product_id <> 0
      group by line.product_id, o.customer_id, o.id, o.currency, o.ordered_at) by_order
    group by product_id`;
}

/** Adds the lines of this document to what its products sold, or with -1 takes them off again. */
export async function addOrderToProducts(
  ctx: Context,
  order: { id: string; customerId: string },
  sign: 1 | -1,
): Promise<void> {
  const sums = await sumsByProduct(
    ctx,
    sql`select * from commerce.orders where customer_id = ${order.customerId} and id = ${order.id}`,
  );
  // In one order for everybody, or two writers could wait for each other.
  await sql`select from commerce.products
    where id in (select product_id from commerce.order_lines
      where customer_id = ${order.customerId} and order_id = ${order.id})
    order by id for update`.execute(ctx.tx);
  const times =
    sign === 1
      ? sql`, first_sold_at = least(product.first_sold_at, delta.first_sold_at),
          last_sold_at = greatest(product.last_sold_at, delta.last_sold_at)`
      : sql``;
  await sql`update commerce.products product
    set lines = product.lines + ${sign} * delta.lines, quantity = product.quantity + ${sign} * delta.quantity,
      revenue_minor = product.revenue_minor + ${sign} * delta.revenue_minor ${times}
    from (${sums}) delta where product.id = delta.product_id`.execute(ctx.tx);
}

/** As `addOrderToProducts`, for all documents with these ids at once; the caller has all orders for itself. */
export async function addOrdersToProducts(
  ctx: Context,
  orderIds: readonly string[],
  sign: 1 | -1,
): Promise<void> {
  const sums = await sumsByProduct(
    ctx,
    sql`select * from commerce.orders where id = any(${orderIds}::bigint[])`,
  );
  await sql`update commerce.products product
    set lines = product.lines + ${sign} * delta.lines, quantity = product.quantity + ${sign} * delta.quantity,
      revenue_minor = product.revenue_minor + ${sign} * delta.revenue_minor
    from (${sums}) delta where product.id = delta.product_id`.execute(ctx.tx);
}

/** Sets first and last sale of every product anew where lines have gone; one walk over all lines. */
export async function refreshAllSaleTimes(ctx: Context): Promise<void> {
  await sql`update commerce.products product
    set first_sold_at = fresh.first, last_sold_at = fresh.last
    from commerce.products same
    left join (select line.product_id, min(o.ordered_at) as first, max(o.ordered_at) as last
      from commerce.order_lines line
      join commerce.orders o on o.customer_id = line.customer_id and o.id = line.order_id
      group by line.product_id) fresh on fresh.product_id = same.id
    where product.id = same.id
      and (product.first_sold_at, product.last_sold_at) is distinct from (fresh.first, fresh.last)`.execute(
    ctx.tx,
  );
}

/** Sets first and last sale of these products anew; the caller has all orders for itself. */
export async function refreshSaleTimesOf(ctx: Context, productIds: readonly string[]): Promise<void> {
  await sql`update commerce.products product
    set first_sold_at = fresh.first, last_sold_at = fresh.last
    from commerce.products same
    left join (select line.product_id, min(o.ordered_at) as first, max(o.ordered_at) as last
      from commerce.order_lines line
      join commerce.orders o on o.customer_id = line.customer_id and o.id = line.order_id
      where line.product_id = any(${productIds}::bigint[])
      group by line.product_id) fresh on fresh.product_id = same.id
    where product.id = same.id and same.id = any(${productIds}::bigint[])
      and (product.first_sold_at, product.last_sold_at) is distinct from (fresh.first, fresh.last)`.execute(
    ctx.tx,
  );
}

/** Sets first and last sale of this order's products anew where one of them was at `formerly`. */
export async function refreshSaleTimes(
  ctx: Context,
  order: { id: string; customerId: string },
  formerly: string,
): Promise<void> {
  await sql`update commerce.products product
    set first_sold_at = fresh.first, last_sold_at = fresh.last
    from (select line.product_id, min(o.ordered_at) as first, max(o.ordered_at) as last
      from commerce.order_lines line
      join commerce.orders o on o.customer_id = line.customer_id and o.id = line.order_id
      where line.product_id in (select mine.product_id from commerce.order_lines mine
        join commerce.products p on p.id = mine.product_id
        where mine.customer_id = ${order.customerId} and mine.order_id = ${order.id}
          and ${formerly}::timestamptz in (p.first_sold_at, p.last_sold_at))
      group by line.product_id) fresh
    where product.id = fresh.product_id`.execute(ctx.tx);
}

/**
 * Works the revenue of the next `limit` products after `afterId` out anew and gives back the last of them;
 * undefined when there are no more.
 */
export async function recountRevenue(
  ctx: Context,
  afterId: string,
  limit: number,
): Promise<string | undefined> {
  const { currency: base, timeZone } = await ctx.organisation();
  const { rows } = await sql<{ last: string | null }>`
    with chosen as materialized (
      select id from commerce.products where id > ${afterId} order by id limit ${limit}
    ), fresh as (
      select product_id, sum(commerce.base_amount(amount, currency, ordered_at, ${base}, ${timeZone}))::bigint as revenue_minor
      from (select line.product_id, o.currency, o.ordered_at, sum(line.amount_minor)::bigint as amount
        from commerce.order_lines line
        join commerce.orders o on o.customer_id = line.customer_id and o.id = line.order_id
        where line.product_id in (select id from chosen)
        group by line.product_id, o.customer_id, o.id, o.currency, o.ordered_at) by_order
      group by product_id
    ), written as (
      update commerce.products product set revenue_minor = coalesce(fresh.revenue_minor, 0)
      from fresh
      where product.id = fresh.product_id and product.revenue_minor <> coalesce(fresh.revenue_minor, 0)
    )
    select max(id) as last from chosen`.execute(ctx.tx);
  return rows[0]?.last ?? undefined;
}
