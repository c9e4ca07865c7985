import { z } from 'zod';
import { contract, count, endpoint, id, instant, page, pageInput } from '#platform/http/contract.ts';

const job = z.object({
  id,
  name: z.string(),
  state: z.enum(['waiting', 'running', 'retrying', 'givenUp']).meta({
    description: '`retrying` waits for its next attempt; `givenUp` has none left.',
  }),
  attempts: count,
  maxAttempts: count,
  runAt: instant.meta({ description: 'When it is due.' }),
  createdAt: instant,
  problem: z.string().nullable().meta({ description: 'What went wrong the last time.' }),
});

export type JobRow = z.output<typeof job>;

/** The queue behind everything that is done later. */
export const jobsContract = contract('admin', {
  jobs: endpoint({
    method: 'GET',
    path: '/jobs',
    summary: 'Lists jobs that wait, run or were given up, the newest first.',
    needs: 'admin.manage',
    input: z.strictObject(pageInput),
    output: page(job),
    fails: ['platform.wrong_cursor'],
  }),
  retryJob: endpoint({
    method: 'POST',
    path: '/jobs/:id/retry',
    summary: 'Lets a job that does not run begin again at once.',
    needs: 'admin.manage',
    input: z.strictObject({ id }),
    output: job,
    fails: ['admin.job_not_found', 'admin.job_running'],
  }),
  removeJob: endpoint({
    method: 'DELETE',
    path: '/jobs/:id',
    summary: 'Takes a job that was given up off the queue.',
    needs: 'admin.manage',
    input: z.strictObject({ id }),
    output: z.null(),
    fails: ['admin.job_not_found', 'admin.job_not_given_up'],
  }),
});
