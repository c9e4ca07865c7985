import { sql } from 'kysely';
import type { Database, Tx } from '#platform/db/database.ts';
import { prepared } from '#platform/db/prepared.ts';
import { rightsColumns, type UserRights } from '../roles/rights.queries.ts';

export interface LiveSession extends UserRights {
  createdAt: string;
  lastSeenAt: string;
  /** The provider proved a second factor when it was opened, and its word still stands for one. */
  secondStepByProvider: boolean;
}

/** Who a token signs in at `now`; nobody once it has expired or the user is deactivated. */
export async function findLiveSession(
  db: Database | Tx,
  tokenHash: Buffer,
  now: Date,
): Promise<LiveSession | undefined> {
  const { rows } =
    await sql<LiveSession>`${prepared} select ${rightsColumns}, s.created_at as "createdAt", s.last_seen_at as "lastSeenAt",
      s.second_step_by_provider and exists (select from admin.provider where trusts_mfa) as "secondStepByProvider"
    from admin.sessions s join admin.users u on u.id = s.user_id join admin.roles r on r.id = u.role_id
    where s.token_hash = ${tokenHash} and s.expires_at > ${now} and u.deactivated_at is null`.execute(db);
  return rows[0];
}

export async function touchSession(
  db: Database | Tx,
  tokenHash: Buffer,
  now: Date,
  expiresAt: Date,
): Promise<void> {
  await db
    .updateTable('admin.sessions')
    .set({ last_seen_at: now, expires_at: expiresAt })
    .where('token_hash', '=', tokenHash)
    .execute();
}

export interface NewSession {
  tokenHash: Buffer;
  userId: string;
  now: Date;
  expiresAt: Date;
  userAgent: string | null;
  address: string | null;
  byProvider: boolean;
  secondStepByProvider: boolean;
}

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await tx
    .insertInto('admin.sessions')
    .values({
      token_hash: session.tokenHash,
      user_id: session.userId,
      created_at: session.now,
      last_seen_at: session.now,
      expires_at: session.expiresAt,
      user_agent: session.userAgent,
      address: session.address,
      by_provider: session.byProvider,
      second_step_by_provider: session.secondStepByProvider,
    })
    .execute();
}

/** The same session opens with another token from now on. */
export async function replaceSessionToken(tx: Tx, before: Buffer, after: Buffer): Promise<void> {
  await tx
    .updateTable('admin.sessions')
    .set({ token_hash: after })
    .where('token_hash', '=', before)
    .execute();
}

export async function listSessions(tx: Tx, userId: string, now: Date) {
  return tx
    .selectFrom('admin.sessions')
    .select([
      'id',
      'token_hash as tokenHash',
      'user_agent as userAgent',
      'address',
      'created_at as createdAt',
      'last_seen_at as lastSeenAt',
      'expires_at as expiresAt',
    ])
    .where('user_id', '=', userId)
    .where('expires_at', '>', now.toISOString())
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** The user whose session this was; undefined where the token opens none. */
export async function deleteSession(tx: Tx, tokenHash: Buffer): Promise<string | undefined> {
  const row = await tx
    .deleteFrom('admin.sessions')
    .where('token_hash', '=', tokenHash)
    .returning('user_id as userId')
    .executeTakeFirst();
  return row?.userId;
}

/** True where the user had a session of this id. */
export async function deleteSessionById(tx: Tx, userId: string, sessionId: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('admin.sessions')
    .where('user_id', '=', userId)
    .where('id', '=', sessionId)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}

/** Ends all sessions of a user but the one of `exceptHash`, and sign-ins that wait for a code; returns how many sessions. */
export async function deleteSessionsOf(tx: Tx, userId: string, exceptHash?: Buffer): Promise<number> {
  await tx.deleteFrom('admin.half_sessions').where('user_id', '=', userId).execute();
  let query = tx.deleteFrom('admin.sessions').where('user_id', '=', userId);
  if (exceptHash) query = query.where('token_hash', '!=', exceptHash);
  const result = await query.executeTakeFirst();
  return Number(result.numDeletedRows);
}

export async function deleteExpiredSessions(tx: Tx, now: Date): Promise<number> {
  await tx.deleteFrom('admin.provider_sign_ins').where('expires_at', '<=', now.toISOString()).execute();
  await tx.deleteFrom('admin.half_sessions').where('expires_at', '<=', now.toISOString()).execute();
  const result = await tx
    .deleteFrom('admin.sessions')
    .where('expires_at', '<=', now.toISOString())
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** What a provider said of second factors stands for nothing any more, whoever comes after it. */
export async function forgetProvedSteps(tx: Tx): Promise<void> {
  await sql`update admin.sessions set second_step_by_provider = false where second_step_by_provider`.execute(
    tx,
  );
}
