import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { lockOrdersOf } from '../totals/write-locks.queries.ts';
import { findToChange, type HeaderToChange, mayChangeOrder } from './orders.queries.ts';
import { noSuchOrder } from './orders.ts';

/**
 * The order as it is now, to change it, with everybody else kept out who might. Fails with commerce.not_yours. The locks of the customer come
 * before those of the row, as all writers take them.
 */
export async function lockOrder(ctx: Context, id: string): Promise<HeaderToChange> {
  const before = await findToChange(ctx, id);
  if (!before) throw noSuchOrder();
  await lockOrdersOf(ctx, before.customerId);
  const locked = await findToChange(ctx, id, { lock: true });
  if (!locked) throw noSuchOrder();
  if (!(await mayChangeOrder(ctx, id))) throw fail('forbidden', 'commerce.not_yours');
  // An import that we waited for can have found out whose guest order this is.
  if (locked.customerId !== before.customerId) await lockOrdersOf(ctx, locked.customerId);
  return locked;
}
