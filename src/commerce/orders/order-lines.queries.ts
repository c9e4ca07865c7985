import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { shownLine } from '../fields/shown-order-fields.queries.ts';

/** A line as the actor may see it; `productId` is `0` where it names no product. */
export interface StoredLine {
  productId: string;
  occurrence: number;
  productCode: string | null;
  productName: string | null;
  description: string | null;
  quantity: string;
  unitPrice: string | null;
  amountMinor: string | null;
}

export interface LineKey {
  productId: string;
  occurrence: number;
}

/** Lines of one order by product and occurrence, after `after` where given. */
export async function linesOfOrder(
  ctx: Context,
  order: { customerId: string; id: string },
  after: LineKey | undefined,
  limit: number,
): Promise<StoredLine[]> {
  const beyond = after
    ? sql`(l.product_id, l.occurrence) > (${after.productId}::bigint, ${after.occurrence}::integer)`
    : sql`true`;
  const { rows } = await sql<StoredLine>`
    select l.product_id as "productId", l.occurrence, p.code as "productCode", p.name as "productName",
      l.quantity, ${sql.join(shownLine(ctx))}
    from commerce.order_lines l
    left join commerce.products p on p.id = l.product_id
    where l.customer_id = ${order.customerId} and l.order_id = ${order.id} and ${beyond}
    order by l.product_id, l.occurrence
    limit ${limit}`.execute(ctx.tx);
  return rows;
}

/** A line of a sale or of a document that undoes it, as far as it matters for what is left. */
export interface QuantityLine {
  productId: string;
  occurrence: number;
  quantity: string;
  unitPrice: string;
}

/** The lines of a sale that are about these products; all of its lines without `productIds`. */
export async function quantitiesSold(
  ctx: Context,
  sale: { customerId: string; id: string },
  productIds?: readonly string[],
): Promise<(QuantityLine & { amountMinor: string; description: string | null })[]> {
  const these = productIds ? sql`l.product_id = any(${productIds}::bigint[])` : sql`true`;
  const { rows } = await sql<QuantityLine & { amountMinor: string; description: string | null }>`
    select l.product_id as "productId", l.occurrence, l.quantity, l.unit_price as "unitPrice",
      l.amount_minor as "amountMinor", l.description
    from commerce.order_lines l
    where l.customer_id = ${sale.customerId} and l.order_id = ${sale.id} and ${these}
    order by l.product_id, l.occurrence`.execute(ctx.tx);
  return rows;
}

/** The lines of every document that undoes this sale. */
export async function quantitiesUndone(ctx: Context, saleId: string): Promise<QuantityLine[]> {
  const { rows } = await sql<QuantityLine>`
    select l.product_id as "productId", l.occurrence, l.quantity, l.unit_price as "unitPrice"
    from commerce.orders o
    join commerce.order_lines l on l.customer_id = o.customer_id and l.order_id = o.id
    where o.original_order_id = ${saleId}
    order by o.ordered_at, o.id, l.product_id, l.occurrence`.execute(ctx.tx);
  return rows;
}
