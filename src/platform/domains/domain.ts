import type { KindWithFields } from '../access/field-rights.contract.ts';
import type { AddedValues, BulkAct, ListFilter, NotificationKind } from '../db/context.ts';
import type { EventDefinition } from '../events/events.ts';
import type { RouteSet } from '../http/bind.ts';
import type { Job, JobContext } from '../jobs/jobs.ts';

/** One subscriber of an event of another domain; at least once, so it must bear a repeat. */
export interface Reaction {
  event: string;
  name: string;
  run(ctx: JobContext, payload: unknown): Promise<void>;
}

/** What a domain holds about a person: the tables, and the column that names the customer. */
export interface PersonalData {
  table: string;
  customerColumn: string;
}

/** A domain as the server sees it; `apps/domains.ts` lists them all. */
export interface Domain {
  name: string;
  routes: RouteSet[];
  jobs: Job[];
  events: EventDefinition[];
  reactions: Reaction[];
  personalData: PersonalData[];
  /** What it tells users in the app. */
  notificationKinds?: NotificationKind[];
  /** By what it narrows the lists of other domains. */
  listFilters?: ListFilter[];
  /** What it tells of values of added fields that lie with its records. */
  addedValues?: AddedValues;
  /** What it does to many records of other domains. */
  bulkActs?: BulkAct[];
  /** Fields of its records that roles may keep people from; one that stands for a group, `custom`, allows `custom.<key>` too. */
  guardedFields?: Partial<Record<KindWithFields, readonly string[]>>;
  /** Audited actions whose moment tells a guarded field of the record that they are about, by `<kind>.<field>`. */
  tellingActions?: Partial<Record<`${KindWithFields}.${string}`, readonly string[]>>;
}
