import { sql } from 'kysely';
import type { Database, Tx } from '../db/database.ts';
import { dropMonths, monthsBefore } from '../db/partitions.queries.ts';

/** Deletes what no repeat, guess or call can need any more. */
export async function deleteOutlived(db: Database | Tx, now: Date): Promise<void> {
  await sql`delete from platform.idempotency_keys where created_at < ${daysBefore(now, 3)}`.execute(db);
  await sql`delete from platform.rate_windows where window_start < ${daysBefore(now, 1)}`.execute(db);
  await sql`delete from platform.guesses where last_at < ${daysBefore(now, 1)}`.execute(db);
}

/**
 * Drops the months of the outbox that ended more than three months ago, with what is still to be delivered of
 * them, and returns their names.
 */
export async function dropOldOutboxMonths(db: Database | Tx, now: Date): Promise<string[]> {
  const oldest = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 3, 1));
  const months = await monthsBefore(db, 'platform.outbox', oldest);
  await dropMonths(db, 'platform.outbox', months);
  await sql`delete from platform.deliveries where occurred_at < ${oldest}`.execute(db);
  return months;
}

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 86_400_000);
}

/** Deletes what changed for readers of facts who have not come for a week, as where no copy is kept any more. */
export async function deleteForgottenChanges(db: Database | Tx, now: Date): Promise<void> {
  await sql`delete from platform.fact_readers where seen_at < ${daysBefore(now, 7)}`.execute(db);
  await sql`delete from platform.fact_changes where not exists (select from platform.fact_readers)`.execute(
    db,
  );
}

/** Gives back the jobs that a runner held which has ended; it would keep them for hours. */
export async function freeJobs(db: Database | Tx, runner: string): Promise<void> {
  await sql`select graphile_worker.force_unlock_workers(array[${runner}]::text[])`.execute(db);
}
