import { z } from 'zod';
import { dropMonths, ensureMonths, monthsBefore } from '#platform/db/partitions.queries.ts';
import { defineJob } from '#platform/jobs/jobs.ts';
import { forgetAllRemoved } from './forget-removed.ts';

const movements = 'segments.movements';

const monthsAhead = 2;

/** Makes the months of movements to come and forgets old ones. */
export const keepMovementMonthsJob = defineJob({
  name: 'keep-movement-months',
  payload: z.object({}),
  attempts: 5,
  schedule: '20 3 * * *',
  atStart: true,
  async run({ platform, log, transact }) {
    const now = platform.clock.now();
    const month = (ahead: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1));
    await transact(({ tx }) => ensureMonths(tx, movements, now, month(monthsAhead)));
    const dropped = await transact(async ({ tx }) => {
      const months = await monthsBefore(tx, movements, month(-platform.config.movementMonths));
      await dropMonths(tx, movements, months);
      return months;
    });
    if (dropped.length > 0) log.info({ dropped }, 'old movements removed');
  },
});

/** Forgets where customers belonged who are gone for good. */
export const forgetRemovedMembersJob = defineJob({
  name: 'forget-removed-members',
  payload: z.object({}),
  attempts: 5,
  run: (ctx) => ctx.transact(forgetAllRemoved),
});
