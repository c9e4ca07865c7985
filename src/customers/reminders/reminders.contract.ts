import { z } from 'zod';
import {
  contract,
  count,
  endpoint,
  flag,
  id,
  instant,
  nothing,
  page,
  pageInput,
} from '#platform/http/contract.ts';

const text = z.string().trim().min(1).max(500).meta({ description: 'What is to be done.' });
const assigneeId = id
  .nullable()
  .meta({ description: 'A user who sees the customer; null: whoever looks after the customer.' });

/** Reminders are counted this far. */
export const mostRemindersCounted = 1_000;

/** A next step as it is told together with what has just happened. */
export const nextStep = z.strictObject({ text, dueAt: instant, assigneeId: assigneeId.optional() });

export const reminder = z.object({
  id,
  customerId: id,
  customerName: z.string(),
  customerKind: z.enum(['person', 'organisation']),
  text: z.string(),
  dueAt: instant,
  assigneeId,
  ownerId: id.nullable().meta({ description: 'Who looks after the customer.' }),
  userId: id.nullable().meta({ description: 'Whose it is now; null where nobody looks after the customer.' }),
  madeBy: z.string().meta({ description: '`user:12`, `system` or `operator`.' }),
  madeAt: instant,
  doneAt: instant.nullable(),
  doneBy: z.string().nullable(),
  version: z.number().int(),
  mayChange: z.boolean(),
});

const ofOne = { id, reminderId: id };

export const remindersContract = contract('customers', {
  myReminders: endpoint({
    method: 'GET',
    path: '/reminders',
    summary: 'Lists your open reminders about customers that you see, the one due first at the top.',
    needs: 'customers.read',
    input: z.strictObject(pageInput),
    output: page(reminder),
    fails: ['platform.wrong_cursor'],
  }),
  countReminders: endpoint({
    method: 'GET',
    path: '/reminders/count',
    summary:
      "Counts your open reminders, each up to a thousand; today is that of the organisation's time zone.",
    needs: 'customers.read',
    input: nothing,
    output: z.object({ overdue: count, today: count, later: count }),
  }),
  reminders: endpoint({
    method: 'GET',
    path: '/customers/:id/reminders',
    summary:
      'Lists the reminders about a customer: open ones by when they are due, or done ones, latest first.',
    needs: 'customers.read',
    input: z.strictObject({ id, ...pageInput, done: flag }),
    output: page(reminder),
    fails: ['customers.not_found', 'platform.wrong_cursor'],
  }),
  addReminder: endpoint({
    method: 'POST',
    path: '/customers/:id/reminders',
    summary: 'Reminds somebody of a customer at a time.',
    needs: 'customers.write',
    input: z.strictObject({ id, ...nextStep.shape }),
    output: reminder,
    fails: [
      'customers.not_found',
      'customers.not_yours',
      'customers.reminder_time_unlikely',
      'customers.assignee_cannot_see',
    ],
  }),
  changeReminder: endpoint({
    method: 'PATCH',
    path: '/customers/:id/reminders/:reminderId',
    summary: 'Puts a reminder off, gives it to somebody else, rewords it, or marks it as done or open again.',
    needs: 'customers.write',
    ifMatch: true,
    input: z.strictObject({
      ...ofOne,
      text: text.optional(),
      dueAt: instant.optional(),
      assigneeId: assigneeId.optional(),
      done: z.boolean().optional(),
    }),
    output: reminder,
    fails: [
      'customers.not_found',
      'customers.not_yours',
      'customers.reminder_not_found',
      'customers.reminder_changed',
      'customers.reminder_time_unlikely',
      'customers.assignee_cannot_see',
    ],
  }),
  removeReminder: endpoint({
    method: 'DELETE',
    path: '/customers/:id/reminders/:reminderId',
    summary: 'Removes a reminder that should not be there.',
    needs: 'customers.write',
    input: z.strictObject(ofOne),
    output: nothing,
    fails: ['customers.not_found', 'customers.not_yours', 'customers.reminder_not_found'],
  }),
});

export type Reminder = z.output<typeof reminder>;
export type NextStep = z.output<typeof nextStep>;
