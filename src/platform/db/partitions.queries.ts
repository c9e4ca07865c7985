import { sql } from 'kysely';
import type { Database, Tx } from './database.ts';

/** Makes the monthly partitions of `table` for the months from `since` to `until`. */
export async function ensureMonths(
  db: Database | Tx,
  table: string,
  since: Date,
  until: Date,
): Promise<void> {
  await sql`select platform.ensure_months(${table}, ${since}, ${until})`.execute(db);
}

/** Partitions of the platform's own growing tables, for this month and the two after it. */
export async function ensurePlatformMonths(db: Database | Tx, now: Date): Promise<void> {
  const until = new Date(now.getTime() + 62 * 86_400_000);
  await ensureMonths(db, 'platform.outbox', now, until);
  await ensureMonths(db, 'platform.audit_entries', now, until);
}
