import { sql } from 'kysely';
import type { Platform } from '../db/platform.ts';
import { fail } from '../errors/errors.ts';

/**
 * Counts one call under `key` in the current minute and refuses it past `callsAMinute`. It counts in the database, so
 * that all processes share the count, and outside the request's own transaction, since refused calls count too.
 */
export async function takeCall(platform: Platform, key: string, callsAMinute: number): Promise<void> {
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
