import type { UserActor } from '#platform/access/actor.ts';
import { mayDo } from '#platform/access/actor.ts';
import { recordKinds } from '#platform/access/reach.contract.ts';

/**
 * Whether somebody may be told of all events of these types. An event names records of anybody, so that takes the permission
 * to read its domain, and to see everybody's records.
 */
export function mayHear(
  actor: UserActor,
  types: readonly string[],
  declared: ReadonlyMap<string, string>,
): boolean {
  if (actor.blockedBy !== undefined) return false;
  const seesAll = recordKinds.every((kind) => {
    const { see, unassigned } = actor.reaches[kind];
    return see === 'all' && unassigned;
  });
  const wanted = types.includes('*') ? [...declared.keys()] : types;
  return seesAll && wanted.every((type) => mayDo(actor, permissionFor(declared.get(type) ?? 'admin')));
}

function permissionFor(domain: string): string {
  return domain === 'admin' ? 'admin.manage' : `${domain}.read`;
}
