import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { shownLine } from '../fields/shown-order-fields.queries.ts';

export interface ExportLine {
  orderId: string;
  productCode: string | null;
  productName: string | null;
  description: string | null;
  quantity: string;
  unitPrice: string | null;
  amountMinor: string | null;
}

/** The lines of these orders, in the order of product and occurrence within each. */
export async function linesOfOrders(
  ctx: Context,
  orders: readonly { id: string; customerId: string }[],
): Promise<ExportLine[]> {
  const { rows } = await sql<ExportLine>`
    select l.order_id as "orderId", p.code as "productCode", p.name as "productName",
      l.quantity, ${sql.join(shownLine(ctx))}
    from unnest(${orders.map((order) => order.customerId)}::bigint[], ${orders.map((order) => order.id)}::bigint[])
      as wanted(customer_id, order_id)
    join commerce.order_lines l on l.customer_id = wanted.customer_id and l.order_id = wanted.order_id
    left join commerce.products p on p.id = l.product_id
    order by l.order_id, l.product_id, l.occurrence`.execute(ctx.tx);
  return rows;
}
