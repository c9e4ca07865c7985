import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';

export async function tieToOriginals(ctx: Context, orderIds?: readonly string[]): Promise<number> {
  const only = orderIds === undefined ? sql`true` : sql`open.id = any(${orderIds}::bigint[])`;
  const { numAffectedRows } = await sql`
    with open as materialized (
      select open.customer_id, open.id, open.source_id, open.ordered_at, open.original_number,
        coalesce(open.original_number, substring(open.number from '^C(.+)$')) as named
      from commerce.orders open
      where open.kind <> 'sale' and open.original_order_id is null and ${only}
    ), by_number as (
      select open.customer_id, open.id, sale.id as original_id
      from open
      join commerce.order_keys key on key.source_id = open.source_id and key.number = open.named
        and (open.original_number is not null or key.customer_id = open.customer_id)
      join commerce.orders sale on sale.customer_id = key.customer_id and sale.id = key.order_id and sale.kind = 'sale'
    ), undone as materialized (
      select open.customer_id, open.id, open.ordered_at, line.product_id, line.unit_price,
        -sum(line.quantity) as quantity, count(*) over (partition by open.id) as products
      from open
      join commerce.order_lines line on line.customer_id = open.customer_id and line.order_id = open.id
      where open.customer_id <> 0 and open.original_number is null
        and not exists (select from by_number where by_number.id = open.id)
      group by open.customer_id, open.id, open.ordered_at, line.product_id, line.unit_price
    ), covered as (
      select undone.customer_id, undone.id, undone.products, line.order_id as original_id, sale.ordered_at
      from undone
      join commerce.order_lines line on line.customer_id = undone.customer_id
        and line.product_id = undone.product_id and line.unit_price = undone.unit_price and line.quantity > 0
        and undone.product_id <> 0 and undone.quantity > 0
      join commerce.orders sale on sale.customer_id = line.customer_id and sale.id = line.order_id
        and sale.kind = 'sale' and sale.ordered_at <= undone.ordered_at
      group by undone.customer_id, undone.id, undone.products, undone.product_id, undone.unit_price,
        undone.quantity, line.order_id, sale.ordered_at
      having sum(line.quantity) >= undone.quantity
    ), by_lines as (
      select distinct on (id) customer_id, id, original_id
      from (select customer_id, id, original_id, ordered_at from covered
        group by customer_id, id, original_id, ordered_at, products having count(*) = products) whole
      order by id, ordered_at desc, original_id desc
    )
    update commerce.orders tied
    set original_order_id = found.original_id, version = tied.version + 1, updated_at = ${ctx.clock.now()}
    from (select * from by_number union all select * from by_lines) found
    where tied.customer_id = found.customer_id and tied.id = found.id and tied.original_order_id is null`.execute(
    ctx.tx,
  );
  return Number(numAffectedRows ?? 0);
}
