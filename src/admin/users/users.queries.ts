import { sql } from 'kysely';
import type { Role } from '#platform/access/actor.ts';
import type { Tx } from '#platform/db/database.ts';

export interface UserRow {
  id: string;
  name: string;
  email: string;
  role: Role;
  language: 'en' | 'zh';
  createdAt: string;
  deactivatedAt: string | null;
  version: number;
}

const userColumns = [
  'id',
  'name',
  'email',
  'role',
  'language',
  'created_at as createdAt',
  'deactivated_at as deactivatedAt',
  'version',
] as const;

export interface NewUser {
  email: string;
  name: string;
  passwordHash: string;
  role: Role;
  language: string;
  createdAt: Date;
}

/** The id of the new user; undefined where the address has an account already. */
export async function insertUserIfNew(tx: Tx, user: NewUser): Promise<string | undefined> {
  const row = await tx
    .insertInto('admin.users')
    .values({
      email: user.email,
      name: user.name,
      password_hash: user.passwordHash,
      role: user.role,
      language: user.language,
      created_at: user.createdAt,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export async function findUser(tx: Tx, userId: string): Promise<UserRow | undefined> {
  const row = await tx
    .selectFrom('admin.users')
    .select(userColumns)
    .where('id', '=', userId)
    .executeTakeFirst();
  return row && userOf(row);
}

export async function findUserByEmail(tx: Tx, email: string): Promise<UserRow | undefined> {
  const row = await tx
    .selectFrom('admin.users')
    .select(userColumns)
    .where('email', '=', email)
    .executeTakeFirst();
  return row && userOf(row);
}

export interface SignInRow {
  id: string;
  role: Role;
  teamId: string | null;
  passwordHash: string;
}

/** What a sign-in is judged by; deactivated users have none. */
export async function findSignIn(tx: Tx, email: string): Promise<SignInRow | undefined> {
  const row = await tx
    .selectFrom('admin.users')
    .select(['id', 'role', 'team_id as teamId', 'password_hash as passwordHash'])
    .where('email', '=', email)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst();
  return row && { ...row, role: roleOf(row.role) };
}

/** True while the user may sign in with this very hash; holds that until the transaction ends. */
export async function holdSignIn(tx: Tx, userId: string, passwordHash: string): Promise<boolean> {
  const row = await tx
    .selectFrom('admin.users')
    .select('id')
    .where('id', '=', userId)
    .where('password_hash', '=', passwordHash)
    .where('deactivated_at', 'is', null)
    .forShare()
    .executeTakeFirst();
  return row !== undefined;
}

export async function findPasswordHash(tx: Tx, userId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('admin.users')
    .select('password_hash as passwordHash')
    .where('id', '=', userId)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst();
  return row?.passwordHash;
}

export async function updatePassword(tx: Tx, userId: string, passwordHash: string): Promise<void> {
  await tx.updateTable('admin.users').set({ password_hash: passwordHash }).where('id', '=', userId).execute();
}

/** The changed user, or undefined where `version` is not the stored one any more (or nobody has the id). */
export async function updateUser(
  tx: Tx,
  userId: string,
  version: string,
  change: { name?: string; language?: string; role?: Role },
): Promise<UserRow | undefined> {
  const row = await tx
    .updateTable('admin.users')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', userId)
    .where((eb) => eb(eb.cast('version', 'text'), '=', version))
    .returning(userColumns)
    .executeTakeFirst();
  return row && userOf(row);
}

/** Deactivates (or with null reactivates) and returns the user. */
export async function updateDeactivation(
  tx: Tx,
  userId: string,
  deactivatedAt: Date | null,
): Promise<UserRow | undefined> {
  const row = await tx
    .updateTable('admin.users')
    .set((eb) => ({ deactivated_at: deactivatedAt, version: eb('version', '+', 1) }))
    .where('id', '=', userId)
    .returning(userColumns)
    .executeTakeFirst();
  return row && userOf(row);
}

/**
 * The ids of the active owners, locked to the end of the transaction: whoever else wants to take one away
 * waits, and then sees who is left.
 */
export async function lockActiveOwners(tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectFrom('admin.users')
    .select('id')
    .where('role', '=', 'owner')
    .where('deactivated_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map((row) => row.id);
}

export interface MemberRow extends UserRow {
  lastSeenAt: string | null;
}

/** All users, the active ones first. */
export async function listMembers(tx: Tx): Promise<MemberRow[]> {
  const rows = await selectMembers(tx)
    .orderBy(sql`deactivated_at is not null`)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(userOf);
}

export async function findMember(tx: Tx, userId: string): Promise<MemberRow | undefined> {
  const row = await selectMembers(tx).where('id', '=', userId).executeTakeFirst();
  return row && userOf(row);
}

function selectMembers(tx: Tx) {
  return tx
    .selectFrom('admin.users as users')
    .select(userColumns)
    .select((eb) =>
      eb
        .selectFrom('admin.sessions')
        .whereRef('user_id', '=', 'users.id')
        .select((max) => max.fn.max('last_seen_at').as('last'))
        .as('lastSeenAt'),
    );
}

export async function listColleagues(tx: Tx): Promise<{ id: string; name: string; active: boolean }[]> {
  const rows = await tx
    .selectFrom('admin.users')
    .select(['id', 'name'])
    .select((eb) => eb('deactivated_at', 'is', null).as('active'))
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, active: Boolean(row.active) }));
}

/** The table's check constraints let in nothing else. */
function userOf<Row extends { role: string; language: string }>(
  row: Row,
): Omit<Row, 'role' | 'language'> & { role: Role; language: 'en' | 'zh' } {
  return {
    ...row,
    role: roleOf(row.role),
    language: row.language === 'zh' ? 'zh' : 'en',
  };
}

function roleOf(text: string): Role {
  return text === 'owner' ? 'owner' : 'member';
}
