import { systemActor } from '../access/actor.ts';
import type { Platform } from '../db/platform.ts';
import { contextOf } from '../db/transact.queries.ts';
import type { Reaction } from '../domains/domain.ts';
import {
  type Delivery,
  deleteDelivery,
  fanOut,
  postponeDelivery,
  takeDelivery,
} from './deliveries.queries.ts';

export interface Dispatcher {
  stop(): Promise<void>;
}

const lookEveryMs = 1000;
const longestWaitMs = 3_600_000;

/**
 * Hands events to the reactions until `stop`, which lets the one in hand finish. Without reactions it does
 * nothing at all.
 *
 * It looks every second: a NOTIFY in every transaction that tells an event would take a lock of the whole
 * database at its commit, and put the chunks of imports in a row.
 */
export async function dispatchEvents(platform: Platform, reactions: Reaction[]): Promise<Dispatcher> {
  if (reactions.length === 0) return { stop: async () => {} };
  const abort = new AbortController();
  let running = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = drainEvents(platform, reactions, abort.signal)
      .catch((error: unknown) => platform.log.error({ err: error }, 'events wait'))
      .finally(() => {
        busy = false;
      });
  }, lookEveryMs);
  return {
    async stop() {
      clearInterval(timer);
      abort.abort();
      await running;
    },
  };
}

/**
 * Delivers every event that is due. A reaction runs in a transaction that also ends its delivery: what it
 * writes there happens once. A failing one is tried again later, up to an hour apart, and holds up no other.
 */
export async function drainEvents(
  platform: Platform,
  reactions: Reaction[],
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  const { db } = platform.database;
  while (!signal.aborted && (await fanOut(db, reactions, platform.clock.now())) > 0);
  while (!signal.aborted && (await deliverNext(platform, reactions, signal)));
}

/** False where nothing is due. */
async function deliverNext(platform: Platform, reactions: Reaction[], signal: AbortSignal): Promise<boolean> {
  const { db } = platform.database;
  const names = reactions.map((reaction) => reaction.name);
  let taken: Delivery | undefined;
  try {
    await db.transaction().execute(async (tx) => {
      taken = await takeDelivery(tx, names, platform.clock.now());
      if (!taken) return;
      const { type, payload } = taken;
      const reaction = reactions.find((one) => one.name === taken?.reaction && one.event === type);
      const ctx = contextOf(platform, tx, systemActor);
      await reaction?.run({ platform, log: platform.log, signal, transact: (run) => run(ctx) }, payload);
      await deleteDelivery(tx, taken);
    });
  } catch (error) {
    if (!taken) throw error;
    const waitMs = Math.min(1000 * 2 ** taken.attempts, longestWaitMs);
    const problem = error instanceof Error ? error.message : String(error);
    platform.log.error({ err: error, reaction: taken.reaction, event: taken.eventId }, 'reaction failed');
    await postponeDelivery(db, taken, new Date(platform.clock.now().getTime() + waitMs), problem);
  }
  return taken !== undefined;
}
