import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { customersCreated, customersUpdated } from '../events.ts';
import { because } from '../history/because.ts';
import { newCustomerIds } from '../identities/identities.queries.ts';
import { withKeysOf } from '../identities/reclaim.ts';
import { lockCustomer } from '../profiles/profiles.queries.ts';
import { tellChanged } from '../profiles/tell-changed.ts';
import { recompute } from './recompute.ts';
import { makeFromRecords, markDifferent, moveTags, recordIdsOf } from './split-customer.queries.ts';
import { lockArrivals } from './take-back.queries.ts';

/**
 * Splits records off a customer into one of their own, and gives its id. Both are computed anew; the keys of the
 * records lead to the new one, so that the same rows do not bring the two together again, and the tags that their
 * imports told go along. Orders, activities and what was set by hand stay where they are. Fails with customers.not_found and customers.split_not_possible
 * (a record is not this customer's, or none would be left).
 */
export async function splitCustomer(
  ctx: Context,
  { customerId, recordIds }: { customerId: string; recordIds: readonly string[] },
): Promise<string> {
  await lockArrivals(ctx);
  await lockCustomer(ctx, customerId);
  const all = new Set(await recordIdsOf(ctx, customerId));
  const moving = [...new Set(recordIds)];
  const possible = moving.length > 0 && moving.length < all.size && moving.every((id) => all.has(id));
  if (!possible) throw fail('conflict', 'customers.split_not_possible');
  const [fresh] = (await newCustomerIds(ctx, 1)) as [string];
  await withKeysOf(
    ctx,
    [customerId],
    async () => {
      const split = because(ctx, 'split');
      await makeFromRecords(split, customerId, fresh, moving);
      await moveTags(split, customerId, fresh);
      await recompute(split, [customerId, fresh], [fresh]);
    },
    [fresh],
  );
  await markDifferent(ctx, fresh, customerId);
  await tellChanged(ctx, customersCreated, [fresh]);
  await tellChanged(ctx, customersUpdated, [customerId]);
  await ctx.audit('customers.split', `customer:${customerId}`, { into: fresh, records: moving.length });
  return fresh;
}
