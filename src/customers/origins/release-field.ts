import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { customersUpdated } from '../events.ts';
import { storedName } from '../fields/customer-fields.contract.ts';
import { refuseUnwritable } from '../fields/field-rights.ts';
import { because } from '../history/because.ts';
import { lockCustomer } from '../profiles/profiles.queries.ts';
import { tellChanged } from '../profiles/tell-changed.ts';
import { recompute } from '../records/recompute.ts';
import { lockArrivals } from '../records/take-back.queries.ts';
import { unsetByHand } from './origins.queries.ts';

/**
 * Lets the records decide again about a field that a person set. Fails with customers.not_found,
 * customers.not_set_by_hand and customers.field_not_writable.
 */
export async function releaseField(
  ctx: Context,
  { id, field }: { id: string; field: string },
): Promise<{ id: string }> {
  refuseUnwritable(ctx, [field]);
  // In the order of whoever stores arrivals, so that neither waits for the other.
  await lockArrivals(ctx);
  await lockCustomer(ctx, id);
  if (!(await unsetByHand(ctx, id, storedName(field)))) throw fail('conflict', 'customers.not_set_by_hand');
  await recompute(because(ctx, 'release'), [id]);
  await tellChanged(ctx, customersUpdated, [id]);
  await ctx.audit('customers.release_field', `customer:${id}`, { field });
  return { id };
}
