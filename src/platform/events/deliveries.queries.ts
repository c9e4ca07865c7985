import { sql } from 'kysely';
import type { Database, Tx } from '../db/database.ts';

export interface Delivery {
  eventId: string;
  reaction: string;
  attempts: number;
  /** Null where the event is older than the outbox keeps them. */
  type: string | null;
  payload: unknown;
}

const eventsAtOnce = 500;

/**
 * Turns waiting events into one delivery for each reaction, the oldest first, and returns how many events
 * it took. Two dispatchers never take the same event.
 */
export async function fanOut(
  db: Database | Tx,
  reactions: { event: string; name: string }[],
  now: Date,
): Promise<number> {
  const result = await sql<{ count: string }>`
    with picked as (
      select id, occurred_at, type from platform.outbox where dispatched_at is null
      order by id limit ${eventsAtOnce} for update skip locked
    ), marked as (
      update platform.outbox as outbox set dispatched_at = ${now} from picked
      where outbox.id = picked.id and outbox.occurred_at = picked.occurred_at returning outbox.id
    ), due as (
      insert into platform.deliveries (event_id, reaction, occurred_at, due_at)
      select picked.id, reactions.name, picked.occurred_at, ${now}::timestamptz
      from picked join unnest(${reactions.map((reaction) => reaction.event)}::text[],
        ${reactions.map((reaction) => reaction.name)}::text[]) as reactions (event, name)
        on reactions.event = picked.type
    )
    select count(*) from marked`.execute(db);
  return Number(result.rows[0]?.count ?? 0);
}

/** The oldest delivery that is due, locked to the end of the transaction; others pass over it. */
export async function takeDelivery(tx: Tx, reactions: string[], now: Date): Promise<Delivery | undefined> {
  const { rows } = await sql<Delivery>`
    select deliveries.event_id as "eventId", deliveries.reaction, deliveries.attempts, outbox.type, outbox.payload
    from platform.deliveries
    left join platform.outbox on outbox.occurred_at = deliveries.occurred_at and outbox.id = deliveries.event_id
    where deliveries.due_at <= ${now} and deliveries.reaction = any(${reactions}::text[])
    order by deliveries.event_id, deliveries.reaction
    limit 1 for update of deliveries skip locked`.execute(tx);
  return rows[0];
}

export async function deleteDelivery(tx: Tx, delivery: Delivery): Promise<void> {
  await sql`delete from platform.deliveries
    where event_id = ${delivery.eventId} and reaction = ${delivery.reaction}`.execute(tx);
}

export async function postponeDelivery(
  db: Database | Tx,
  delivery: Delivery,
  dueAt: Date,
  problem: string,
): Promise<void> {
  await sql`update platform.deliveries set attempts = attempts + 1, due_at = ${dueAt}, problem = ${problem}
    where event_id = ${delivery.eventId} and reaction = ${delivery.reaction}`.execute(db);
}
