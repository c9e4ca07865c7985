import { type RawBuilder, sql } from 'kysely';
import type { FieldRights } from '#platform/access/field-rights.contract.ts';
import type { Reaches } from '#platform/access/reach.contract.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { TwoStepPolicy } from '../two-step/two-step-policies.contract.ts';
import type { RoleKey } from './role-keys.contract.ts';
import type { RoleRights } from './role-permissions.ts';

/** What decides what a user may do and see. */
export interface UserRights extends RoleRights {
  userId: string;
  roleId: string;
  /** Null for roles that come with the product. */
  roleName: string | null;
  teamId: string;
  /** The team and all below it. */
  teamIds: string[];
  /** Whether they sign in with a code beside the password, and whom the organisation obliges to. */
  hasTwoStep: boolean;
  twoStepPolicy: TwoStepPolicy;
}

/** The columns of `UserRights`, over admin.users `u` and admin.roles `r`. */
export const rightsColumns: RawBuilder<UserRights> = sql`u.id as "userId", u.team_id as "teamId", r.id as "roleId", r.name as "roleName", r.key,
  r.permissions, r.reach as reaches, r.fields, array(
    with recursive below as (
      select u.team_id as id
      union all select t.id from admin.teams t join below on t.parent_id = below.id)
    select id::text from below) as "teamIds",
  exists (select from admin.two_step w where w.user_id = u.id) as "hasTwoStep",
  coalesce((select two_step_policy from admin.organisation), 'nobody') as "twoStepPolicy"`;

/** The rights of a user, active or not; `lock` keeps the user as they are until the transaction ends. */
export async function findRights(
  tx: Database | Tx,
  userId: string,
  options: { lock?: boolean } = {},
): Promise<UserRights | undefined> {
  const lock = options.lock ? sql`for no key update of u` : sql``;
  const { rows } = await sql<UserRights>`select ${rightsColumns}
    from admin.users u join admin.roles r on r.id = u.role_id where u.id = ${userId} ${lock}`.execute(tx);
  return rows[0];
}

/** The rights of all users who are not shut out. */
export async function activeRights(tx: Tx): Promise<UserRights[]> {
  const { rows } = await sql<UserRights>`select ${rightsColumns}
    from admin.users u join admin.roles r on r.id = u.role_id where u.deactivated_at is null order by u.id`.execute(
    tx,
  );
  return rows;
}

export interface StoredRole {
  id: string;
  key: RoleKey | null;
  name: string | null;
  permissions: string[] | null;
  reaches: Reaches;
  fields: FieldRights;
  version: number;
  users: number;
}

const roleColumns = sql`r.id, r.key, r.name, r.permissions, r.reach as reaches, r.fields, r.version,
  (select count(*)::int from admin.users u where u.role_id = r.id and u.deactivated_at is null) as users`;

/** All roles, those of the product first, the mightiest of them first. */
export async function listRoles(tx: Tx): Promise<StoredRole[]> {
  const { rows } = await sql<StoredRole>`select ${roleColumns} from admin.roles r
    order by array_position(array['owner', 'administrator', 'manager', 'member', 'viewer'], r.key), lower(r.name)`.execute(
    tx,
  );
  return rows;
}

/** A role by the key or id that names it; `lock` keeps it from being changed or removed. */
export async function findRole(
  tx: Tx,
  named: string,
  options: { lock?: boolean } = {},
): Promise<StoredRole | undefined> {
  const isId = /^\d+$/.test(named);
  const where = isId ? sql`r.id = ${named}::bigint` : sql`r.key = ${named}`;
  const { rows } = await sql<StoredRole>`select ${roleColumns} from admin.roles r
    where ${where} ${options.lock ? sql`for update of r` : sql`for key share of r`}`.execute(tx);
  return rows[0];
}

export interface RoleWords {
  name: string | null;
  permissions: readonly string[] | null;
  reaches: Reaches;
  fields: FieldRights;
}

/** The id of the new role; undefined where another bears the name. */
export async function insertRole(tx: Tx, role: RoleWords, now: Date): Promise<string | undefined> {
  const { rows } = await sql<{
    id: string;
  }>`insert into admin.roles (name, permissions, reach, fields, created_at)
    values (${role.name}, ${role.permissions}::text[], ${JSON.stringify(role.reaches)}::jsonb,
      ${JSON.stringify(role.fields)}::jsonb, ${now})
    on conflict (lower(name)) do nothing returning id`.execute(tx);
  return rows[0]?.id;
}

/** False where another role bears the name. */
export async function updateRole(tx: Tx, id: string, role: RoleWords): Promise<boolean> {
  const { rows } =
    await sql`update admin.roles r set name = ${role.name}, permissions = ${role.permissions}::text[],
      reach = ${JSON.stringify(role.reaches)}::jsonb, fields = ${JSON.stringify(role.fields)}::jsonb, version = version + 1
    where id = ${id} and not exists (select from admin.roles o where lower(o.name) = lower(${role.name}) and o.id <> r.id)
    returning id`.execute(tx);
  return rows.length > 0;
}

export async function deleteRole(tx: Tx, id: string): Promise<void> {
  await sql`delete from admin.roles where id = ${id}`.execute(tx);
}

/** Whether users, deactivated ones too, or open invitations still have the role, or the sign-in provider gives it. */
export async function roleIsUsed(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`select from admin.users where role_id = ${id}
    union all select from admin.invitations where role_id = ${id} and accepted_at is null and withdrawn_at is null
    union all select from admin.provider where role_id = ${id} limit 1`.execute(tx);
  return rows.length > 0;
}
