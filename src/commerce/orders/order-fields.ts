import { changesOfValues, claimWith, type FieldChange } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import type { NewOrder } from './new-order.contract.ts';
import { claimValueForOrder, valuesOfOrder } from './order-fields.queries.ts';

/**
 * What a hand edit changes in the custom fields of an order; without one it is new and needs all that are required.
 * Fails with customers.field_not_writable and the refusals of custom fields.
 */
export async function fieldChangesOf(
  ctx: Context,
  edits: NewOrder['customFields'],
  order?: { id: string; customerId: string },
): Promise<FieldChange[]> {
  if (order && edits === undefined) return [];
  return changesOfValues(ctx, edits, {
    of: 'order',
    stored: order ? await valuesOfOrder(ctx, order) : undefined,
  });
}

/** Takes the values of unique fields for an order. Fails with customers.field_value_taken. */
export async function claimFieldChanges(
  ctx: Context,
  order: { id: string; customerId: string },
  changes: readonly FieldChange[],
): Promise<void> {
  await claimWith(changes, (fieldId, value) => claimValueForOrder(ctx, fieldId, order, value));
}
