import type { Context } from '#platform/db/context.ts';
import type { JobContext } from '#platform/jobs/jobs.ts';
import { customersUpdated } from '../events.ts';
import { tellChanged } from './tell-changed.ts';

const batch = 5_000;

/** Changes customers batch by batch, each in a transaction of its own that tells of it, until none is left. */
export async function changeInBatches(
  ctx: JobContext,
  change: (inner: Context, limit: number) => Promise<string[]>,
): Promise<number> {
  let all = 0;
  for (;;) {
    ctx.signal.throwIfAborted();
    const changed = await ctx.transact(async (inner) => {
      const ids = await change(inner, batch);
      await tellChanged(inner, customersUpdated, ids);
      return ids.length;
    });
    all += changed;
    if (changed < batch) return all;
  }
}
