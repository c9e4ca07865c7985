import { actorName } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { CustomEdits } from '../custom-fields/custom-value.contract.ts';
import { changesOfValues, claimWith, valuesAfter } from '../custom-fields/custom-values.ts';
import { customerExists, holdCustomers, refuseUnchangeable } from '../profiles/profiles.queries.ts';
import type { NextStep } from '../reminders/reminders.contract.ts';
import { planNextStep } from '../reminders/reminders.ts';
import { type Activity, type ActivityType, activityPayloads } from './activities.contract.ts';
import {
  activitiesOf,
  activityAt,
  claimActivityKeys,
  ensureActivityMonths,
  insertActivities,
  newActivityIds,
  type TimelinePage,
} from './activities.queries.ts';
import { claimValueForActivity } from './activity-values.queries.ts';

export interface ActivityToRecord {
  customerId: string;
  type: ActivityType;
  /** ISO time. */
  occurredAt: string;
  /** In the shape that `activityPayloads` gives the type. */
  payload: Record<string, unknown>;
  /** Values of custom fields, by their keys. */
  fields?: Record<string, unknown> | undefined;
  /** Makes the activity happen once per customer. */
  key?: string;
  sourceId?: string;
}

export interface RecordedActivity {
  id: string;
  occurredAt: string;
  /** An activity with this key was there: nothing was written, and this is the first one. */
  repeated: boolean;
}

/**
 * Records activities of existing customers, in the order given, and makes the months that they fall into. A
 * key that the customer has already writes nothing and answers with the first. Fails with
 * customers.activity_payload_wrong and customers.activity_time_unlikely.
 */
export async function recordActivities(
  ctx: Context,
  activities: readonly ActivityToRecord[],
): Promise<RecordedActivity[]> {
  if (activities.length === 0) return [];
  const times = activities.map((activity) => likelyTime(ctx, activity.occurredAt));
  const payloads = activities.map((activity) => JSON.stringify(checkedPayload(activity)));
  const ids = await newActivityIds(ctx, activities.length);
  const own = activities.map((activity, index) => ({
    customerId: activity.customerId,
    key: activity.key ?? '',
    id: ids[index]!,
    occurredAt: times[index]!,
  }));
  const firsts = await claimActivityKeys(
    ctx,
    own.filter((entry) => entry.key !== ''),
  );
  const recorded = own.map(({ customerId, key, id, occurredAt }) => {
    const first = firsts.get(`${customerId} ${key}`);
    return first && first.id !== id
      ? { id: first.id, occurredAt: first.occurredAt, repeated: true }
      : { id, occurredAt, repeated: false };
  });
  const fresh = activities.flatMap((activity, index) => {
    if (recorded[index]!.repeated) return [];
    const { customerId, type, sourceId = null } = activity;
    return [
      { id: ids[index]!, customerId, type, occurredAt: times[index]!, payload: payloads[index]!, sourceId },
    ];
  });
  await ensureActivityMonths(ctx, [
    ...new Set(fresh.map((activity) => `${activity.occurredAt.slice(0, 7)}-01T00:00:00Z`)),
  ]);
  await insertActivities(ctx, fresh);
  if (fresh.length > 1) await ctx.audit('customers.record_activities', 'activities', { count: fresh.length });
  return recorded;
}

const firstYear = 1990;
const aheadMs = 366 * 86_400_000;

/** No activity lies before this. */
export const earliestActivity = new Date(Date.UTC(firstYear, 0, 1));

/** No activity lies behind this. */
export function latestActivity(ctx: Context): Date {
  return new Date(ctx.clock.now().getTime() + aheadMs);
}

/** In UTC; every month costs a table, so a year typed wrong must not make a thousand of them. */
function likelyTime(ctx: Context, occurredAt: string): string {
  const time = new Date(occurredAt);
  const tooLate = time > latestActivity(ctx);
  if (Number.isNaN(time.getTime()) || time < earliestActivity || tooLate) {
    throw fail('invalid', 'customers.activity_time_unlikely', { values: { time: occurredAt, firstYear } });
  }
  return time.toISOString();
}

function checkedPayload(activity: ActivityToRecord): Record<string, unknown> {
  const parsed = activityPayloads[activity.type].safeParse(activity.payload);
  const { fields } = activity;
  if (parsed.success) return fields === undefined ? parsed.data : { ...parsed.data, fields };
  throw fail('invalid', 'customers.activity_payload_wrong', {
    values: { type: activity.type },
    errors: parsed.error.issues.map((issue) => ({
      path: ['payload', ...issue.path].join('.'),
      code: issue.code,
      message: issue.message,
    })),
  });
}

/** A page of what happened with a customer, newest first. Fails with customers.not_found. */
export async function timeline(
  ctx: Context,
  input: TimelinePage,
): Promise<{ items: Activity[]; next: string | null }> {
  if (!(await customerExists(ctx, input.id, 'any'))) throw fail('notFound', 'customers.not_found');
  return activitiesOf(ctx, input);
}

/**
 * Notes one activity of a visible customer, and what is to be done next. Fails as `recordActivities` and `planNextStep`, and
 * with customers.not_found, customers.field_not_writable and the refusals of custom fields.
 */
export async function addActivity(
  ctx: Context,
  input: {
    id: string;
    type: ActivityType;
    payload: Record<string, unknown>;
    customFields?: CustomEdits | undefined;
    occurredAt?: string | undefined;
    key?: string | undefined;
    next?: NextStep | undefined;
  },
): Promise<Activity> {
  await holdCustomers(ctx, [input.id]);
  await refuseUnchangeable(ctx, input.id);
  const occurredAt = input.occurredAt ?? ctx.clock.now().toISOString();
  const changes = await changesOfValues(ctx, input.customFields, {
    of: 'activity',
    stored: undefined,
    fits: ({ kinds }) => kinds.includes(input.type),
  });
  const fields = changes.length > 0 ? valuesAfter(changes) : undefined;
  const activity = { customerId: input.id, type: input.type, occurredAt, payload: input.payload, fields };
  const [recorded] = await recordActivities(ctx, [
    input.key === undefined ? activity : { ...activity, key: input.key },
  ]);
  if (!recorded!.repeated) {
    await claimWith(changes, (fieldId, value) =>
      claimValueForActivity(ctx, fieldId, { id: recorded!.id, customerId: input.id }, value),
    );
    await ctx.audit('customers.add_activity', `customer:${input.id}`, {
      type: input.type,
      by: actorName(ctx.actor),
    });
    if (input.next) await planNextStep(ctx, input.id, input.next);
  }
  return activityAt(ctx, input.id, recorded!.id, recorded!.occurredAt);
}
