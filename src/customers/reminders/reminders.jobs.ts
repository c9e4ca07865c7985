import { z } from 'zod';
import { defineJob } from '#platform/jobs/jobs.ts';
import { tellDue } from './tell-due.ts';

const atOnce = 500;

/** Tells once of every reminder that has become due, those of before a restart too. */
export const tellDueRemindersJob = defineJob({
  name: 'tell-due-reminders',
  payload: z.object({}),
  attempts: 3,
  schedule: '* * * * *',
  async run(ctx) {
    for (let told = atOnce; told === atOnce && !ctx.signal.aborted; )
      told = await ctx.transact((inner) => tellDue(inner, atOnce));
  },
});
