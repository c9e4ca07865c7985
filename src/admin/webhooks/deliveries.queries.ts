import { type RawBuilder, sql } from 'kysely';
import type { Database, Tx } from '#platform/db/database.ts';
import type { WebhookDelivery } from './webhooks.contract.ts';

export interface NewDelivery {
  eventId: string;
  type: string;
  body: string;
  now: Date;
}

/** One delivery for every webhook that is told of the type, paused ones too. */
export async function queueForAll(tx: Tx, { eventId, type, body, now }: NewDelivery): Promise<void> {
  await sql`insert into admin.webhook_deliveries (webhook_id, event_id, type, body, created_at, next_at)
    select id, ${eventId}::uuid, ${type}, ${body}, ${now}, ${now} from admin.webhooks
    where events && array[${type}, '*']::text[]`.execute(tx);
}

export async function queueForOne(
  tx: Tx,
  webhookId: string,
  { eventId, type, body, now }: NewDelivery,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into admin.webhook_deliveries (webhook_id, event_id, type, body, created_at, next_at)
    values (${webhookId}, ${eventId}::uuid, ${type}, ${body}, ${now}, ${now}) returning id`.execute(tx);
  return rows[0]!.id;
}

/** A try in hand. */
export interface TakenDelivery {
  id: string;
  webhookId: string;
  eventId: string;
  type: string;
  body: string;
  /** The number of this try; its result counts only while it is the last one. */
  tries: number;
  url: string;
  secret: Buffer;
  /** Null once its day is over. */
  formerSecret: Buffer | null;
  userId: string;
  events: string[];
  failingSince: string | null;
}

export interface Taking {
  now: Date;
  /** When a try whose server died is followed by another. */
  leaseUntil: Date;
  /** By webhook, how many tries are in hand. */
  inHand: ReadonlyMap<string, number>;
  mostEach: number;
}

/**
 * Takes what is due, of each webhook as much as it has places free, the longest due first: who is slow or has much waiting
 * holds up nobody else. Tests go out of paused ones too.
 */
export async function takeDue(db: Database, { now, leaseUntil, inHand, mostEach }: Taking) {
  const { rows } = await sql<TakenDelivery>`
    with places as (
      select w.id, w.paused_at is not null as is_paused, greatest(${mostEach}::int - coalesce(busy.tries, 0), 0) as free
      from admin.webhooks w
      left join unnest(${[...inHand.keys()]}::bigint[], ${[...inHand.values()]}::int[]) as busy(id, tries) on busy.id = w.id),
    due as (
      select d.id from places cross join lateral (${waiting(now, sql`true`)}) d where not is_paused
      union all
      select d.id from places cross join lateral (${waiting(now, sql`type = 'webhook.test'`)}) d where is_paused)
    update admin.webhook_deliveries d set tries = d.tries + 1, last_tried_at = ${now}, next_at = ${leaseUntil},
      last_status = null, last_answer = null, last_took_ms = null, last_fault = 'interrupted'
    from due, admin.webhooks w where d.id = due.id and w.id = d.webhook_id
    returning d.id, d.webhook_id as "webhookId", d.event_id as "eventId", d.type, d.body, d.tries, w.url, w.secret,
      case when w.former_until > ${now} then w.former_secret end as "formerSecret", w.user_id as "userId", w.events,
      w.failing_since as "failingSince"`.execute(db);
  return rows;
}

/** What is due of one of `places`, locked; a condition that an index holds, since much may wait for a paused one. */
const waiting = (now: Date, which: RawBuilder<unknown>) => sql`select id from admin.webhook_deliveries
  where webhook_id = places.id and state = 'waiting' and next_at <= ${now} and ${which}
  order by next_at, id limit places.free for update skip locked`;

export interface TryResult {
  status: number | null;
  fault: string | null;
  answer: string | null;
  tookMs: number;
}

/** Locks the webhook before deliveries of it, as whoever deletes it does: the other way round each would wait for the other. */
export async function holdWebhook(tx: Tx, webhookId: string): Promise<void> {
  await sql`select from admin.webhooks where id = ${webhookId} for no key update`.execute(tx);
}

/** Ends a try: null for `nextAt` where no further one follows. False where another try has begun meanwhile. */
export async function endTry(
  tx: Tx,
  { id, tries }: TakenDelivery,
  result: TryResult,
  end: { state: 'waiting' | 'delivered' | 'failed'; nextAt: Date | null; now: Date },
): Promise<boolean> {
  const { status, fault, answer, tookMs } = result;
  const ended = await sql`update admin.webhook_deliveries set state = ${end.state},
      next_at = coalesce(${end.nextAt}::timestamptz, next_at), last_status = ${status}, last_fault = ${fault},
      last_answer = ${answer}, last_took_ms = ${tookMs},
      ended_at = case when ${end.state} = 'waiting' then null else ${end.now}::timestamptz end
    where id = ${id} and tries = ${tries} and state = 'waiting'`.execute(tx);
  return ended.numAffectedRows === 1n;
}

/** Gives a try back that was not made. */
export async function putBack(db: Database | Tx, { id, tries }: TakenDelivery, now: Date): Promise<void> {
  await sql`update admin.webhook_deliveries set tries = tries - 1, next_at = ${now}, last_fault = null
    where id = ${id} and tries = ${tries} and state = 'waiting'`.execute(db);
}

/** After a try that did or did not come through; since when all have failed, or null. */
export async function noteWebhook(
  tx: Tx,
  webhookId: string,
  hasCome: boolean,
  now: Date,
): Promise<string | null> {
  const { rows } = await sql<{ since: string | null }>`update admin.webhooks
    set failing_since = case when ${hasCome} then null else coalesce(failing_since, ${now}::timestamptz) end,
      last_delivered_at = case when ${hasCome} then ${now}::timestamptz else last_delivered_at end
    where id = ${webhookId} returning failing_since as since`.execute(tx);
  return rows[0]?.since ?? null;
}

/** Waiting again from now, as if never tried. `holdWebhook` comes before. */
export async function replay(
  tx: Tx,
  which: { webhookId: string; deliveryId?: string },
  now: Date,
): Promise<number> {
  const some = which.deliveryId === undefined ? sql`state = 'failed'` : sql`id = ${which.deliveryId}::bigint`;
  const replayed = await sql`update admin.webhook_deliveries
    set state = 'waiting', tries = 0, next_at = ${now}, ended_at = null
    where webhook_id = ${which.webhookId} and ${some}`.execute(tx);
  return Number(replayed.numAffectedRows ?? 0);
}

export async function listDeliveries(
  tx: Tx,
  filter: { webhookId: string; state?: string | undefined; before?: string | undefined; limit: number },
): Promise<WebhookDelivery[]> {
  const { webhookId, state, before, limit } = filter;
  const { rows } =
    await sql<WebhookDelivery>`select id, event_id as "eventId", type, state, created_at as "createdAt",
      tries, last_tried_at as "lastTriedAt", case when state = 'waiting' then next_at end as "nextAt",
      last_status as status, last_fault as fault, last_answer as answer, last_took_ms as "tookMs", body
    from admin.webhook_deliveries where webhook_id = ${webhookId}
      ${state === undefined ? sql`` : sql`and state = ${state}`}
      ${before === undefined ? sql`` : sql`and id < ${before}::bigint`}
    order by id desc limit ${limit}`.execute(tx);
  return rows;
}

/**
 * What has ended before this, and what has waited since before this in vain; whatever somebody has in hand is left for the
 * next time, since it is locked behind its webhook.
 */
export async function deleteOldDeliveries(tx: Tx, before: Date): Promise<void> {
  for (const old of [sql`ended_at < ${before}`, sql`state = 'waiting' and created_at < ${before}`])
    await sql`delete from admin.webhook_deliveries
      where id in (select id from admin.webhook_deliveries where ${old} for update skip locked)`.execute(tx);
}
