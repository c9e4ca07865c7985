import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { rightTo } from '../fields/order-rights.ts';
import { findOrder } from '../orders/orders.queries.ts';
import { noSuchOrder } from '../orders/orders.ts';
import type { OrderChange } from './history.contract.ts';
import { changesOfOrder, type HistoryPage } from './history.queries.ts';

/**
 * A page of what values of an order changed, newest first. Fails with commerce.order_not_found, and with
 * commerce.field_not_readable where it is asked for a hidden field alone.
 */
export async function historyOfOrder(
  ctx: Context,
  input: HistoryPage,
): Promise<{ items: OrderChange[]; next: string | null }> {
  if (!(await findOrder(ctx, input.id))) throw noSuchOrder();
  const { field } = input;
  if (field !== undefined && rightTo(ctx, field) === 'hidden')
    throw fail('forbidden', 'commerce.field_not_readable', { values: { field } });
  return changesOfOrder(ctx, input);
}
