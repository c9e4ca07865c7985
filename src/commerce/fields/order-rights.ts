import { rightsToFields } from '#platform/access/actor.ts';
import { isWithinRight } from '#platform/access/field-rights.contract.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { type OrderField, rightToOrderField } from './order-fields.contract.ts';

type WhoAsks = Pick<Context, 'actor'>;
type AnyField = OrderField | `field.${string}`;

/** What the actor may do with a field of orders. */
export function rightTo({ actor }: WhoAsks, key: string) {
  return rightToOrderField(rightsToFields(actor, 'orders'), key);
}

/** Whether the actor sees a field of orders as it is. */
export function reads(ctx: WhoAsks, key: AnyField): boolean {
  return isWithinRight('read', rightTo(ctx, key));
}

/**
 * Nobody filters, sorts or sums up by what they may not read. Fails with commerce.field_not_readable, which names the first
 * such field.
 */
export function refuseUnreadable(ctx: WhoAsks, keys: Iterable<OrderField>): void {
  for (const field of keys)
    if (!reads(ctx, field)) throw fail('forbidden', 'commerce.field_not_readable', { values: { field } });
}

/** Fails with commerce.field_not_writable, which names the first of these fields that the actor may not set. */
export function refuseUnwritable(ctx: WhoAsks, keys: Iterable<OrderField>): void {
  for (const field of keys)
    if (rightTo(ctx, field) !== 'write')
      throw fail('forbidden', 'commerce.field_not_writable', { values: { field } });
}
