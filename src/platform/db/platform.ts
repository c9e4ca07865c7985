import type { UserActor } from '../access/actor.ts';
import type { AddedFields, GuardedFields } from '../access/field-rights.contract.ts';
import type { Caller } from '../audit/caller.ts';
import type { Clock } from '../clock/clock.ts';
import type { Config } from '../config/config.ts';
import type { ToldEvent } from '../events/events.ts';
import type { ColumnarEngine } from '../facts/facts.ts';
import type {
  AddedValues,
  Assignee,
  BulkAct,
  KnownTeam,
  KnownUser,
  ListFilter,
  NotificationKind,
  Organisation,
} from './context.ts';
import type { Database, OpenDatabase, Tx } from './database.ts';

export interface Log {
  debug(details: object, text?: string): void;
  info(details: object, text?: string): void;
  warn(details: object, text?: string): void;
  error(details: object, text?: string): void;
}

/** What it takes to say what somebody may do. */
export type KnowsRights = Pick<Platform, 'permissions' | 'guardedFields' | 'readAddedFields'>;

/** What one running installation is made of; handed to routes, jobs and reactions. */
export interface Platform {
  config: Config;
  database: OpenDatabase;
  clock: Clock;
  log: Log;
  /** Read by the domain that owns it; `apps` hands it over. */
  readOrganisation(tx: Tx): Promise<Organisation>;
  readAssignee(tx: Tx, userId: string): Promise<Assignee | undefined>;
  readUserNames(tx: Tx): Promise<ReadonlyMap<string, string>>;
  readTeams(tx: Tx): Promise<readonly KnownTeam[]>;
  readActiveUsers(tx: Tx): Promise<KnownUser[]>;
  /** Whether a key of a program still acts for its user. */
  readKeyLives(tx: Tx, keyId: string, now: Date): Promise<boolean>;
  readColleague(tx: Tx, userId: string, platform: KnowsRights): Promise<UserActor | undefined>;
  readAddedFields?(db: Database | Tx): Promise<AddedFields>;
  /** Every permission that some endpoint names. */
  permissions: ReadonlySet<string>;
  /** Every field that roles may keep people from. */
  guardedFields: GuardedFields;
  /** The events that some reaction waits for; all others cost no dispatching. */
  reactedEvents?: ReadonlySet<string>;
  /** Every event that some domain declares, with the domain. */
  eventTypes?: ReadonlyMap<string, string>;
  /** Runs in the transaction of every event. */
  onEvent?(tx: Tx, event: ToldEvent): Promise<void>;
  /** What users are told in the app; without them nobody reads what was told. */
  notificationKinds?: readonly NotificationKind[];
  /** By what domains narrow the lists of others, by list and word. */
  listFilters?: ReadonlyMap<string, ListFilter>;
  /** What domains tell of values of added fields, by what those are of. */
  addedValues?: ReadonlyMap<string, AddedValues>;
  /** What domains do to many records of others, by records and kind of work. */
  bulkActs?: ReadonlyMap<string, BulkAct>;
  /** The columnar copy of facts, where one is kept; PostgreSQL answers without it. */
  columnar?: ColumnarEngine;
  /** The folder of one kind of stored files, made on first use. */
  folder(name: string): Promise<string>;
  /** Whether the disks of the files and of the bundled database have room for some work. */
  hasRoom(): Promise<boolean>;
}

export interface TransactOptions {
  readOnly?: boolean;
  ifMatch?: string;
  /** Aborted when whoever asked has gone away; what `ctx.whileAsked` reads is broken off then. */
  gone?: AbortSignal;
  /** From where it is done; where left out, as whoever acts usually does. */
  caller?: Caller;
  /** Runs it anew where the database chose it as the victim of a deadlock: it may change rows only. */
  repeatable?: boolean;
}
