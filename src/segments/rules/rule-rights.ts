import { refuseUnreadableFields } from '#customers/public.ts';
import { mayDo, rightsToFields } from '#platform/access/actor.ts';
import { isWithinRight, rightIn } from '#platform/access/field-rights.contract.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { fieldsRead, type Rule } from './rule-tree.contract.ts';

type WhoAsks = Pick<Context, 'actor'>;

/** Whether the actor sees a field of orders as it is. */
export function readsOrderField({ actor }: WhoAsks, key: string): boolean {
  return isWithinRight('read', rightIn(rightsToFields(actor, 'orders'), key));
}

/** Whether the actor may ask about documents at all. */
export function mayAskOrders({ actor }: WhoAsks): boolean {
  return mayDo(actor, 'commerce.read');
}

/**
 * Nobody counts by what they may not read, or they would find it out by asking often enough. Fails with
 * customers.field_not_readable, segments.orders_not_readable or segments.order_field_not_readable.
 */
export function refuseUnreadable(ctx: WhoAsks, rule: Rule): void {
  const { customers, orders } = fieldsRead(rule);
  refuseUnreadableFields(ctx, customers);
  if (orders === undefined) return;
  if (!mayAskOrders(ctx)) throw fail('forbidden', 'segments.orders_not_readable');
  for (const field of orders)
    if (!readsOrderField(ctx, field))
      throw fail('forbidden', 'segments.order_field_not_readable', { values: { field } });
}
