import {
  type FieldRights,
  type KindWithFields,
  type RightsToFields,
  writesEveryField,
} from './field-rights.contract.ts';
import { type Reach, type Reaches, type RecordKind, reachesEverything } from './reach.contract.ts';

/** Somebody with an account. */
export interface UserActor {
  kind: 'user';
  userId: string;
  /** The key of a role that comes with the product, or the id of one of the organisation's own. */
  role: string;
  teamId: string;
  /** The team and those below it. */
  teamIds: readonly string[];
  reaches: Reaches;
  fields: FieldRights;
  permissions: ReadonlySet<string>;
  /** Of the key with which a program acts for the user. */
  keyId?: string;
  /** The first characters of the key, by which people and the audit tell it. */
  keyHint?: string;
  /** Of the key: how many rows of people and their documents may go out by it within a day. */
  rowsADay?: number;
  /** The error code of what the user must do before anything else; only endpoints that say `whileBlocked` answer. */
  blockedBy?: string;
}

/** Who acts. `operator` is whoever may use the data folder on the machine itself: the command line. */
export type Actor =
  | UserActor
  | { kind: 'operator'; permissions: ReadonlySet<string> }
  | { kind: 'system'; permissions: ReadonlySet<string> }
  | { kind: 'anonymous'; permissions: ReadonlySet<string> };

const everything: ReadonlySet<string> = new Set(['*']);

export const systemActor: Actor = { kind: 'system', permissions: everything };
export const operatorActor: Actor = { kind: 'operator', permissions: everything };
export const anonymousActor: Actor = { kind: 'anonymous', permissions: new Set() };

export function mayDo(actor: Actor, needs: string): boolean {
  if (needs === 'public') return true;
  if (needs === 'signedIn') return actor.kind !== 'anonymous';
  return actor.permissions.has('*') || actor.permissions.has(needs);
}

const nothing: Reach = { see: 'none', change: 'none', unassigned: false };

/** How far the actor reaches for a kind of record: the operator and the system everywhere, strangers nowhere. */
export function reachOf(actor: Actor, kind: RecordKind): Reach {
  if (actor.kind === 'user') return actor.reaches[kind];
  return actor.kind === 'anonymous' ? nothing : reachesEverything[kind];
}

/** What the actor may do with the fields of a kind of record; strangers reach no record at all. */
export function rightsToFields(actor: Actor, kind: KindWithFields): RightsToFields {
  return (actor.kind === 'user' ? actor.fields : writesEveryField)[kind];
}

/** The actor as events, audit entries and activities name it: `user:12`, `operator`, `system`. */
export function actorName(actor: Actor): string {
  return actor.kind === 'user' ? `user:${actor.userId}` : actor.kind;
}
