import { randomUUID } from 'node:crypto';
import type { Tx } from '#platform/db/database.ts';
import type { ToldEvent } from '#platform/events/events.ts';
import { queueForAll } from './deliveries.queries.ts';

/** Puts an event down for every webhook that is told of it, in the transaction that tells it. */
export async function queueEvent(tx: Tx, event: ToldEvent): Promise<void> {
  const { type, occurredAt } = event;
  const eventId = randomUUID();
  await queueForAll(tx, { eventId, type, body: bodyOf(eventId, event), now: occurredAt });
}

/** What receivers get. Its version grows where a key changes its meaning. */
export function bodyOf(eventId: string, { type, occurredAt, actor, payload }: ToldEvent): string {
  return JSON.stringify({
    id: eventId,
    type,
    version: 1,
    occurredAt: occurredAt.toISOString(),
    actor,
    data: payload,
  });
}
