import { sql } from 'kysely';
import type { Assignee, KnownUser } from '#platform/db/context.ts';
import type { Tx } from '#platform/db/database.ts';

export interface UserRow {
  id: string;
  name: string;
  email: string;
  /** The key of a role of the product, or the id of an own one. */
  role: string;
  teamId: string;
  language: 'en' | 'zh';
  createdAt: string;
  deactivatedAt: string | null;
  version: number;
}

const roleOfUser = sql<string>`(select coalesce(r.key, r.id::text) from admin.roles r where r.id = role_id)`;

const userColumns = [
  'id',
  'name',
  'email',
  roleOfUser.as('role'),
  'team_id as teamId',
  'language',
  'created_at as createdAt',
  'deactivated_at as deactivatedAt',
  'version',
] as const;

export interface NewUser {
  email: string;
  name: string;
  passwordHash: string;
  roleId: string;
  teamId: string;
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
      role_id: user.roleId,
      team_id: user.teamId,
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
  passwordHash: string;
}

/** What a sign-in is judged by; deactivated users have none. */
export async function findSignIn(tx: Tx, email: string): Promise<SignInRow | undefined> {
  return tx
    .selectFrom('admin.users')
    .select(['id', 'password_hash as passwordHash'])
    .where('email', '=', email)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst();
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
  change: { name?: string; language?: string; role_id?: string; team_id?: string },
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
    .where('role_id', '=', (eb) => eb.selectFrom('admin.roles').select('id').where('key', '=', 'owner'))
    .where('deactivated_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map((row) => row.id);
}

export interface MemberRow extends UserRow {
  lastSeenAt: string | null;
  hasTwoStep: boolean;
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
    )
    .select(sql<boolean>`exists (select from admin.two_step w where w.user_id = users.id)`.as('hasTwoStep'));
}

export async function listColleagues(tx: Tx): Promise<{ id: string; name: string; active: boolean }[]> {
  const rows = await tx
    .selectFrom('admin.users')
    .select(['id', 'name'])
    .select((eb) => eb('deactivated_at', 'is', null).as('active'))
    .orderBy(sql`name collate "zh-x-icu"`)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, active: Boolean(row.active) }));
}

/** Names by id, in their order. */
export async function readUserNames(tx: Tx): Promise<ReadonlyMap<string, string>> {
  return new Map((await listColleagues(tx)).map(({ id, name }) => [id, name]));
}

/** The table's check constraints let in nothing else. */
function userOf<Row extends { language: string }>(
  row: Row,
): Omit<Row, 'language'> & { language: 'en' | 'zh' } {
  return { ...row, language: row.language === 'zh' ? 'zh' : 'en' };
}

/** All active users by name and e-mail address. */
export async function readActiveUsers(tx: Tx): Promise<KnownUser[]> {
  return tx
    .selectFrom('admin.users')
    .select(['id', 'name', 'email'])
    .where('deactivated_at', 'is', null)
    .orderBy('id')
    .execute();
}

/** A user as somebody to whom records are given; the team stays as it is until the transaction ends. */
export async function readAssignee(tx: Tx, userId: string): Promise<Assignee | undefined> {
  const { rows } = await sql<Assignee>`select team_id as "teamId", deactivated_at is null as active
    from admin.users where id = ${userId} for share`.execute(tx);
  return rows[0];
}
