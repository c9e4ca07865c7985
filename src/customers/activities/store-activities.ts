import type { BulkContext } from '#platform/db/bulk.queries.ts';
import { ensureActivityMonths } from './activities.queries.ts';
import { earliestActivity, latestActivity } from './activities.ts';
import { claimStagedValues, type RefusedValue } from './claim-staged-values.ts';
import {
  dropUnlikelyTimes,
  keyActivities,
  keyedRows,
  stageActivities,
  stagedMonths,
  tieToCustomers,
  writeActivities,
} from './store-activities.queries.ts';

export interface ActivitiesToStore {
  importId: string;
  sourceId: string;
  /** Whose activity each row is; rows that are not named, or with customer 0, are left out. */
  customers: { rowNos: string[]; customerIds: string[] };
  /** COPY text: `row_no`, then `activityColumns`. */
  copy: Buffer;
}

export interface ActivitiesStored {
  /** Rows of the file in their order; the others run along with it. Letters: c created, u updated, n unchanged. */
  rowNos: string[];
  outcomes: string;
  customerIds: string[];
  /** Rows whose time lies too far back or ahead; nothing was stored of them. */
  unlikely: string[];
  /** Rows whose value of a unique field is another activity's; nothing was stored of them. */
  refusedValues: RefusedValue[];
}

/**
 * Stores one chunk of activities in a few set-based statements of the caller's transaction. An activity is known
 * again by the number that its source gives it, else by its content; the same rows again change nothing. What an
 * activity was before is kept for undoing.
 */
export async function storeActivities(ctx: BulkContext, chunk: ActivitiesToStore): Promise<ActivitiesStored> {
  await stageActivities(ctx, chunk.copy);
  const unlikely = await dropUnlikelyTimes(ctx, earliestActivity, latestActivity(ctx));
  await tieToCustomers(ctx, chunk.sourceId, chunk.customers);
  const refusedValues = await claimStagedValues(ctx);
  await keyActivities(ctx);
  await ensureActivityMonths(ctx, await stagedMonths(ctx));
  await writeActivities(ctx, chunk.importId, chunk.sourceId);
  const stored = await keyedRows(ctx);
  const changed = stored.outcomes.replaceAll('n', '').length;
  if (changed > 0)
    await ctx.audit('customers.record_activities', `import:${chunk.importId}`, { count: changed });
  return { ...stored, unlikely, refusedValues };
}
