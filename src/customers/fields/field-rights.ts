import { rightsToFields } from '#platform/access/actor.ts';
import { type FieldRight, isWithinRight, readsEveryField } from '#platform/access/field-rights.contract.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { rightToField } from './customer-fields.contract.ts';

type WhoAsks = Pick<Context, 'actor'>;

/** What the actor may do with a field of customers. */
export function rightTo({ actor }: WhoAsks, key: string): FieldRight {
  return rightToField(rightsToFields(actor, 'customers'), key);
}

/** Whether the actor sees a field as it is. */
export function reads(ctx: WhoAsks, key: string): boolean {
  return isWithinRight('read', rightTo(ctx, key));
}

/** Whether the actor sees every field as it is: what arrived and was not parted into fields is for them alone. */
export function readsAll({ actor }: WhoAsks): boolean {
  return readsEveryField(rightsToFields(actor, 'customers'));
}

/** Fields of which one stands in for a name that nobody knows. */
const standIns = ['phone', 'email', 'wechat', 'website', 'company'] as const;

export function readsStandIns(ctx: WhoAsks): boolean {
  return standIns.every((key) => reads(ctx, key));
}

/**
 * Nobody filters or sorts by what they may not read, or they would find it out by asking often enough. Fails with
 * customers.field_not_readable, which names the first such field.
 */
export function refuseUnreadable(ctx: WhoAsks, keys: Iterable<string>): void {
  for (const field of keys)
    if (!reads(ctx, field)) throw fail('forbidden', 'customers.field_not_readable', { values: { field } });
}

/** Fails with customers.field_not_writable, which names the first of these fields that the actor may not set. */
export function refuseUnwritable(ctx: WhoAsks, keys: Iterable<string>): void {
  for (const field of keys)
    if (rightTo(ctx, field) !== 'write')
      throw fail('forbidden', 'customers.field_not_writable', { values: { field } });
}
