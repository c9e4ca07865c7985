import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { customerExists, refuseUnchangeable } from '../profiles/profiles.queries.ts';
import { holdOwners } from './pass-on-reminders.queries.ts';
import { reminderKey } from './reminder-key.ts';
import type { NextStep, Reminder } from './reminders.contract.ts';
import {
  countOfActor,
  deleteReminder,
  findReminder,
  insertReminder,
  remindersAbout,
  remindersOfActor,
  rewriteReminder,
  seenBy,
} from './reminders.queries.ts';
import { startOfTomorrow } from './start-of-tomorrow.ts';

/** The open reminders of whoever asks. */
export const myReminders = remindersOfActor;

/** How many open reminders are overdue, due later today, and due after that, each up to `mostRemindersCounted`. */
export async function countReminders(ctx: Context) {
  const now = ctx.clock.now();
  const { timeZone } = await ctx.organisation();
  return countOfActor(ctx, now, startOfTomorrow(now, timeZone));
}

/** Reminders about a customer. Fails with customers.not_found. */
export async function reminders(
  ctx: Context,
  input: { id: string; cursor?: string | undefined; limit: number; done: boolean },
) {
  if (!(await customerExists(ctx, input.id, 'any'))) throw fail('notFound', 'customers.not_found');
  return remindersAbout(ctx, input);
}

const yearMs = 366 * 86_400_000;

function refuseUnlikely(ctx: Context, dueAt: string): void {
  const ahead = new Date(dueAt).getTime() - ctx.clock.now().getTime();
  if (ahead > 10 * yearMs || ahead < -yearMs)
    throw fail('invalid', 'customers.reminder_time_unlikely', { values: { time: dueAt } });
}

async function refuseBlind(ctx: Context, assigneeId: string | null | undefined, customerId: string) {
  if (!assigneeId) return;
  const actor = await ctx.colleague(assigneeId);
  if (!actor || !(await seenBy(ctx, actor, [customerId])).has(customerId))
    throw fail('invalid', 'customers.assignee_cannot_see');
}

/**
 * Plans a next step with a customer whom the actor holds and may change. Fails with customers.reminder_time_unlikely, and
 * with customers.assignee_cannot_see for a colleague who does not see the customer or is not there.
 */
export async function planNextStep(ctx: Context, customerId: string, step: NextStep): Promise<Reminder> {
  refuseUnlikely(ctx, step.dueAt);
  await refuseBlind(ctx, step.assigneeId, customerId);
  await holdOwners(ctx, [customerId]);
  const id = await insertReminder(ctx, customerId, step);
  await ctx.audit('customers.add_reminder', `customer:${customerId}`, { reminderId: id });
  return (await findReminder(ctx, customerId, id))!;
}

/** Fails as `planNextStep`, and with customers.not_found and customers.not_yours. */
export async function addReminder(ctx: Context, input: NextStep & { id: string }): Promise<Reminder> {
  const { id, ...step } = input;
  await holdOwners(ctx, [id]);
  await refuseUnchangeable(ctx, id);
  return planNextStep(ctx, id, step);
}

/**
 * Changes a reminder. Fails with customers.reminder_changed (which carries the present one) where somebody else was
 * faster, and as `addReminder`; whoever was given it by name may change it as long as they see the customer.
 */
export async function changeReminder(
  ctx: Context,
  input: Partial<NextStep> & { id: string; reminderId: string; done?: boolean | undefined },
): Promise<Reminder> {
  const before = await lockReminder(ctx, input);
  if (String(before.version) !== ctx.ifMatch)
    throw fail('conflict', 'customers.reminder_changed', { current: before });
  const { text = before.text, dueAt = before.dueAt, done = before.doneAt !== null } = input;
  const assigneeId = input.assigneeId === undefined ? before.assigneeId : input.assigneeId;
  if (dueAt !== before.dueAt) refuseUnlikely(ctx, dueAt);
  if (assigneeId !== before.assigneeId) await refuseBlind(ctx, assigneeId, input.id);
  await rewriteReminder(ctx, before, { text, dueAt, assigneeId, done });
  const after = (await findReminder(ctx, input.id, input.reminderId))!;
  if (after.doneAt !== null || after.dueAt !== before.dueAt || after.userId !== before.userId)
    await settle(ctx, before);
  const fields = (['text', 'dueAt', 'assigneeId', 'doneAt'] as const).filter(
    (field) => before[field] !== after[field],
  );
  await ctx.audit('customers.change_reminder', `customer:${input.id}`, {
    reminderId: input.reminderId,
    fields,
  });
  return after;
}

/** Fails with customers.not_found, customers.not_yours and customers.reminder_not_found. */
export async function removeReminder(
  ctx: Context,
  input: { id: string; reminderId: string },
): Promise<Record<string, never>> {
  const before = await lockReminder(ctx, input);
  await deleteReminder(ctx, before);
  await settle(ctx, before);
  await ctx.audit('customers.remove_reminder', `customer:${input.id}`, { reminderId: input.reminderId });
  return {};
}

async function settle(ctx: Context, { id, userId, dueAt }: Reminder): Promise<void> {
  if (userId !== null) await ctx.settle(userId, reminderKey(id, dueAt));
}

async function lockReminder(
  ctx: Context,
  { id, reminderId }: { id: string; reminderId: string },
): Promise<Reminder> {
  await holdOwners(ctx, [id]);
  const found = await findReminder(ctx, id, reminderId, { lock: true });
  if (found?.mayChange) return found;
  await refuseUnchangeable(ctx, id, 'any');
  throw fail('notFound', 'customers.reminder_not_found');
}
