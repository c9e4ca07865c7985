import { z } from 'zod';
import { dropOldAuditMonths } from '../audit/drop-months.ts';
import { ensurePlatformMonths } from '../db/partitions.queries.ts';
import { deleteNotifications } from '../notifications/notifications.queries.ts';
import { defineJob, type Job } from './jobs.ts';
import { deleteForgottenChanges, deleteOutlived, dropOldOutboxMonths } from './upkeep.queries.ts';

const notificationDays = 60;
const dayMs = 86_400_000;

/** Makes the partitions of the months to come and removes what the platform keeps for a while only. */
const maintainPlatform = defineJob({
  name: 'maintain-platform',
  payload: z.object({}),
  attempts: 5,
  schedule: '10 3 * * *',
  atStart: true,
  async run(ctx) {
    const now = ctx.platform.clock.now();
    await ctx.transact(({ tx }) => ensurePlatformMonths(tx, now));
    await ctx.transact(({ tx }) => deleteOutlived(tx, now));
    await ctx.transact(({ tx }) =>
      deleteNotifications(tx, new Date(now.getTime() - notificationDays * dayMs)),
    );
    await ctx.transact(({ tx }) => deleteForgottenChanges(tx, now));
    const dropped = await ctx.transact(({ tx }) => dropOldOutboxMonths(tx, now));
    if (dropped.length > 0) ctx.log.info({ dropped }, 'old events removed');
    const forgotten = await dropOldAuditMonths(ctx.platform, ctx.platform.config.auditMonths);
    if (forgotten.length > 0) ctx.log.info({ dropped: forgotten }, 'old audit entries removed');
  },
});

/** The platform's own jobs, run beside those of the domains. */
export const platformJobs: Job[] = [maintainPlatform];
