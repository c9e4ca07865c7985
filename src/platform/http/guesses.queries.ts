import { sql } from 'kysely';
import type { Platform } from '../db/platform.ts';
import { fail } from '../errors/errors.ts';

/** How patient a key is: `free` wrong guesses cost nothing, each further one doubles the wait. */
export interface Patience {
  free: number;
  longestWaitSeconds: number;
  /** Wrong guesses are forgotten after this long without another. */
  forgottenAfterSeconds: number;
}

/**
 * Counts a guess against `key` before it is judged, so that many at once gain nothing; take a right one back
 * with `takeGuessBack`. Throws `platform.too_many_calls` while the key has to wait, without counting further.
 */
export async function countGuess(platform: Platform, key: string, patience: Patience): Promise<void> {
  const now = platform.clock.now();
  const forgotten = new Date(now.getTime() - patience.forgottenAfterSeconds * 1000);
  const failures = sql`case when guesses.last_at < ${forgotten} then 1 else guesses.failures + 1 end`;
  const counted = await sql`
    insert into platform.guesses as guesses (key, failures, last_at, waits_until)
    values (${key}, 1, ${now}, ${now})
    on conflict (key) do update set failures = ${failures}, last_at = ${now},
      waits_until = ${now}::timestamptz + make_interval(secs => case when ${failures} < ${patience.free}::int then 0
        else least(2 ^ least(${failures} - ${patience.free}::int, 30), ${patience.longestWaitSeconds}::int) end)
    where guesses.waits_until <= ${now}`.execute(platform.database.db);
  if (counted.numAffectedRows === 1n) return;
  const { rows } = await sql<{
    waits_until: string;
  }>`select waits_until from platform.guesses where key = ${key}`.execute(platform.database.db);
  const waitMs = rows[0] ? Date.parse(rows[0].waits_until) - now.getTime() : 0;
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  throw fail('rateLimited', 'platform.too_many_calls', { retryAfterSeconds: seconds, values: { seconds } });
}

/** The guess was right after all: it is not counted, but waits that others earned stay. */
export async function takeGuessBack(platform: Platform, key: string): Promise<void> {
  await sql`update platform.guesses set failures = greatest(failures - 1, 0) where key = ${key}`.execute(
    platform.database.db,
  );
}

/** Who proved to know the password starts afresh. */
export async function forgetGuesses(platform: Platform, key: string): Promise<void> {
  await sql`delete from platform.guesses where key = ${key}`.execute(platform.database.db);
}
