import { sql } from 'kysely';
import { type Actor, actorName } from '../access/actor.ts';
import { callerOf } from '../audit/caller.ts';
import { insertEntry } from '../audit/entries.queries.ts';
import { factsReader } from '../facts/facts-reader.queries.ts';
import { insertNotifications, settleNotification } from '../notifications/notifications.queries.ts';
import type { Context } from './context.ts';
import type { Tx } from './database.ts';
import type { Platform, TransactOptions } from './platform.ts';
import { whileAsked } from './while-asked.queries.ts';

/** Runs `run` in one transaction as `actor`; on an error everything in it, events and jobs too, never happened. */
export function transact<T>(
  platform: Platform,
  actor: Actor,
  run: (ctx: Context) => Promise<T>,
  options: TransactOptions = {},
): Promise<T> {
  const transaction = platform.database.db.transaction();
  const mode = options.readOnly ? transaction.setAccessMode('read only') : transaction;
  const once = () => mode.execute((tx) => run(contextOf(platform, tx, actor, options)));
  return options.repeatable ? unlessVictim(once) : once();
}

const mostRuns = 3;

/** Runs it again, twice at most, where the database ended it so that another transaction could go on. */
async function unlessVictim<T>(once: () => Promise<T>): Promise<T> {
  for (let runs = 1; ; runs++) {
    try {
      return await once();
    } catch (error) {
      if (runs === mostRuns || !isVictim(error)) throw error;
    }
  }
}

/** SQLSTATE of a deadlock and of a serialization failure. */
function isVictim(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40P01' || error.code === '40001');
}

/** The context of a transaction that is open already. */
export function contextOf(
  platform: Platform,
  tx: Tx,
  actor: Actor,
  { ifMatch, gone, caller = callerOf(actor) }: Pick<TransactOptions, 'ifMatch' | 'gone' | 'caller'> = {},
): Context {
  const { clock } = platform;
  const by = actorName(actor);
  return {
    tx,
    actor,
    clock,
    ifMatch,
    organisation: () => platform.readOrganisation(tx),
    assignee: (userId) => platform.readAssignee(tx, userId),
    userNames: () => platform.readUserNames(tx),
    teams: () => platform.readTeams(tx),
    activeUsers: () => platform.readActiveUsers(tx),
    colleague: (userId) => platform.readColleague(tx, userId, platform),
    keyLives: (keyId) => platform.readKeyLives(tx, keyId, clock.now()),
    permissions: platform.permissions,
    eventTypes: platform.eventTypes ?? new Map(),
    guardedFields: platform.guardedFields,
    readAddedFields: platform.readAddedFields,
    whileAsked: (read) => whileAsked(platform.database, tx, gone, read),
    facts: factsReader(platform, async () => (await platform.readOrganisation(tx)).timeZone, gone),
    listFilters: platform.listFilters ?? new Map(),
    addedValues: platform.addedValues ?? new Map(),
    folder: (name) => platform.folder(name),
    notify: (notifications) => insertNotifications(tx, notifications, clock.now()),
    settle: (userId, key) => settleNotification(tx, userId, key, clock.now()),
    notificationKinds: platform.notificationKinds ?? [],
    async emit(type, payload) {
      const now = clock.now();
      const dispatchedAt = platform.reactedEvents?.has(type) ? null : now;
      await sql`insert into platform.outbox (occurred_at, type, actor, payload, dispatched_at)
        values (${now}, ${type}, ${by}, ${JSON.stringify(payload)}::jsonb, ${dispatchedAt})`.execute(tx);
      await platform.onEvent?.(tx, { type, occurredAt: now, actor: by, payload });
    },
    async enqueue(job, payload, enqueueOptions = {}) {
      await sql`select graphile_worker.add_job(${job}, ${JSON.stringify(payload)}::json,
        run_at => ${enqueueOptions.runAt ?? null}::timestamptz, job_key => ${enqueueOptions.key ?? null}::text,
        max_attempts => ${enqueueOptions.maxAttempts ?? null}::int)`.execute(tx);
    },
    audit: (action, subject, detail = {}) =>
      insertEntry(tx, { occurredAt: clock.now(), actor: by, action, subject, detail, caller }),
  };
}
