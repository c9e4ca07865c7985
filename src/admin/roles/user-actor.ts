import type { UserActor } from '#platform/access/actor.ts';
import type { UserRights } from './rights.queries.ts';
import { permissionsOf } from './role-permissions.ts';

/** A user as whoever acts, with all that the role gives. */
export function userActor(rights: UserRights, declared: ReadonlySet<string>): UserActor {
  const { userId, teamId, teamIds, reaches } = rights;
  const permissions = permissionsOf(rights, declared);
  return { kind: 'user', userId, role: rights.key ?? rights.roleId, teamId, teamIds, reaches, permissions };
}
