import type { Actor } from '../access/actor.ts';
import type { Clock } from '../clock/clock.ts';
import type { Platform } from '../db/platform.ts';
import { fail } from '../errors/errors.ts';
import { networkOf } from './network-address.ts';
import { takeCall } from './rate-limit.queries.ts';

const minuteMs = 60_000;
/** More callers than this within a minute are no longer told apart from their beginning: memory has an end. */
const mostCallers = 100_000;

export type CountCalls = (caller: string, most: number) => void;

/**
 * Counts calls within the running minute by who makes them and throws `platform.too_many_calls` past `most`. It counts
 * in memory: its end is that nobody keeps this process busy alone, and most calls should cost the database nothing.
 */
export function countCalls(clock: Clock): CountCalls {
  let minute = 0;
  let counts = new Map<string, number>();
  return (caller, most) => {
    const now = clock.now().getTime();
    const current = Math.floor(now / minuteMs);
    if (current !== minute || counts.size >= mostCallers) counts = new Map();
    minute = current;
    const count = (counts.get(caller) ?? 0) + 1;
    counts.set(caller, count);
    if (count <= most) return;
    const seconds = Math.max(1, Math.ceil(((current + 1) * minuteMs - now) / 1000));
    throw fail('rateLimited', 'platform.too_many_calls', { retryAfterSeconds: seconds, values: { seconds } });
  };
}

/** Counts a call: of a key by itself, of people by user, of strangers by their network. */
export async function countCaller(
  platform: Platform,
  calls: CountCalls,
  actor: Actor,
  address: string,
): Promise<void> {
  const { keyCallsAMinute, userCallsAMinute, strangerCallsAMinute } = platform.config;
  if (actor.kind !== 'user') calls(networkOf(address), strangerCallsAMinute);
  else if (actor.keyId !== undefined) await takeCall(platform, `key ${actor.keyId}`, keyCallsAMinute);
  else calls(`user ${actor.userId}`, userCallsAMinute);
}
