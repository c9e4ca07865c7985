import type { Context } from '#platform/db/context.ts';
import { claimTold } from '../custom-fields/custom-values.queries.ts';
import { refreshSearch } from '../profiles/search.queries.ts';
import { customersIn, foldRecords, updateGoldens } from './fold-records.queries.ts';
import { lockArrivals, lockForChange, settleContactPoints } from './take-back.queries.ts';

/**
 * Computes these customers anew from their records; gives the ids of those whose fields changed. `fresh` are those
 * of them who have nothing but their records yet.
 */
export async function recompute(
  ctx: Context,
  ids: readonly string[],
  fresh: readonly string[] = [],
): Promise<string[]> {
  await lockForChange(ctx, ids);
  await settleContactPoints(ctx, ids, fresh);
  await foldRecords(ctx, customersIn(ids));
  const changed = await updateGoldens(ctx, fresh);
  await claimTold(ctx, ids, fresh);
  await refreshSearch(ctx, ids);
  return changed;
}

/** The same, for whoever changed the trust of a source. */
export async function recomputeCustomers(ctx: Context, ids: readonly string[]): Promise<string[]> {
  await lockArrivals(ctx);
  return recompute(ctx, ids);
}
