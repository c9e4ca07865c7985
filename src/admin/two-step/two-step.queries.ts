import { sql } from 'kysely';
import type { Database, Tx } from '#platform/db/database.ts';
import type { TwoStepPolicy } from './two-step-policies.contract.ts';

export interface TwoStep {
  secret: Buffer;
  turnedOnAt: string;
  recoveryCodesLeft: number;
}

/** Undefined where the user signs in with the password alone. */
export async function findTwoStep(tx: Database | Tx, userId: string): Promise<TwoStep | undefined> {
  const { rows } = await sql<TwoStep>`select secret, turned_on_at as "turnedOnAt",
      (select count(*)::int from admin.recovery_codes c where c.user_id = t.user_id) as "recoveryCodesLeft"
    from admin.two_step t where user_id = ${userId}`.execute(tx);
  return rows[0];
}

/** True for the one caller who takes the code of this half minute; a second one waits for the first and gets false. */
export async function takeStep(tx: Tx, userId: string, step: number): Promise<boolean> {
  const taken = await sql`update admin.two_step set last_step = ${step}
    where user_id = ${userId} and last_step < ${step}`.execute(tx);
  return taken.numAffectedRows === 1n;
}

/** True for the one caller who spends the code. */
export async function spendRecoveryCode(tx: Tx, userId: string, codeHash: Buffer): Promise<boolean> {
  const spent = await sql`delete from admin.recovery_codes
    where user_id = ${userId} and code_hash = ${codeHash}`.execute(tx);
  return spent.numAffectedRows === 1n;
}

export async function replaceSetup(
  tx: Tx,
  setup: { userId: string; secret: Buffer; expiresAt: Date },
): Promise<void> {
  await sql`insert into admin.two_step_setups (user_id, secret, expires_at)
    values (${setup.userId}, ${setup.secret}, ${setup.expiresAt})
    on conflict (user_id) do update set secret = excluded.secret, expires_at = excluded.expires_at`.execute(
    tx,
  );
}

/** The secret that the user’s app was shown, while it can be proved; locked, so that it is proved once. */
export async function findSetup(tx: Tx, userId: string, now: Date): Promise<Buffer | undefined> {
  const { rows } = await sql<{ secret: Buffer }>`select secret from admin.two_step_setups
    where user_id = ${userId} and expires_at > ${now} for update`.execute(tx);
  return rows[0]?.secret;
}

/** Turns it on, or puts another app in the place of the former; the set-up is over. */
export async function storeTwoStep(
  tx: Tx,
  stored: { userId: string; secret: Buffer; step: number; now: Date },
): Promise<void> {
  const { userId, secret, step, now } = stored;
  await sql`delete from admin.two_step_setups where user_id = ${userId}`.execute(tx);
  await sql`insert into admin.two_step (user_id, secret, last_step, turned_on_at)
    values (${userId}, ${secret}, ${step}, ${now})
    on conflict (user_id) do update set secret = excluded.secret, last_step = excluded.last_step,
      turned_on_at = excluded.turned_on_at`.execute(tx);
}

export async function replaceRecoveryCodes(tx: Tx, userId: string, hashes: Buffer[]): Promise<void> {
  await sql`delete from admin.recovery_codes where user_id = ${userId}`.execute(tx);
  await sql`insert into admin.recovery_codes (user_id, code_hash)
    select ${userId}, unnest(${hashes}::bytea[])`.execute(tx);
}

/** False where there was nothing to turn off. */
export async function deleteTwoStep(tx: Tx, userId: string): Promise<boolean> {
  await sql`delete from admin.two_step_setups where user_id = ${userId}`.execute(tx);
  const deleted = await sql`delete from admin.two_step where user_id = ${userId}`.execute(tx);
  return deleted.numAffectedRows === 1n;
}

export async function readPolicy(tx: Tx): Promise<TwoStepPolicy> {
  const { rows } = await sql<{ policy: TwoStepPolicy }>`select two_step_policy as policy
    from admin.organisation`.execute(tx);
  return rows[0]?.policy ?? 'nobody';
}

export async function updatePolicy(tx: Tx, policy: TwoStepPolicy): Promise<void> {
  await sql`update admin.organisation set two_step_policy = ${policy}`.execute(tx);
}

export async function insertHalfSession(
  tx: Tx,
  half: { tokenHash: Buffer; userId: string; expiresAt: Date; byProvider: boolean },
): Promise<void> {
  await sql`insert into admin.half_sessions (token_hash, user_id, expires_at, by_provider)
    values (${half.tokenHash}, ${half.userId}, ${half.expiresAt}, ${half.byProvider})`.execute(tx);
}

/** Whose half session this is, while it lasts and the user may sign in. */
export async function findHalfSession(
  tx: Database | Tx,
  tokenHash: Buffer,
  now: Date,
): Promise<{ id: string; passwordHash: string; byProvider: boolean } | undefined> {
  const { rows } = await sql<{ id: string; passwordHash: string; byProvider: boolean }>`
    select u.id, u.password_hash as "passwordHash", h.by_provider as "byProvider"
    from admin.half_sessions h join admin.users u on u.id = h.user_id
    where h.token_hash = ${tokenHash} and h.expires_at > ${now} and u.deactivated_at is null`.execute(tx);
  return rows[0];
}

/** True for the one caller who goes on from it. */
export async function spendHalfSession(tx: Tx, tokenHash: Buffer): Promise<boolean> {
  const spent = await sql`delete from admin.half_sessions where token_hash = ${tokenHash}`.execute(tx);
  return spent.numAffectedRows === 1n;
}
