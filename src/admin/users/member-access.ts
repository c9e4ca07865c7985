import type { z } from 'zod';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { findRights } from '../roles/rights.queries.ts';
import { rightsOf } from '../roles/rights-in-effect.ts';
import { permissionsGiven } from '../roles/role-permissions.ts';
import type { membersContract } from './members.contract.ts';

type Access = z.output<typeof membersContract.endpoints.access.output>;
type Why = Access['permissions'][number]['why'];

/** What a user may do and see, each permission with its reason. Throws `admin.member_not_found`. */
export async function memberAccess(ctx: Context, userId: string): Promise<Access> {
  const rights = await findRights(ctx.tx, userId);
  if (!rights) throw fail('notFound', 'admin.member_not_found');
  const { key, roleName, reaches, teamId, teamIds } = rights;
  const { fields, permissions: granted } = await rightsOf(ctx, ctx.tx, rights);
  const isAsGiven = key !== null && (rights.permissions === null || key === 'owner');
  const inRole = new Set(isAsGiven ? permissionsGiven(key, ctx.permissions) : rights.permissions);
  const why = (permission: string): Why => {
    if (!inRole.has(permission)) return 'notInRole';
    if (!granted.has(permission)) return 'needsAllCustomers';
    return isAsGiven ? 'given' : 'chosen';
  };
  const permissions = [...ctx.permissions]
    .sort()
    .map((permission) => ({ permission, granted: granted.has(permission), why: why(permission) }));
  return { role: key ?? rights.roleId, roleName, permissions, reaches, fields, teamId, teamIds };
}
