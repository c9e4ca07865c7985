import { type RawBuilder, sql } from 'kysely';
import type { Database, Tx } from '../db/database.ts';
import type { EntryText, SealText } from './digests.ts';
import type { Head } from './seal-files.ts';

const sealingLock = 5_120_021;
const droppingLock = 5_120_022;

/** Puts sealers in a row until the end of the transaction. */
export async function lockSealing(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sealingLock})`.execute(tx);
}

/** False while months are dropped; they are not as long as this transaction goes on. */
export async function holdMonths(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock_shared(${droppingLock}) as held`.execute(tx);
  return rows[0]!.held;
}

/** False while the chain is checked. */
export async function lockMonths(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(${droppingLock}) as held`.execute(tx);
  return rows[0]!.held;
}

/** Microseconds since 1970: the same on every server and in every session. */
export function timeText(column: RawBuilder<unknown>): RawBuilder<string | null> {
  return sql`trunc(extract(epoch from ${column}) * 1000000)::text`;
}

function timeOf(text: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`'epoch'::timestamptz + ${text} * interval '1 microsecond'`;
}

/** The columns of an entry called `e`, as its digest is made from them. */
export const entryTexts = sql`e.id::text, ${timeText(sql`e.occurred_at`)} as "occurredAt", e.actor, e.action,
  e.subject_kind as "subjectKind", e.subject_id as "subjectId", e.detail::text as detail, e.via, e.address,
  e.user_agent as "userAgent"`;

export async function lastSeal(db: Database | Tx): Promise<Head | undefined> {
  const { rows } = await sql<Head>`
    select number, mac from platform.audit_seals order by number desc limit 1`.execute(db);
  return rows[0];
}

export async function macOfSeal(db: Database | Tx, number: string): Promise<Buffer | undefined> {
  const { rows } = await sql<{ mac: Buffer }>`
    select mac from platform.audit_seals where number = ${number}`.execute(db);
  return rows[0]?.mac;
}

/** Cheap enough to be asked every second. */
export async function isAnyWaiting(db: Database): Promise<boolean> {
  const { rows } = await sql`select from platform.audit_waiting limit 1`.execute(db);
  return rows.length > 0;
}

export interface TakenEntry extends EntryText {
  entryId: string;
  waitedAt: string;
}

/**
 * Takes up to `limit` entries that wait, the oldest first. One that was removed meanwhile comes without its columns:
 * its seal will tell.
 */
export async function takeWaiting(tx: Tx, limit: number): Promise<TakenEntry[]> {
  const { rows } = await sql<TakenEntry>`
    with taken as (
      delete from platform.audit_waiting
      where entry_id in (select entry_id from platform.audit_waiting order by entry_id limit ${limit})
      returning entry_id, occurred_at)
    select w.entry_id as "entryId", ${timeText(sql`w.occurred_at`)} as "waitedAt", ${entryTexts}
    from taken w left join lateral (
      select * from platform.audit_entries e where e.occurred_at = w.occurred_at and e.id = w.entry_id limit 1) e on true
    where not exists (select from platform.audit_seals s where s.entry_id = w.entry_id)
    order by w.entry_id`.execute(tx);
  return rows;
}

export interface NewSeal extends SealText {
  mac: Buffer;
}

export async function insertSeals(tx: Tx, seals: readonly NewSeal[]): Promise<void> {
  const rows = seals.map(({ digest, mac, ...seal }) => ({
    ...seal,
    digest: digest?.toString('hex') ?? null,
    mac: mac.toString('hex'),
  }));
  await sql`
    insert into platform.audit_seals (number, entry_id, occurred_at, digest, dropped_before, sealed_at, mac)
    select number, "entryId", ${timeOf(sql`"occurredAt"`)}, decode(digest, 'hex'), ${timeOf(sql`"droppedBefore"`)},
      ${timeOf(sql`"sealedAt"`)}, decode(mac, 'hex')
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(number bigint, "entryId" bigint, "occurredAt" bigint,
      digest text, "droppedBefore" bigint, "sealedAt" bigint, mac text)`.execute(tx);
}
