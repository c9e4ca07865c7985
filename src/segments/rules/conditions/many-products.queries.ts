import { type RawBuilder, sql } from 'kysely';

const buckets = 62;

/** Whether dealing products out tells anything: with more of them most buckets are taken, whoever bought. */
export function tellsByBuckets(least: number): boolean {
  return least >= 2 && least <= buckets / 2;
}

/**
 * Customers who may have so many different products, as `customer_id` and `products`: how many they have, or a number that
 * is no larger and enough. Telling products apart is dear, so they are dealt out to 62 buckets by their number: those that fill
 * enough buckets have enough products, whose lines are fewer do not, and only those of the others are told apart.
 */
export function productsOrMore(
  lines: RawBuilder<unknown>,
  wanted: (alias: string) => RawBuilder<boolean>,
  least: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`(with dealt as materialized (
      select y.customer_id, facts.ones(bit_or(cast(1 as bigint) << cast(y.product_id % ${sql.lit(buckets)} as integer))) as buckets
      from ${lines} y where ${wanted('y')} and y.product_id <> 0
      group by y.customer_id having count(*) >= ${least}
    )
    select d.customer_id, d.buckets as products from dealt d where d.buckets >= ${least}
    union all
    select z.customer_id, count(distinct z.product_id) from ${lines} z where ${wanted('z')} and z.product_id <> 0
      and z.customer_id in (select d.customer_id from dealt d where d.buckets < ${least})
    group by z.customer_id)`;
}
