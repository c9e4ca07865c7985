import type { UserActor } from '#platform/access/actor.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { KnowsRights } from '#platform/db/platform.ts';
import { isConcerned } from '../two-step/concerned.ts';
import { readAssignee } from '../users/users.queries.ts';
import { findRights, type UserRights } from './rights.queries.ts';
import { rightsOf } from './rights-in-effect.ts';

/** A user as whoever acts, with all that the role gives; blocked while the organisation asks for a second step that they lack. */
export async function userActor(
  platform: KnowsRights,
  db: Database | Tx,
  rights: UserRights,
): Promise<UserActor> {
  const { userId, teamId, teamIds, reaches } = rights;
  const { fields, permissions } = await rightsOf(platform, db, rights);
  const role = rights.key ?? rights.roleId;
  const actor: UserActor = { kind: 'user', userId, role, teamId, teamIds, reaches, fields, permissions };
  const isBlocked = !rights.hasTwoStep && isConcerned(rights.twoStepPolicy, permissions);
  return isBlocked ? { ...actor, blockedBy: 'admin.two_step_required' } : actor;
}

/** An active user as whoever acts, to ask what they may see; their team stays as it is until the transaction ends. */
export async function readColleague(
  tx: Tx,
  userId: string,
  platform: KnowsRights,
): Promise<UserActor | undefined> {
  const assignee = await readAssignee(tx, userId);
  const rights = assignee?.active ? await findRights(tx, userId) : undefined;
  return rights && (await userActor(platform, tx, rights));
}
