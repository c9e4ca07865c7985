import { rightsToFields } from '#platform/access/actor.ts';
import {
  type FieldRight,
  isWithinRight,
  type KindWithFields,
  kindsWithFields,
  readsEveryField,
} from '#platform/access/field-rights.contract.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { rightToField } from './customer-fields.contract.ts';

type WhoAsks = Pick<Context, 'actor'>;

/** What the actor may do with a field of customers, or with a custom field of another kind of record. */
export function rightTo({ actor }: WhoAsks, key: string, kind: KindWithFields = 'customers'): FieldRight {
  return rightToField(rightsToFields(actor, kind), key);
}

/** Whether the actor sees a field as it is. */
export function reads(ctx: WhoAsks, key: string, kind?: KindWithFields): boolean {
  return isWithinRight('read', rightTo(ctx, key, kind));
}

/** Whether the actor sees every field as it is, those of orders too: what arrived and was not parted into fields is for them alone. */
export function readsAll({ actor }: WhoAsks): boolean {
  return kindsWithFields.every((kind) => readsEveryField(rightsToFields(actor, kind)));
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
export function refuseUnreadable(ctx: WhoAsks, keys: Iterable<string>, kind?: KindWithFields): void {
  for (const field of keys)
    if (!reads(ctx, field, kind))
      throw fail('forbidden', 'customers.field_not_readable', { values: { field } });
}

/** Fails with customers.field_not_writable, which names the first of these fields that the actor may not set. */
export function refuseUnwritable(ctx: WhoAsks, keys: Iterable<string>, kind?: KindWithFields): void {
  for (const field of keys)
    if (rightTo(ctx, field, kind) !== 'write')
      throw fail('forbidden', 'customers.field_not_writable', { values: { field } });
}
