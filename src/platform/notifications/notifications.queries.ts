import { sql } from 'kysely';
import type { Database, Tx } from '../db/database.ts';
import type { NewNotification, StoredNotification } from './notifications.ts';

const idsJoined = 100;

/** Stores notifications for those who did not switch their kind off; one that is there takes up further `ids` of its subject, a hundred in all. */
export async function insertNotifications(
  tx: Tx,
  notifications: readonly NewNotification[],
  now: Date,
): Promise<void> {
  if (notifications.length === 0) return;
  const rows = JSON.stringify(notifications.map((one) => ({ ...one, count: one.count ?? 1 })));
  await sql`insert into platform.notifications as old (user_id, kind, key, subject, count, made_at)
    select n."userId", min(n.kind), n.key, (array_agg(n.subject))[1], sum(n.count), ${now}::timestamptz
    from json_to_recordset(${rows}::json) as n("userId" bigint, kind text, key text, subject jsonb, count integer)
    where not exists (select from platform.silenced_kinds s where s.user_id = n."userId" and s.kind = n.kind)
    group by n."userId", n.key order by n."userId", n.key
    on conflict (user_id, key) do update
      set count = old.count + excluded.count, made_at = excluded.made_at, read_at = null,
        subject = case when jsonb_array_length(old.subject -> 'ids') < ${idsJoined}
          then jsonb_set(old.subject, '{ids}', (select jsonb_agg(kept.id) from (
            select id from jsonb_array_elements((old.subject -> 'ids') || (excluded.subject -> 'ids'))
              with ordinality as joined (id, place) order by place limit ${idsJoined}) kept))
          else old.subject end`.execute(tx);
}

/** Marks what a user was told under this key as read. */
export async function settleNotification(tx: Tx, userId: string, key: string, now: Date): Promise<void> {
  await sql`update platform.notifications set read_at = ${now}
    where user_id = ${userId} and key = ${key} and read_at is null`.execute(tx);
}

const columns = sql`id, kind, subject, count, made_at as "madeAt", read_at as "readAt"`;

/** The notifications of a user, the newest first, older than `before`. */
export async function listNotifications(
  tx: Tx,
  userId: string,
  { before, limit, unread }: { before?: string | undefined; limit: number; unread?: boolean },
): Promise<StoredNotification[]> {
  const { rows } = await sql<StoredNotification>`select ${columns} from platform.notifications
    where user_id = ${userId} ${before ? sql`and id < ${before}::bigint` : sql``}
      ${unread ? sql`and read_at is null` : sql``}
    order by id desc limit ${limit}`.execute(tx);
  return rows;
}

/** Marks notifications of a user as read, all up to `upTo` where no ids are given; gives back how many. */
export async function markRead(
  tx: Tx,
  userId: string,
  { ids, upTo }: { ids?: readonly string[] | undefined; upTo?: string | undefined },
  now: Date,
): Promise<number> {
  const which = ids ? sql`id = any(${ids}::bigint[])` : sql`id <= ${upTo ?? '0'}::bigint`;
  const done = await sql`update platform.notifications set read_at = ${now}
    where user_id = ${userId} and read_at is null and ${which}`.execute(tx);
  return Number(done.numAffectedRows ?? 0);
}

export async function silencedKinds(tx: Tx, userId: string): Promise<Set<string>> {
  const { rows } = await sql<{
    kind: string;
  }>`select kind from platform.silenced_kinds where user_id = ${userId}`.execute(tx);
  return new Set(rows.map(({ kind }) => kind));
}

export async function switchKind(tx: Tx, userId: string, kind: string, on: boolean): Promise<void> {
  if (on)
    await sql`delete from platform.silenced_kinds where user_id = ${userId} and kind = ${kind}`.execute(tx);
  else
    await sql`insert into platform.silenced_kinds (user_id, kind) values (${userId}, ${kind})
      on conflict do nothing`.execute(tx);
}

/** Deletes notifications made before this. */
export async function deleteNotifications(db: Database | Tx, before: Date): Promise<void> {
  await sql`delete from platform.notifications where made_at < ${before}`.execute(db);
}
