import type { JobContext } from '#platform/jobs/jobs.ts';

const laterMs = 5_000;

/**
 * Whether a job of everybody is put off because the columnar copy is still being opened or built: PostgreSQL takes longer
 * for it than the copy takes to come. The job is queued again.
 */
export async function comesAfterCopy(ctx: JobContext, job: string): Promise<boolean> {
  if (!ctx.platform.columnar?.isComing()) return false;
  await ctx.transact((each) =>
    each.enqueue(job, {}, { key: job, runAt: new Date(each.clock.now().getTime() + laterMs) }),
  );
  return true;
}
