import type { JobContext } from '#platform/jobs/jobs.ts';
import { customersUpdated } from '../events.ts';
import { because } from '../history/because.ts';
import { tellChanged } from '../profiles/tell-changed.ts';
import { recomputeCustomers } from '../records/recompute.ts';
import { customersOfSource } from './sources.queries.ts';

const customersAtOnce = 2_000;

/**
 * Computes the customers of a source anew, in chunks of one transaction each, as its trust is now. Running it
 * again, or on after a crash, changes only what is not right yet.
 */
export async function recomputeSource(job: JobContext, sourceId: string): Promise<void> {
  let after: string | undefined = '0';
  while (after !== undefined && !job.signal.aborted) {
    const from: string = after;
    after = await job.transact(async (ctx) => {
      const ids = await customersOfSource(ctx, sourceId, from, customersAtOnce);
      if (ids.length === 0) return undefined;
      const changed = await recomputeCustomers(because(ctx, 'trust', sourceId), ids);
      await tellChanged(ctx, customersUpdated, changed);
      if (changed.length > 0)
        await ctx.audit('customers.recompute_source', `source:${sourceId}`, { customers: changed.length });
      return ids.at(-1);
    });
  }
  if (job.signal.aborted) throw new Error('stopped before the end; the next run goes on');
}
