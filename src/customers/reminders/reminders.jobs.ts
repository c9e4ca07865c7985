import { z } from 'zod';
import { defineJob } from '#platform/jobs/jobs.ts';
import { remindersDue } from '../events.ts';
import { tellDue } from './reminders.queries.ts';

const atOnce = 500;

/** Tells once of every reminder that has become due, those of before a restart too. */
export const tellDueRemindersJob = defineJob({
  name: 'tell-due-reminders',
  payload: z.object({}),
  attempts: 3,
  schedule: '* * * * *',
  async run(ctx) {
    for (let told = atOnce; told === atOnce && !ctx.signal.aborted; ) {
      told = await ctx.transact(async (inner) => {
        const round = await tellDue(inner, atOnce);
        if (round.due.length > 0) await inner.emit(remindersDue.type, { reminders: round.due });
        return round.told;
      });
    }
  },
});
