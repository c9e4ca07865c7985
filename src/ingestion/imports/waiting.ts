import { setTimeout as sleep } from 'node:timers/promises';
import { type Outage, outageOf } from '#platform/errors/outages.ts';
import type { JobContext } from '#platform/jobs/jobs.ts';

const firstWaitMs = 250;
const longestWaitMs = 10_000;
const lookForRoomMs = 1_000;

interface Wait {
  reason: Outage;
  tries: number;
  /** A job of this process waits for it to pass. */
  inHand: boolean;
}

// In memory, since a full disk or a database that is away cannot take it down; there is one process an installation.
const waits = new Map<string, Wait>();

const active = new Set(['queued', 'running', 'undoing']);

/** What an import (or its undo) waits for; null where it is at work or has ended. */
export function waitsFor(row: { id: string; state: string }): Outage | null {
  const wait = waits.get(row.id);
  return active.has(row.state) && wait?.inHand ? wait.reason : null;
}

/** Says that an import has stored something, or ended: what held it up is over. */
export function goesOn(importId: string): void {
  waits.delete(importId);
}

/**
 * Does a piece of work on an import. A full disk or a database that is away is no fault of the import: the work
 * waits, longer each time, until it is over, and is done `again`, by the same job: its lease may still be good.
 * Does nothing where a job waits for this import already, and returns early when the server stops.
 */
export async function throughOutages(
  ctx: JobContext,
  importId: string,
  work: (again: boolean) => Promise<void>,
): Promise<void> {
  if (waits.get(importId)?.inHand) return;
  for (let again = false; !ctx.signal.aborted; again = true) {
    try {
      return await work(again);
    } catch (error) {
      const outage = outageOf(error);
      if (!outage) throw error;
      await waitForBetterTimes(ctx, importId, outage, error);
    }
  }
}

async function waitForBetterTimes(
  ctx: JobContext,
  importId: string,
  outage: Outage,
  error: unknown,
): Promise<void> {
  const pause = (ms: number) => sleep(ms, undefined, { signal: ctx.signal }).catch(() => {});
  const tries = (waits.get(importId)?.tries ?? 0) + 1;
  // A database that ended for want of room says only that it ended.
  const reason = (await ctx.platform.hasRoom()) ? outage : 'diskFull';
  const wait: Wait = { reason, tries, inHand: true };
  waits.set(importId, wait);
  ctx.log.warn({ err: error, importId, reason, tries }, 'an import waits until storing is possible again');
  await pause(Math.min(firstWaitMs * 2 ** (tries - 1), longestWaitMs));
  while (!ctx.signal.aborted && !(await ctx.platform.hasRoom())) {
    wait.reason = 'diskFull';
    await pause(lookForRoomMs);
  }
  wait.inHand = false;
}
