import type { Context } from '#platform/db/context.ts';
import { nameKeyOf } from './name-key.ts';
import { claimTold, forgetKeys, keysTold } from './reclaim.queries.ts';

/**
 * Changes what is known of customers and lets their keys follow: what no record and no hand tells any more leads
 * to them no longer. `customerIds` are those who hold keys before, `alsoAfter` others who may hold some then.
 */
export async function withKeysOf(
  ctx: Context,
  customerIds: readonly string[],
  change: () => Promise<void>,
  alsoAfter: readonly string[] = [],
): Promise<void> {
  await forgetKeys(ctx, customerIds);
  await change();
  const told = await keysTold(ctx, [...customerIds, ...alsoAfter]);
  const claims = told.map(({ name, ...key }) => ({
    ...key,
    nameKey: name === null ? '' : (nameKeyOf(name) ?? ''),
  }));
  await claimTold(ctx, claims);
}
