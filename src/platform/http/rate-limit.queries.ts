import { sql } from 'kysely';
import type { Platform } from '../db/platform.ts';
import { fail } from '../errors/errors.ts';
import { networkOf } from './network-address.ts';

/**
 * Counts one call of `address` to `endpoint` in the current minute and refuses it past `callsAMinute`. It
 * counts outside the request's own transaction, since refused calls count too. Every address has a count of
 * its own, so nobody can lock somebody else out.
 */
export async function takeCall(
  platform: Platform,
  endpoint: string,
  address: string,
  callsAMinute: number,
): Promise<void> {
  const key = `${endpoint} ${networkOf(address)}`;
  const now = platform.clock.now();
  const windowStart = new Date(Math.floor(now.getTime() / 60_000) * 60_000);
  const { rows } = await sql<{
    count: number;
  }>`insert into platform.rate_windows as windows (key, window_start, count)
    values (${key}, ${windowStart}, 1)
    on conflict (key, window_start) do update set count = windows.count + 1 returning count`.execute(
    platform.database.db,
  );
  if (rows[0]!.count <= callsAMinute) return;
  const retryAfterSeconds = Math.max(1, Math.ceil((windowStart.getTime() + 60_000 - now.getTime()) / 1000));
  throw fail('rateLimited', 'platform.too_many_calls', {
    retryAfterSeconds,
    values: { seconds: retryAfterSeconds },
  });
}
