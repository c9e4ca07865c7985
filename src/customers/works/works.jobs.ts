import { z } from 'zod';
import type { Platform } from '#platform/db/platform.ts';
import { defineJob, type Job } from '#platform/jobs/jobs.ts';
import { mergeWork } from '../tags/merge-work.ts';
import { bulkWork, workOfOthers } from './bulk-work.ts';
import { expireExports, writeExport } from './export-work.ts';
import { resumeWorks, runWork, type WholeWork, type WorkRules } from './run-work.ts';
import { forgetOldWorks } from './works.ts';

const exportWork: WholeWork = { needs: 'customers.export', whole: writeExport };

function rulesOf(kind: string, { bulkActs }: Platform): WorkRules | WholeWork {
  if (kind === 'merge_tag') return mergeWork;
  if (kind === 'export') return exportWork;
  const ofOthers = bulkActs?.get(`customers.${kind}`);
  return ofOthers ? workOfOthers(ofOthers) : bulkWork;
}

export const worksJobs: Job[] = [
  defineJob({
    name: 'customers.run_work',
    payload: z.object({ workId: z.string() }),
    attempts: 25,
    run: (ctx, { workId }) => runWork(ctx, workId, (kind) => rulesOf(kind, ctx.platform)),
  }),
  defineJob({
    name: 'customers.resume_works',
    payload: z.object({}),
    attempts: 1,
    schedule: '* * * * *',
    atStart: true,
    run: (ctx) => resumeWorks(ctx),
  }),
  defineJob({
    name: 'customers.forget_works',
    payload: z.object({}),
    attempts: 3,
    schedule: '50 3 * * *',
    run: async (ctx) => {
      await ctx.transact(forgetOldWorks);
    },
  }),
  defineJob({
    name: 'customers.expire_exports',
    payload: z.object({}),
    attempts: 3,
    schedule: '40 3 * * *',
    atStart: true,
    run: async (ctx) => {
      await ctx.transact(expireExports);
    },
  }),
];
