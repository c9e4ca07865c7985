import { type Actor, mayDo } from '#platform/access/actor.ts';
import { areWithinFieldRights, writesEveryField } from '#platform/access/field-rights.contract.ts';
import { areWithinReaches, reachesEverything } from '#platform/access/reach.contract.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { rightsOf } from './rights-in-effect.ts';
import type { RoleRights } from './role-permissions.ts';

/**
 * Nobody gives, takes or changes rights that they do not have themselves, so that who manages users cannot become more
 * than they are. What a role says of fields that nobody knows yet is compared as well: they may come to be. Throws
 * `admin.beyond_own_rights`.
 */
export async function refuseBeyondOwnRights(ctx: Context, role: RoleRights): Promise<void> {
  const { actor } = ctx;
  const { permissions } = await rightsOf(ctx, ctx.tx, role);
  const reaches = actor.kind === 'user' ? actor.reaches : reachesEverything;
  const fields = actor.kind === 'user' ? actor.fields : writesEveryField;
  const isWithin =
    (role.key !== 'owner' || isOwner(actor)) &&
    [...permissions].every((permission) => mayDo(actor, permission)) &&
    areWithinReaches(role.reaches, reaches) &&
    areWithinFieldRights(role.fields, fields);
  if (!isWithin) throw fail('forbidden', 'admin.beyond_own_rights');
}

function isOwner(actor: Actor): boolean {
  return actor.kind === 'user' ? actor.role === 'owner' : actor.kind !== 'anonymous';
}
