import { mayDo } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import {
  listNotifications,
  markRead as markRows,
  silencedKinds,
  switchKind,
} from '#platform/notifications/notifications.queries.ts';
import type { StoredNotification } from '#platform/notifications/notifications.ts';
import { ownUserId } from '../sessions/own-user-id.ts';
import type { Notification } from './notifications.contract.ts';

const sort = 'id';
const mostCounted = 100;
const leastRead = 30;
const mostReads = 20;

/** What the actor was told, the newest first; what is settled is left out, and a page is shorter where much of it is. */
export async function notifications(
  ctx: Context,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  const before = decodeCursor(cursor, sort)?.id;
  const atOnce = Math.max(limit + 1, leastRead);
  const { found, stoppedAt } = await readOn(ctx, { before, wanted: limit, atOnce }, inWords);
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1)!.id : stoppedAt;
  return { items, next: last === null ? null : encodeCursor({ sort, value: null, id: last }) };
}

/** How many notifications that are not read yet the actor would be shown, up to a hundred. */
export async function countUnread(ctx: Context): Promise<{ count: number }> {
  const read = { wanted: mostCounted, atOnce: mostCounted, unread: true };
  const { found } = await readOn(ctx, read, idsShown);
  return { count: Math.min(found.length, mostCounted) };
}

/** Reads past what is settled until as many as are `wanted` are found; `stoppedAt` is null at the end of what was told. */
async function readOn<T>(
  ctx: Context,
  {
    before,
    wanted,
    atOnce,
    unread,
  }: { before?: string | undefined; wanted: number; atOnce: number; unread?: boolean },
  pick: (ctx: Context, rows: readonly StoredNotification[]) => Promise<T[]>,
): Promise<{ found: T[]; stoppedAt: string | null }> {
  const found: T[] = [];
  let stoppedAt: string | null = before ?? null;
  for (let reads = 0; reads < mostReads && found.length < wanted; reads += 1) {
    const rows = await listNotifications(ctx.tx, ownUserId(ctx.actor), {
      before: stoppedAt ?? undefined,
      limit: atOnce,
      ...(unread ? { unread } : {}),
    });
    found.push(...(await pick(ctx, rows)));
    if (rows.length < atOnce) return { found, stoppedAt: null };
    stoppedAt = rows.at(-1)!.id;
  }
  return { found, stoppedAt };
}

/** The ids of those that have words for the reader. */
async function idsShown(ctx: Context, rows: readonly StoredNotification[]): Promise<string[]> {
  const ids: string[] = [];
  for (const { kind, needs, describe, shown } of ctx.notificationKinds) {
    const ofKind = rows.filter((row) => row.kind === kind);
    if (ofKind.length === 0 || !mayDo(ctx.actor, needs)) continue;
    ids.push(...(shown ? await shown(ctx, ofKind) : (await describe(ctx, ofKind)).keys()));
  }
  return ids;
}

/** Words for those notifications that the reader may see, kind by kind: one look for all of a kind. */
async function inWords(ctx: Context, rows: readonly StoredNotification[]): Promise<Notification[]> {
  const worded = new Map<string, Notification>();
  for (const { kind, needs, describe } of ctx.notificationKinds) {
    const ofKind = rows.filter((row) => row.kind === kind);
    if (ofKind.length === 0 || !mayDo(ctx.actor, needs)) continue;
    const words = await describe(ctx, ofKind);
    for (const { id, madeAt, readAt } of ofKind) {
      const found = words.get(id);
      if (!found) continue;
      const { values, note = null, to, search = {} } = found;
      worded.set(id, { id, kind, values, note, to, search, madeAt, readAt });
    }
  }
  return rows.flatMap((row) => worded.get(row.id) ?? []);
}

/** Marks as read what the actor names, and nobody else's. */
export async function markRead(
  ctx: Context,
  input: { ids?: string[] | undefined; upTo?: string | undefined },
): Promise<{ count: number }> {
  return { count: await markRows(ctx.tx, ownUserId(ctx.actor), input, ctx.clock.now()) };
}

/** What the actor can be told by their permissions, and whether they want to be. */
export async function notificationKinds(ctx: Context) {
  const silenced = await silencedKinds(ctx.tx, ownUserId(ctx.actor));
  const items = ctx.notificationKinds
    .filter(({ needs }) => mayDo(ctx.actor, needs))
    .map(({ kind }) => ({ kind, on: !silenced.has(kind) }));
  return { items };
}

/** Fails with admin.notification_kind_not_found for what the actor cannot be told. */
export async function switchNotifications(ctx: Context, { kind, on }: { kind: string; on: boolean }) {
  const { items } = await notificationKinds(ctx);
  if (!items.some((item) => item.kind === kind)) throw fail('notFound', 'admin.notification_kind_not_found');
  await switchKind(ctx.tx, ownUserId(ctx.actor), kind, on);
  return notificationKinds(ctx);
}
