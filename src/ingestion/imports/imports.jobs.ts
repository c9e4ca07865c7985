import { z } from 'zod';
import { defineJob, type Job } from '#platform/jobs/jobs.ts';
import { demoWork } from '../demo/import-demo.ts';
import { expireUploads, sweepOrphans } from '../uploads/expire-uploads.ts';
import { fileWork } from './import-file.ts';
import { resumeImports, runImport } from './run-import.ts';
import { runUndo } from './undo-import.ts';
import type { ImportWork } from './work.ts';

const works: Record<string, ImportWork> = {
  orders: fileWork(),
  customers: fileWork(),
  activities: fileWork(),
  demo: demoWork,
};

/** The work that a kind of import consists of. */
export function importWorkOf(kind: string): ImportWork {
  const work = works[kind];
  if (!work) throw new Error(`No import of the kind ${kind}.`);
  return work;
}

export const importJobs: Job[] = [
  defineJob({
    name: 'run-import',
    payload: z.object({ importId: z.string() }),
    attempts: 25,
    run: (ctx, { importId }) => runImport(ctx, importId, importWorkOf),
  }),
  defineJob({
    name: 'undo-import',
    payload: z.object({ importId: z.string() }),
    attempts: 25,
    run: (ctx, { importId }) => runUndo(ctx, importId),
  }),
  defineJob({
    name: 'resume-imports',
    payload: z.object({}),
    attempts: 1,
    schedule: '* * * * *',
    atStart: true,
    run: (ctx) => resumeImports(ctx),
  }),
  defineJob({
    name: 'expire-uploads',
    payload: z.object({}),
    attempts: 3,
    schedule: '20 3 * * *',
    atStart: true,
    run: async (ctx) => {
      await ctx.transact(expireUploads);
      await ctx.transact((inner) => sweepOrphans(inner));
    },
  }),
];
