import { z } from 'zod';
import { defineJob, type Job } from '#platform/jobs/jobs.ts';
import { mergeWork } from '../tags/merge-work.ts';
import { bulkWork } from './bulk-work.ts';
import { resumeWorks, runWork } from './run-work.ts';

export const worksJobs: Job[] = [
  defineJob({
    name: 'customers.run_work',
    payload: z.object({ workId: z.string() }),
    attempts: 25,
    run: (ctx, { workId }) => runWork(ctx, workId, (kind) => (kind === 'merge_tag' ? mergeWork : bulkWork)),
  }),
  defineJob({
    name: 'customers.resume_works',
    payload: z.object({}),
    attempts: 1,
    schedule: '* * * * *',
    atStart: true,
    run: (ctx) => resumeWorks(ctx),
  }),
];
