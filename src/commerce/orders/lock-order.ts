import type { Context } from '#platform/db/context.ts';
import { lockOrdersOf } from '../totals/write-locks.queries.ts';
import { findOrder, type StoredHeader } from './orders.queries.ts';
import { noSuchOrder } from './orders.ts';

/**
 * The order as it is now, with everybody kept out who might change or undo it. The locks of the customer come
 * before those of the row, as all writers take them.
 */
export async function lockOrder(ctx: Context, id: string): Promise<StoredHeader> {
  const before = await findOrder(ctx, id);
  if (!before) throw noSuchOrder();
  await lockOrdersOf(ctx, before.customerId);
  const locked = await findOrder(ctx, id, { lock: true });
  if (!locked) throw noSuchOrder();
  // An import that we waited for can have found out whose guest order this is.
  if (locked.customerId !== before.customerId) await lockOrdersOf(ctx, locked.customerId);
  return locked;
}
