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

/** What the actor was told, the newest first; a page may be shorter than asked for, since what is settled is left out. */
export async function notifications(
  ctx: Context,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  const before = decodeCursor(cursor, sort)?.id;
  const rows = await listNotifications(ctx.tx, ownUserId(ctx.actor), { before, limit: limit + 1 });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return {
    items: await inWords(ctx, items),
    next: hasMore ? encodeCursor({ sort, value: null, id: last.id }) : null,
  };
}

/** How many notifications of the newest hundred that are not read yet the actor would be shown. */
export async function countUnread(ctx: Context): Promise<{ count: number }> {
  const rows = await listNotifications(ctx.tx, ownUserId(ctx.actor), { limit: mostCounted, unread: true });
  return { count: (await inWords(ctx, rows)).length };
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
