import { sql } from 'kysely';
import type { Database, Tx } from '#platform/db/database.ts';
import { prepared } from '#platform/db/prepared.ts';
import { rightsColumns, type UserRights } from '../roles/rights.queries.ts';
import type { ApiKey } from './keys.contract.ts';

const columns = sql`id, name, hint, permissions, created_at as "createdAt", expires_at as "expiresAt",
  rows_a_day as "rowsADay",
  last_used_at as "lastUsedAt", last_address as "lastAddress"`;

/** The keys of a user that have not ended, expired ones too, the newest first. */
export async function listKeys(tx: Tx, userId: string): Promise<ApiKey[]> {
  const { rows } = await sql<ApiKey>`select ${columns} from admin.api_keys
    where user_id = ${userId} and ended_at is null order by created_at desc, id desc`.execute(tx);
  return rows;
}

export interface NewKey {
  userId: string;
  name: string;
  tokenHash: Buffer;
  hint: string;
  permissions: string[];
  createdAt: Date;
  expiresAt: Date;
  rowsADay: number;
}

export async function insertKey(tx: Tx, key: NewKey): Promise<ApiKey> {
  const { rows } = await sql<ApiKey>`
    insert into admin.api_keys (user_id, name, token_hash, hint, permissions, created_at, expires_at, rows_a_day)
    values (${key.userId}, ${key.name}, ${key.tokenHash}, ${key.hint}, ${key.permissions}::text[], ${key.createdAt}, ${key.expiresAt},
      ${key.rowsADay})
    returning ${columns}`.execute(tx);
  return rows[0]!;
}

/** The name of the key; undefined where the user has none of this id that goes on. */
export async function markEnded(tx: Tx, userId: string, id: string, now: Date): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`update admin.api_keys set ended_at = ${now}
    where id = ${id} and user_id = ${userId} and ended_at is null returning name`.execute(tx);
  return rows[0]?.name;
}

export interface LiveKey extends UserRights {
  keyId: string;
  /** Of the key; the user's own limit them. */
  keyPermissions: string[];
  hint: string;
  rowsADay: number;
  lastUsedAt: string | null;
  lastAddress: string | null;
}

/** Whom a key acts for at `now`; nobody once it has ended or expired, or its user is deactivated. */
export async function findLiveKey(db: Database, tokenHash: Buffer, now: Date): Promise<LiveKey | undefined> {
  const { rows } =
    await sql<LiveKey>`${prepared} select ${rightsColumns}, k.id as "keyId", k.permissions as "keyPermissions",
      k.hint, k.rows_a_day as "rowsADay",
      k.last_used_at as "lastUsedAt", k.last_address as "lastAddress"
    from admin.api_keys k join admin.users u on u.id = k.user_id join admin.roles r on r.id = u.role_id
    where k.token_hash = ${tokenHash} and k.expires_at > ${now} and k.ended_at is null and u.deactivated_at is null`.execute(
      db,
    );
  return rows[0];
}

/** Whether a key still acts for its user at `now`. */
export async function readKeyLives(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { rows } = await sql`select from admin.api_keys
    where id = ${id} and expires_at > ${now} and ended_at is null`.execute(tx);
  return rows.length > 0;
}

export async function touchKey(db: Database, id: string, now: Date, address: string): Promise<void> {
  await sql`update admin.api_keys set last_used_at = ${now}, last_address = ${address} where id = ${id}`.execute(
    db,
  );
}
