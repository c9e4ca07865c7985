import { z } from 'zod';
import { defineJob } from '#platform/jobs/jobs.ts';
import { runCheck } from './checks.ts';

/** Checks the chain of the audit log: every night, and when somebody asks. */
export const checkAudit = defineJob({
  name: 'check-audit',
  payload: z.object({ checkId: z.string().optional() }),
  attempts: 1,
  schedule: '40 2 * * *',
  run: (ctx, { checkId }) => runCheck(ctx, checkId),
});
