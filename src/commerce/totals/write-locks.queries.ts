import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';

/**
 * Sums of products and customers are worked out from what one transaction sees, so writers of orders must not
 * overlap on them. A bulk writer (an import's chunk, a conversion) has all orders for itself until its end; the
 * key is the one that the bulk store takes.
 */
export async function lockAllOrders(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('commerce.store_lines'))`.execute(ctx.tx);
}

/** A writer of single orders waits for bulk writers and for others that write orders of the same customer. */
export async function lockOrdersOf(ctx: Context, customerId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtext('commerce.store_lines'))`.execute(ctx.tx);
  if (customerId === '0') return;
  await sql`select pg_advisory_xact_lock(hashtext('commerce.orders_of'), hashint8(${customerId}::bigint))`.execute(
    ctx.tx,
  );
}
