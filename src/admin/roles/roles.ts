import type { z } from 'zod';
import { type FieldRights, writesEveryField } from '#platform/access/field-rights.contract.ts';
import type { Reaches } from '#platform/access/reach.contract.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { refuseBeyondOwnRights } from './beyond-rights.ts';
import {
  deleteRole,
  findRole,
  insertRole,
  listRoles,
  roleIsUsed,
  type StoredRole,
  updateRole,
} from './rights.queries.ts';
import { rightsInEffect, unknownField } from './rights-in-effect.ts';
import { permissionsGiven } from './role-permissions.ts';
import type { role } from './roles.contract.ts';

type RoleAnswer = z.output<typeof role>;

export async function roles(ctx: Context): Promise<{ items: RoleAnswer[]; permissions: string[] }> {
  const rows = await listRoles(ctx.tx);
  return { items: await shown(ctx, rows), permissions: [...ctx.permissions].sort() };
}

/** Throws `admin.permission_unknown`, `admin.field_unknown`, `admin.role_name_taken`, `admin.beyond_own_rights`. */
export async function createRole(
  ctx: Context,
  input: { name: string; permissions: string[]; reaches: Reaches; fields: FieldRights },
): Promise<RoleAnswer> {
  refuseUnknown(ctx, input.permissions);
  await refuseUnknownFields(ctx, input.fields);
  await refuseBeyondOwnRights(ctx, { key: null, ...input });
  const id = await insertRole(ctx.tx, input, ctx.clock.now());
  if (id === undefined) throw fail('conflict', 'admin.role_name_taken');
  await ctx.audit('admin.role_made', `role:${id}`, input);
  return shownOne(ctx, id);
}

/** Takes effect with the next request of everybody who has the role. */
export async function changeRole(
  ctx: Context,
  input: {
    id: string;
    name?: string;
    permissions?: string[] | null;
    reaches?: Reaches;
    fields?: FieldRights;
  },
): Promise<RoleAnswer> {
  const before = await roleNamed(ctx, input.id, { lock: true });
  if (String(before.version) !== ctx.ifMatch) throw fail('conflict', 'admin.version_conflict');
  const isOwn = before.key === null;
  const wants = { name: input.name !== undefined, asGiven: input.permissions === null };
  if (before.key === 'owner' || (isOwn ? wants.asGiven : wants.name))
    throw fail('conflict', 'admin.role_fixed');
  refuseUnknown(ctx, input.permissions ?? []);
  await refuseUnknownFields(ctx, input.fields ?? writesEveryField);
  const after = {
    key: before.key,
    name: input.name ?? before.name,
    permissions: input.permissions === undefined ? before.permissions : input.permissions,
    reaches: input.reaches ?? before.reaches,
    fields: input.fields ?? before.fields,
  };
  await refuseBeyondOwnRights(ctx, before);
  await refuseBeyondOwnRights(ctx, after);
  if (!(await updateRole(ctx.tx, before.id, after))) throw fail('conflict', 'admin.role_name_taken');
  const { id, ...change } = input;
  await ctx.audit('admin.role_rights_changed', `role:${id}`, { ...change, before: wordsOf(before) });
  return shownOne(ctx, id);
}

/** Throws `admin.role_in_use` while users or open invitations have it. */
export async function removeRole(ctx: Context, id: string): Promise<void> {
  const role = await roleNamed(ctx, id, { lock: true });
  if (role.key !== null) throw fail('conflict', 'admin.role_fixed');
  await refuseBeyondOwnRights(ctx, role);
  if (await roleIsUsed(ctx.tx, id)) throw fail('conflict', 'admin.role_in_use');
  await deleteRole(ctx.tx, id);
  await ctx.audit('admin.role_removed', `role:${id}`, wordsOf(role));
}

/** The role that a key or id names, kept until the transaction ends. Throws `admin.role_not_found`. */
export async function roleNamed(
  ctx: Context,
  named: string,
  options: { lock?: boolean } = {},
): Promise<StoredRole> {
  const found = await findRole(ctx.tx, named, options);
  if (!found) throw fail('notFound', 'admin.role_not_found');
  return found;
}

function refuseUnknown(ctx: Context, permissions: readonly string[]): void {
  const unknown = permissions.find((permission) => !ctx.permissions.has(permission));
  if (unknown !== undefined)
    throw fail('invalid', 'admin.permission_unknown', { values: { permission: unknown } });
}

/** A field that nobody knows would seem to be kept from people. */
async function refuseUnknownFields(ctx: Context, fields: FieldRights): Promise<void> {
  const field = await unknownField(ctx, ctx.tx, fields);
  if (field !== undefined) throw fail('invalid', 'admin.field_unknown', { values: { field } });
}

function wordsOf({ name, permissions, reaches, fields }: StoredRole) {
  return { name, permissions, reaches, fields };
}

async function shownOne(ctx: Context, id: string): Promise<RoleAnswer> {
  const [answer] = await shown(ctx, [await roleNamed(ctx, id)]);
  return answer!;
}

async function shown(ctx: Context, roles: readonly StoredRole[]): Promise<RoleAnswer[]> {
  const rights = await rightsInEffect(ctx, ctx.tx, roles);
  return roles.map((stored, place) => {
    const isAsGiven = stored.permissions === null && stored.key !== null;
    const permissions =
      stored.key && (isAsGiven || stored.key === 'owner')
        ? permissionsGiven(stored.key, ctx.permissions)
        : (stored.permissions ?? []);
    return { ...stored, fields: rights[place]!.fields, permissions: [...permissions], isAsGiven };
  });
}
