import { sql } from 'kysely';
import { actorName } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { shownCustomFields } from '../fields/shown-fields.queries.ts';
import type { Activity, ActivityType } from './activities.contract.ts';

export interface ActivityRow {
  id: string;
  customerId: string;
  type: ActivityType;
  occurredAt: string;
  payload: string;
  sourceId: string | null;
}

/** New activity ids, ascending. */
export async function newActivityIds(ctx: Context, count: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select nextval('customers.activities_id_seq') as id from generate_series(1, ${count}::int)`.execute(
    ctx.tx,
  );
  return rows.map((row) => row.id);
}

export interface ActivityKey {
  customerId: string;
  key: string;
  id: string;
  occurredAt: string;
}

/** Claims keys and tells which activity each belongs to: its own, or an earlier one. In order of the keys given. */
export async function claimActivityKeys(
  ctx: Context,
  keys: readonly ActivityKey[],
): Promise<Map<string, ActivityKey>> {
  if (keys.length === 0) return new Map();
  const rows = JSON.stringify(keys);
  const recordset = sql`json_to_recordset(${rows}::json) as k("customerId" bigint, key text, id bigint, "occurredAt" timestamptz)`;
  await sql`insert into customers.activity_keys (customer_id, key, activity_id, occurred_at)
    select k."customerId", k.key, k.id, k."occurredAt" from ${recordset} order by k."customerId", k.key
    on conflict do nothing`.execute(ctx.tx);
  const owners = await sql<ActivityKey>`
    select a.customer_id as "customerId", a.key, a.activity_id as id, a.occurred_at as "occurredAt"
    from ${recordset} join customers.activity_keys a on a.customer_id = k."customerId" and a.key = k.key`.execute(
    ctx.tx,
  );
  return new Map(owners.rows.map((row) => [`${row.customerId} ${row.key}`, row]));
}

/** Makes the partitions of these months; months that are there cost next to nothing. */
export async function ensureActivityMonths(ctx: Context, months: readonly string[]): Promise<void> {
  await sql`select platform.ensure_months('customers.activities', m, m)
    from unnest(${months}::timestamptz[]) as m order by m`.execute(ctx.tx);
}

export async function insertActivities(ctx: Context, activities: readonly ActivityRow[]): Promise<void> {
  if (activities.length === 0) return;
  await sql`
    insert into customers.activities (customer_id, id, type, occurred_at, received_at, actor, source_id, payload)
    overriding system value
    select a."customerId", a.id, a.type, a."occurredAt", ${ctx.clock.now()}, ${actorName(ctx.actor)}, a."sourceId", a.payload::jsonb
    from json_to_recordset(${JSON.stringify(activities)}::json) as a("customerId" bigint, id bigint, type text,
      "occurredAt" timestamptz, "sourceId" bigint, payload text)`.execute(ctx.tx);
}

/** What the organisation added lies in the payload, under a name that no type has. */
const columns = (
  ctx: Context,
) => sql`a.id, a.customer_id as "customerId", a.type, a.occurred_at as "occurredAt",
  a.received_at as "receivedAt", a.actor, a.payload - 'fields' as payload,
  ${shownCustomFields(ctx, sql`coalesce(a.payload -> 'fields', '{}')`)} as "customFields"`;

/** One activity; its time names the partition that it lies in. */
export async function activityAt(
  ctx: Context,
  customerId: string,
  id: string,
  occurredAt: string,
): Promise<Activity> {
  const { rows } = await sql<Activity>`select ${columns(ctx)} from customers.activities a
    where a.customer_id = ${customerId} and a.occurred_at = ${occurredAt} and a.id = ${id}`.execute(ctx.tx);
  return rows[0]!;
}

export interface TimelinePage {
  id: string;
  type?: ActivityType | undefined;
  userId?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** A page of a customer's activities, newest first. */
export async function activitiesOf(
  ctx: Context,
  input: TimelinePage,
): Promise<{ items: Activity[]; next: string | null }> {
  const cursor = decodeCursor(input.cursor, 'timeline', 'instant');
  const after = cursor
    ? sql`and (a.occurred_at, a.id) < (${cursor.value}::timestamptz, ${cursor.id}::bigint)`
    : sql``;
  const type = input.type ? sql`and a.type = ${input.type}` : sql``;
  const by = input.userId ? sql`and a.actor = ${`user:${input.userId}`}` : sql``;
  const { rows } = await sql<Activity>`
    select ${columns(ctx)} from customers.activities a where a.customer_id = ${input.id} ${after} ${type} ${by}
    order by a.occurred_at desc, a.id desc limit ${input.limit + 1}`.execute(ctx.tx);
  const items = rows.slice(0, input.limit);
  const last = items.at(-1);
  const next =
    rows.length > input.limit && last
      ? encodeCursor({ sort: 'timeline', value: last.occurredAt, id: last.id })
      : null;
  return { items, next };
}

/** Whether something of this id happened with the customer. */
export async function activityExists(ctx: Context, customerId: string, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from customers.activities
    where customer_id = ${customerId} and id = ${id}`.execute(ctx.tx);
  return rows.length > 0;
}
