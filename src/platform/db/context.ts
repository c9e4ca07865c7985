import type { RawBuilder } from 'kysely';
import type { Actor, UserActor } from '../access/actor.ts';
import type { AddedFields, GuardedFields } from '../access/field-rights.contract.ts';
import type { Clock } from '../clock/clock.ts';
import type { AskOptions, FactsAnswer, TakeOptions } from '../facts/facts.ts';
import type {
  NewNotification,
  NotificationWords,
  StoredNotification,
} from '../notifications/notifications.ts';
import type { Database, Tx } from './database.ts';

/** The facts about the organisation that amounts, days and texts depend on. */
export interface Organisation {
  name: string;
  currency: string;
  timeZone: string;
  language: 'en' | 'zh';
}

/** Somebody who may be made the owner of a record, and the team that the record then belongs to. */
export interface Assignee {
  teamId: string;
  /** False for a deactivated user, who keeps what they own and gets nothing more. */
  active: boolean;
}

/** An active user as files name them. */
export interface KnownUser {
  id: string;
  name: string;
  email: string;
}

export interface EnqueueOptions {
  /** A second job with this key replaces the first while that waits. */
  key?: string;
  runAt?: Date;
  maxAttempts?: number;
}

/** By which way something changes, in words of the domain, and the id of the work or import that it is part of. */
export interface Cause {
  way: string;
  id: string | null;
}

/** Asks who and how much, of the views of facts. */
export interface FactsReader {
  /**
   * Rows of a statement over facts.*, of what is committed: what the caller's own transaction wrote is not seen. Bigints
   * and decimals arrive as text, times as ISO text in UTC, on both engines alike. "Today" is that of the organisation.
   * Broken off when whoever asked goes away. Fails with platform.question_too_long.
   */
  ask<Row>(statement: RawBuilder<Row>, options?: AskOptions | TakeOptions<Row>): Promise<FactsAnswer<Row>>;
  /** Until when the columnar copy holds what was committed; undefined where there is none. */
  copyAsOf(): Date | undefined;
}

/** A team as rules and pages of other domains name it; the root has no parent. */
export interface KnownTeam {
  id: string;
  parentId: string | null;
  name: string;
}

/** What every verb gets: one transaction, and what is written inside it beside the rows. */
export interface Context {
  tx: Tx;
  actor: Actor;
  clock: Clock;
  /** The version that the caller's edit was made from, where the endpoint asks for it. */
  ifMatch: string | undefined;
  /** What the changes are part of, where nobody makes them at once by hand: a piece of work, an import. */
  cause?: Cause;
  organisation(): Promise<Organisation>;
  /** A user, whose team stays as it is until the transaction ends; undefined where nobody has the id. */
  assignee(userId: string): Promise<Assignee | undefined>;
  /** The names of all users by id, in the order of the names; of deactivated ones too. */
  userNames(): Promise<ReadonlyMap<string, string>>;
  /** All teams, each behind the one that it belongs to. */
  teams(): Promise<readonly KnownTeam[]>;
  /** All active users, to find those whom a file names. */
  activeUsers(): Promise<KnownUser[]>;
  /** Whether a key of a program has neither ended nor expired. */
  keyLives(keyId: string): Promise<boolean>;
  /** An active user as whoever acts, to ask what they may see; undefined for others. */
  colleague(userId: string): Promise<UserActor | undefined>;
  /** Every event that some domain declares, with the domain. */
  eventTypes: ReadonlyMap<string, string>;
  /** Every permission that some endpoint names. */
  permissions: ReadonlySet<string>;
  /** Every field that roles may keep people from. */
  guardedFields: GuardedFields;
  readAddedFields: ((db: Database | Tx) => Promise<AddedFields>) | undefined;
  /** Runs reads that may take long; they are broken off when whoever asked goes away. */
  whileAsked<Answer>(read: () => Promise<Answer>): Promise<Answer>;
  /** Asks who and how much, of what is committed. */
  facts: FactsReader;
  /** By what other domains know the lists of a domain can be narrowed; by list and word: `customers.segment`. */
  listFilters: ReadonlyMap<string, ListFilter>;
  /** What other domains tell of the values of added fields that lie with their records, by what the fields are of. */
  addedValues: ReadonlyMap<string, AddedValues>;
  /** The folder of one kind of stored files, made on first use. */
  folder(name: string): Promise<string>;
  /** Tells other domains, after commit. The event must be declared in the domain's `events.ts`. */
  emit(event: string, payload: Record<string, unknown>): Promise<void>;
  /** Runs a declared job after commit. */
  enqueue(job: string, payload: Record<string, unknown>, options?: EnqueueOptions): Promise<void>;
  /** Tells users in the app, after commit. */
  notify(notifications: readonly NewNotification[]): Promise<void>;
  /** Marks what a user was told under this key as read, since nothing is left to do about it. */
  settle(userId: string, key: string): Promise<void>;
  /** Every registered kind of notification. */
  notificationKinds: readonly NotificationKind[];
  /** Notes who did what, when and from where; `subject` as `customer:12`. */
  audit(action: string, subject: string, detail?: Record<string, unknown>): Promise<void>;
}

/** A kind of notification as its domain registers it. */
export interface NotificationKind {
  kind: string;
  /** Whoever lacks this permission neither sees such notifications nor gets the switch. */
  needs: string;
  /** Words for the reader, who is the actor, by id. What they may not see (any more), or what is settled, is left out. */
  describe(
    ctx: Context,
    notifications: readonly StoredNotification[],
  ): Promise<Map<string, NotificationWords>>;
  /** The ids of those that `describe` has words for, where that is found at less cost: the bell asks for it again and again. */
  shown?(ctx: Context, notifications: readonly StoredNotification[]): Promise<Set<string>>;
}

/** A field that an organisation added, as the domain knows it that keeps values of it. */
export interface AddedField {
  id: string;
  key: string;
  type: string;
}

/** What a domain tells of the values that lie with its records, to the one that keeps the fields. */
export interface AddedValues {
  /** Of what the fields are: `order`. */
  of: string;
  /** Those of these choices that some record has. */
  choicesInUse(ctx: Context, field: AddedField, choices: readonly string[]): Promise<string[]>;
  /** Values that several records have, and those that are too long to be unique: three of each at most, shortened. */
  unfitValues(ctx: Context, field: AddedField): Promise<{ repeated: string[]; long: string[] }>;
  /** Gives every value of a field that becomes unique to its record; false where one stands twice or is too long. */
  claimAll(ctx: Context, field: AddedField): Promise<boolean>;
  /** Lets go of all values of a field that is unique no more. */
  releaseAll(ctx: Context, field: AddedField): Promise<void>;
}

/** Does to many records of another domain what this one knows, as background work of that one. */
export interface BulkAct {
  /** The records and the kind of work there: `customers.list`. */
  name: string;
  /** The permission that whoever asked for it must still have. */
  needs: string;
  /** Does it to records that the actor sees, all in this transaction; gives back those whom it changed. */
  doTo(ctx: Context, task: unknown, ids: readonly string[]): Promise<string[]>;
}

/** What must hold of a row of a list, and of when that is known. */
export interface Holding {
  condition: RawBuilder<unknown>;
  /** Until when what was committed is in it, where it was found elsewhere before. */
  asOf?: Date;
}

/** Narrows the list of another domain by what this one knows. */
export interface ListFilter {
  /** The list and the word that its contract has for it: `customers.segment`. */
  name: string;
  /**
   * What must hold of a row, as the list calls it (customers: `c`); undefined where what is named is not there for the
   * actor. Fails where the actor may not ask that.
   */
  holds(ctx: Context, value: string): Promise<Holding | undefined>;
  /** Whether the actor may ask that by now; cheap, since nobody is looked for. */
  mayAsk(ctx: Context, value: string): Promise<boolean>;
}
