import { z } from 'zod';
import { defineJob } from '#platform/jobs/jobs.ts';
import { deleteExpiredSessions } from './sessions.queries.ts';

/** Expired sessions open nothing; this only keeps the table small. */
export const removeExpiredSessions = defineJob({
  name: 'remove-expired-sessions',
  payload: z.object({}),
  attempts: 3,
  schedule: '20 3 * * *',
  run: (ctx) => ctx.transact(({ tx, clock }) => deleteExpiredSessions(tx, clock.now())).then(() => {}),
});
