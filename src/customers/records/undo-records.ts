import type { Context } from '#platform/db/context.ts';
import { customersRemoved, customersUpdated } from '../events.ts';
import { because } from '../history/because.ts';
import { withKeysOf } from '../identities/reclaim.ts';
import { tellChanged } from '../profiles/tell-changed.ts';
import { forgetCustomersMet } from './import-sightings.queries.ts';
import { recompute } from './recompute.ts';
import {
  customersOfImport,
  deleteCustomers,
  deleteRecordsOf,
  fatesOf,
  type Keeper,
  lockArrivals,
  untellTagsAlone,
} from './take-back.queries.ts';

export interface UndoneBatch {
  restored: number;
  removed: number;
  /** Customers that stay as they are, and what keeps them. */
  leftovers: { customerId: string; name: string; reason: Keeper }[];
  /** Where the next batch goes on. */
  after: string;
  done: boolean;
}

/**
 * Takes back what an import told, one batch of customers by id behind `after` (`'0'` to begin). Customers with
 * other records are computed from those, so that a value that somebody changed since stays; customers with
 * nothing else, untouched since, are removed; the rest stays and is named. Running a batch twice does no harm.
 */
export async function undoRecords(
  ctx: Context,
  importId: string,
  { after, limit }: { after: string; limit: number },
): Promise<UndoneBatch> {
  const undoing = because(ctx, 'undo', importId);
  await lockArrivals(ctx);
  const ids = await customersOfImport(ctx, importId, after, limit);
  const fates = await fatesOf(ctx, importId, ids);
  const restored = fates.filter((fate) => fate.hasOthers).map((fate) => fate.id);
  const removed = fates.filter((fate) => !fate.hasOthers && fate.keeper === null).map((fate) => fate.id);
  if (restored.length + removed.length > 0) {
    await withKeysOf(ctx, [...restored, ...removed], async () => {
      await deleteCustomers(ctx, removed);
      await deleteRecordsOf(undoing, importId, restored);
      if (restored.length > 0) await recompute(undoing, restored);
    });
  }
  const done = ids.length < limit;
  if (done) {
    await untellTagsAlone(undoing, importId);
    await forgetCustomersMet(ctx, importId);
  }
  await tellChanged(ctx, customersUpdated, restored, importId);
  await tellChanged(ctx, customersRemoved, removed, importId);
  return {
    restored: restored.length,
    removed: removed.length,
    leftovers: fates.flatMap(({ id, name, hasOthers, keeper }) =>
      hasOthers || keeper === null ? [] : [{ customerId: id, name, reason: keeper }],
    ),
    after: ids.at(-1) ?? after,
    done,
  };
}
