import { type RawBuilder, sql } from 'kysely';

/** The totals of these customers as `storeTotalsFrom` takes them; a customer without orders has zeros. */
export function totalsQuery(customerIds: readonly string[]): RawBuilder<unknown> {
  return sql`select wanted.customer_id,
      count(*) filter (where orders.kind = 'sale')::int as orders,
      count(*) filter (where orders.kind <> 'sale')::int as cancellations,
      coalesce(sum(orders.base_amount_minor), 0)::bigint as spend_minor,
      min(orders.ordered_at) filter (where orders.kind = 'sale') as first_order_at,
      max(orders.ordered_at) filter (where orders.kind = 'sale') as last_order_at
    from (select distinct unnest(${customerIds}::bigint[]) as customer_id) wanted
    left join commerce.orders on orders.customer_id = wanted.customer_id
    group by wanted.customer_id`;
}
