import { sql } from 'kysely';
import type { Actor } from '../access/actor.ts';
import type { Platform } from '../db/platform.ts';
import { fail } from '../errors/errors.ts';

const dayMs = 86_400_000;

/**
 * Counts rows that are about to go out to a program, by its key and day (UTC), and throws `platform.rows_used_up`,
 * without counting, where they would pass the key's ceiling. One statement counts, so that calls at the same time and
 * other processes share the count. Whoever comes without a key has no ceiling.
 */
export async function takeRows(platform: Platform, actor: Actor, rows: number): Promise<void> {
  if (actor.kind !== 'user' || actor.keyId === undefined || actor.rowsADay === undefined || rows === 0)
    return;
  const now = platform.clock.now().getTime();
  const dayStart = Math.floor(now / dayMs) * dayMs;
  const ceiling = actor.rowsADay;
  const { rows: counted } = await sql`insert into platform.rate_windows as windows (key, window_start, count)
    select ${`rows ${actor.keyId}`}, ${new Date(dayStart)}, ${rows}::int where ${rows}::int <= ${ceiling}::int
    on conflict (key, window_start) do update set count = windows.count + excluded.count
      where windows.count + excluded.count <= ${ceiling}::int
    returning 1`.execute(platform.database.db);
  if (counted.length > 0) return;
  const retryAfterSeconds = Math.ceil((dayStart + dayMs - now) / 1000);
  throw fail('rateLimited', 'platform.rows_used_up', {
    detail: 'This key may take no more rows today.',
    retryAfterSeconds,
    values: { rows: ceiling, hours: Math.ceil(retryAfterSeconds / 3600) },
  });
}
