import { z } from 'zod';
import { contract, decimal, endpoint, id, instant, page, pageInput } from '#platform/http/contract.ts';
import { customEditRefusals, customEdits, customValues } from '../custom-fields/custom-value.contract.ts';
import { nextStep } from '../reminders/reminders.contract.ts';

const text = z.string().trim().min(1).max(10_000);

const short = z.string().trim().min(1).max(500);

/** What every type may say beside its own. */
const details = { subject: short.optional(), staff: short.optional() };

const matter = {
  ...details,
  channel: short.optional(),
  /** In the organisation's currency unless the text says otherwise; as it was told. */
  amount: decimal.optional(),
  text: text.optional(),
};

/** The registered types of activities and what each of them holds. */
export const activityPayloads = {
  note: z.strictObject({ ...details, text }),
  call: z.strictObject({
    ...details,
    /** Absent where a file does not say who called. */
    direction: z.enum(['in', 'out']).optional(),
    outcome: z.enum(['reached', 'noAnswer', 'busy', 'wrongNumber']).optional(),
    durationSeconds: z.number().int().min(0).max(86_400).optional(),
    text: text.optional(),
  }),
  visit: z.strictObject({
    ...details,
    place: z.string().trim().min(1).max(300).optional(),
    text: text.optional(),
  }),
  message: z.strictObject({
    ...details,
    direction: z.enum(['in', 'out']).optional(),
    channel: z.enum(['email', 'sms', 'wechat', 'other']),
    text: text.optional(),
  }),
  meeting: z.strictObject(matter),
  service: z.strictObject(matter),
  complaint: z.strictObject(matter),
  coupon: z.strictObject({ ...matter, code: short.optional() }),
} as const;

export type ActivityType = keyof typeof activityPayloads;
export const activityType = z.enum([
  'note',
  'call',
  'visit',
  'message',
  'meeting',
  'service',
  'complaint',
  'coupon',
]);

const activityBy = id.meta({ description: 'What this user wrote down.' });

export const activity = z.object({
  id,
  customerId: id,
  type: activityType,
  occurredAt: instant,
  receivedAt: instant,
  actor: z.string().meta({ description: '`user:12`, `system` or `operator`.' }),
  payload: z.record(z.string(), z.unknown()),
  customFields: customValues.meta({ description: 'What the organisation added, by key of the field.' }),
});

export const activitiesContract = contract('customers', {
  timeline: endpoint({
    method: 'GET',
    path: '/customers/:id/timeline',
    summary: 'Lists what happened with a customer, newest first.',
    needs: 'customers.read',
    countsReads: 'activities',
    input: z.strictObject({
      id,
      ...pageInput,
      type: activityType.optional(),
      userId: activityBy.optional(),
    }),
    output: page(activity),
    fails: ['customers.not_found', 'platform.wrong_cursor'],
  }),
  addActivity: endpoint({
    method: 'POST',
    path: '/customers/:id/activities',
    summary: 'Notes a call, visit, message or remark; the same key again gives back the first.',
    needs: 'customers.write',
    input: z.strictObject({
      id,
      type: activityType,
      payload: z.record(z.string(), z.unknown()),
      customFields: customEdits.optional(),
      occurredAt: instant.optional().meta({ description: 'Now, unless told.' }),
      key: z
        .string()
        .trim()
        .min(1)
        .max(200)
        .optional()
        .meta({ description: 'Makes the activity happen once.' }),
      next: nextStep.optional().meta({ description: 'What is to be done next; becomes a reminder.' }),
    }),
    output: activity,
    fails: [
      'customers.not_found',
      'customers.not_yours',
      'customers.activity_payload_wrong',
      'customers.activity_time_unlikely',
      'customers.reminder_time_unlikely',
      'customers.assignee_cannot_see',
      'customers.field_not_writable',
      ...customEditRefusals,
    ],
  }),
});

export type Activity = z.output<typeof activity>;
