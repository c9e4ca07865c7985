/** Who acts. `operator` is whoever may use the data folder on the machine itself: the command line. */
export type Actor =
  | { kind: 'user'; userId: string; role: Role; teamId: string | null; permissions: ReadonlySet<string> }
  | { kind: 'operator'; permissions: ReadonlySet<string> }
  | { kind: 'system'; permissions: ReadonlySet<string> }
  | { kind: 'anonymous'; permissions: ReadonlySet<string> };

export type Role = 'owner' | 'member';

const everything: ReadonlySet<string> = new Set(['*']);

export const systemActor: Actor = { kind: 'system', permissions: everything };
export const operatorActor: Actor = { kind: 'operator', permissions: everything };
export const anonymousActor: Actor = { kind: 'anonymous', permissions: new Set() };

/** Permissions that only the owner holds; every other declared permission is a member's too. */
const ownerOnly = new Set(['admin.manage', 'customers.sensitive']);

export function permissionsOfRole(role: Role, declared: Iterable<string>): ReadonlySet<string> {
  return new Set([...declared].filter((permission) => role === 'owner' || !ownerOnly.has(permission)));
}

export function mayDo(actor: Actor, needs: string): boolean {
  if (needs === 'public') return true;
  if (needs === 'signedIn') return actor.kind !== 'anonymous';
  return actor.permissions.has('*') || actor.permissions.has(needs);
}

/** The actor as events, audit entries and activities name it: `user:12`, `operator`, `system`. */
export function actorName(actor: Actor): string {
  return actor.kind === 'user' ? `user:${actor.userId}` : actor.kind;
}
