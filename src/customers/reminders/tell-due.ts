import type { Context, NotificationKind } from '#platform/db/context.ts';
import { remindersDue } from '../events.ts';
import { giveBackDue } from './pass-on-reminders.ts';
import { reminderKey } from './reminder-key.ts';
import { markDue, openOfActor } from './reminders.queries.ts';

const kind = 'customers.reminder_due';

/**
 * Tells once of up to `limit` reminders that have become due and are somebody's, and gives back how many there were; what
 * its assignee cannot see is its owner's from now on.
 */
export async function tellDue(ctx: Context, limit: number): Promise<number> {
  await giveBackDue(ctx, limit);
  const due = await markDue(ctx, limit);
  if (due.length > 0) await ctx.emit(remindersDue.type, { reminders: due });
  await ctx.notify(
    due.map(({ userId, customerId, reminderId, dueAt }) => ({
      userId,
      kind,
      key: reminderKey(reminderId, dueAt),
      subject: { customerId, reminderId },
    })),
  );
  return due.length;
}

/** Shown as long as the reminder is open and the reader's. */
export const reminderDueKind: NotificationKind = {
  kind,
  needs: 'customers.read',
  async describe(ctx, notifications) {
    const of = (subject: unknown) => subject as { customerId: string; reminderId: string };
    const open = await openOfActor(
      ctx,
      notifications.map(({ subject }) => of(subject)),
    );
    return new Map(
      notifications.flatMap(({ id, subject }) => {
        const found = open.get(of(subject).reminderId);
        if (!found) return [];
        const values = { name: found.customerName, dueAt: found.dueAt };
        return [[id, { values, note: found.text, to: `/customers/${found.customerId}` }] as const];
      }),
    );
  },
};
