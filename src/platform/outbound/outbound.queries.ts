import { sql } from 'kysely';
import type { Database, Tx } from '../db/database.ts';

/** When the backup was taken that this installation came from, and when it was restored. */
export interface UnconfirmedCopy {
  takenAt: string;
  restoredAt: string;
}

/**
 * Whether anything may leave this machine by itself: mails, messages, webhooks. Everything that sends asks here right
 * before it sends, and keeps what it may not send yet. False from a restore on until somebody confirms that this
 * installation is the live one: the original may be sending the same.
 */
export async function maySend(db: Database | Tx): Promise<boolean> {
  return (await unconfirmedCopy(db)) === undefined;
}

/** Undefined in an installation that is the live one. */
export async function unconfirmedCopy(db: Database | Tx): Promise<UnconfirmedCopy | undefined> {
  return db
    .selectFrom('platform.unconfirmed_copy')
    .select(['taken_at as takenAt', 'restored_at as restoredAt'])
    .executeTakeFirst();
}

/** Keeps everything from leaving until `releaseOutbound`. */
export async function holdOutbound(tx: Tx, copy: { takenAt: string; restoredAt: Date }): Promise<void> {
  await sql`insert into platform.unconfirmed_copy (taken_at, restored_at)
    values (${copy.takenAt}, ${copy.restoredAt})
    on conflict (id) do update set taken_at = excluded.taken_at, restored_at = excluded.restored_at`.execute(
    tx,
  );
}

/** Gives what it was a copy of; undefined where somebody else had confirmed it, or it never was one. */
export async function releaseOutbound(tx: Tx): Promise<UnconfirmedCopy | undefined> {
  return tx
    .deleteFrom('platform.unconfirmed_copy')
    .returning(['taken_at as takenAt', 'restored_at as restoredAt'])
    .executeTakeFirst();
}
