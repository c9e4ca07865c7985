import type { z } from 'zod';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { refuseUnwritable } from '../fields/order-rights.ts';
import { addOrderToProducts, refreshSaleTimes } from '../products/product-sums.queries.ts';
import { recomputeTotals } from '../totals/totals.ts';
import { lockOrder } from './lock-order.ts';
import type { orderEdit } from './new-order.contract.ts';
import { claimFieldChanges, fieldChangesOf } from './order-fields.ts';
import type { Order } from './order-rows.contract.ts';
import { type HeaderToChange, updateHeader } from './orders.queries.ts';
import { showOrder } from './orders.ts';

/**
 * Changes the header of an order from the version that `If-Match` names; keys that are missing stay. A new day
 * takes the rate of that day, and products and totals follow. Fails with `commerce.order_not_found`,
 * `commerce.version_conflict`, `commerce.field_not_writable` and the refusals of custom fields.
 */
export async function editOrder(ctx: Context, input: z.output<typeof orderEdit>): Promise<Order> {
  const before = await lockOrder(ctx, input.id);
  if (String(before.version) !== ctx.ifMatch) throw fail('conflict', 'commerce.version_conflict');
  const { id: _id, customFields, ...given } = input;
  refuseUnwritable(ctx, keysOf(withoutMissing(given)));
  const fieldChanges = await fieldChangesOf(ctx, customFields, before);
  await claimFieldChanges(ctx, before, fieldChanges);
  const { orderedAt, store, channel, brand, seller } = before;
  const after = { orderedAt, store, channel, brand, seller, ...withoutMissing(given), fieldChanges };
  const moved = Date.parse(after.orderedAt) !== Date.parse(before.orderedAt);
  if (moved) await addOrderToProducts(ctx, before, -1);
  await updateHeader(ctx, before, after);
  if (moved) await followNewTime(ctx, before);
  const customerId = before.customerId === '0' ? null : before.customerId;
  await ctx.emit('orders.changed', { orderId: before.id, customerId });
  await ctx.audit('commerce.order_changed', `order:${before.id}`, withoutMissing({ ...given, customFields }));
  return showOrder(ctx, before.id);
}

async function followNewTime(ctx: Context, before: HeaderToChange): Promise<void> {
  await addOrderToProducts(ctx, before, 1);
  await refreshSaleTimes(ctx, before, before.orderedAt);
  await recomputeTotals(ctx, [before.customerId]);
}

function withoutMissing<Given extends object>(given: Given) {
  type Present = { [Key in keyof Given]?: Exclude<Given[Key], undefined> };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Present;
}

function keysOf<Given extends object>(given: Given) {
  return Object.keys(given) as (keyof Given)[];
}
