import type { Context } from '#platform/db/context.ts';
import { reclaimValues } from './reclaim-values.queries.ts';
import { lockActivities } from './store-activities.queries.ts';
import {
  type CustomerWithChanges,
  customersWithChanges,
  deleteImported,
  handOverChanged,
  restoreChanged,
} from './take-back-activities.queries.ts';

export interface ActivitiesTakenBack {
  removed: number;
  /** Activities of before that are again as they were. */
  restored: number;
  /** Customers with activities that a later import changed since: these stay as that one left them. */
  changed: CustomerWithChanges[];
}

/**
 * Takes back what an import did to the activities of these customers: what it brought goes, and what it changed comes
 * back where it is as the import left it, but for unique values that are another activity's by now. Running it again does no harm.
 */
export async function takeBackActivities(
  ctx: Context,
  { importId, customerIds }: { importId: string; customerIds: string[] },
): Promise<ActivitiesTakenBack> {
  if (customerIds.length === 0) return { removed: 0, restored: 0, changed: [] };
  await lockActivities(ctx);
  const changed = await customersWithChanges(ctx, importId, customerIds);
  await handOverChanged(ctx, importId, customerIds);
  const restored = await restoreChanged(ctx, importId, customerIds);
  await reclaimValues(ctx, importId, customerIds, restored);
  const removed = await deleteImported(ctx, importId, customerIds);
  return { removed, restored: restored.length, changed };
}
