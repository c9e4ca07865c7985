import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import {
  findQueuedJob,
  listQueuedJobs,
  type QueuedJob,
  removeGivenUpJob,
  runJobAgain,
} from '#platform/jobs/queued-jobs.queries.ts';

const sort = 'id';

/** Jobs that wait, run or were given up, the newest first. */
export async function jobs(ctx: Context, input: { cursor?: string | undefined; limit: number }) {
  const before = decodeCursor(input.cursor, sort)?.id;
  const rows = await listQueuedJobs(ctx.tx, before, input.limit + 1);
  const items = rows.slice(0, input.limit);
  const last = items.at(-1);
  const more = rows.length > input.limit && last;
  return { items, next: more ? encodeCursor({ sort, value: null, id: last.id }) : null };
}

/** Lets a job begin again at once. Throws `admin.job_running` where it is at work. */
export async function retryJob(ctx: Context, { id }: { id: string }): Promise<QueuedJob> {
  const before = await jobNamed(ctx, id);
  if (!(await runJobAgain(ctx.tx, id, ctx.clock.now()))) throw fail('conflict', 'admin.job_running');
  await ctx.audit('admin.job_retried', `job:${id}`, { name: before.name, problem: before.problem });
  return jobNamed(ctx, id);
}

/** Takes a job that was given up off the queue. Throws `admin.job_not_given_up` where it may still run. */
export async function removeJob(ctx: Context, { id }: { id: string }): Promise<null> {
  const before = await jobNamed(ctx, id);
  if (!(await removeGivenUpJob(ctx.tx, id))) throw fail('conflict', 'admin.job_not_given_up');
  await ctx.audit('admin.job_removed', `job:${id}`, { name: before.name, problem: before.problem });
  return null;
}

async function jobNamed(ctx: Context, id: string): Promise<QueuedJob> {
  const job = await findQueuedJob(ctx.tx, id);
  if (!job) throw fail('notFound', 'admin.job_not_found');
  return job;
}
