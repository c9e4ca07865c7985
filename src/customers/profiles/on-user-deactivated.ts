import { z } from 'zod';
import type { Reaction } from '#platform/domains/domain.ts';
import type { JobContext } from '#platform/jobs/jobs.ts';
import { handOverReminders } from '../reminders/pass-on-reminders.ts';
import { handOverRows } from './assign-customers.queries.ts';
import { changeInBatches } from './in-batches.ts';
import { tellAssigned } from './tell-assigned.ts';

const payloadShape = z.object({ userId: z.string(), handOverTo: z.string().nullable() });

/** Whoever leaves hands over all customers, where a successor was named, and then the reminders by name in any case. */
export const onUserDeactivated: Reaction = {
  event: 'admin.user_deactivated',
  name: 'customers.hand_over',
  async run(ctx, payload) {
    const { userId, handOverTo } = payloadShape.parse(payload);
    if (handOverTo !== null) await handOverCustomers(ctx, userId, handOverTo);
    await handOverReminders(ctx, userId, handOverTo);
  },
};

async function handOverCustomers(ctx: JobContext, userId: string, handOverTo: string): Promise<void> {
  const handedOver = await changeInBatches(ctx, async (inner, limit) => {
    const successor = await inner.assignee(handOverTo);
    if (!successor) return [];
    const heir = { ownerId: handOverTo, teamId: successor.teamId };
    const given = await handOverRows(inner, userId, heir, limit);
    await tellAssigned(inner, handOverTo, given);
    return given;
  });
  if (handedOver > 0)
    await ctx.transact((inner) =>
      inner.audit('customers.hand_over', 'customers', { from: userId, to: handOverTo, count: handedOver }),
    );
}
