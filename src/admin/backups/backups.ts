import { existsSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { actorName } from '#platform/access/actor.ts';
import type { Config } from '#platform/config/config.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import type { BackupRow } from './backups.contract.ts';
import { findBackup, insertBackup, listBackups, markCancelled } from './backups.queries.ts';

const sort = 'id';

/** Backups, the newest first. */
export async function backups(ctx: Context, { cursor: given, limit }: { cursor?: string; limit: number }) {
  const cursor = decodeCursor(given, sort);
  const rows = await listBackups(ctx.tx, cursor?.id, limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { items, next: hasMore ? encodeCursor({ sort, value: null, id: last.id }) : null };
}

/** Throws `admin.backup_not_found`. */
export async function backup(ctx: Context, { id }: { id: string }): Promise<BackupRow> {
  const row = await findBackup(ctx.tx, id);
  if (!row) throw fail('notFound', 'admin.backup_not_found');
  return row;
}

/**
 * Starts a backup in the background, into `folder` or, for the operator alone, to a place of their choice. Throws
 * `admin.backup_active` while another one is being made and `admin.backup_place_refused` where it cannot go there.
 */
export async function startBackup(
  ctx: Context,
  { kind, to, folder }: { kind: BackupRow['kind']; to?: string; folder: string },
): Promise<BackupRow> {
  const name = archiveName(ctx.clock.now());
  const path = to === undefined ? join(folder, name) : placeOf(ctx, to, name);
  const id = await insertBackup(ctx.tx, {
    kind,
    askedBy: actorName(ctx.actor),
    askedAt: ctx.clock.now(),
    path,
  });
  if (id === undefined) throw fail('conflict', 'admin.backup_active');
  await enqueueBackup(ctx, id);
  await ctx.audit('admin.backup_started', `backup:${id}`, { path });
  return backup(ctx, { id });
}

/** Queues the work of a backup; once, however often it is called. */
export async function enqueueBackup(ctx: Context, id: string): Promise<void> {
  await ctx.enqueue('run-backup', { backupId: id }, { key: `backup:${id}`, maxAttempts: 1 });
}

/** Writing to any place of the machine is for whoever may do so anyway. */
function placeOf(ctx: Context, to: string, name: string): string {
  const refused = (reason: string) =>
    fail('invalid', 'admin.backup_place_refused', { values: { to, reason } });
  if (ctx.actor.kind !== 'operator')
    throw fail('forbidden', 'admin.backup_place_refused', { values: { to } });
  if (!isAbsolute(to)) throw refused('not_absolute');
  const path = statSync(to, { throwIfNoEntry: false })?.isDirectory() ? join(to, name) : to;
  if (existsSync(path)) throw refused('exists');
  if (!existsSync(dirname(path)) || basename(path) === '') throw refused('no_folder');
  return path;
}

/** `perennial-2026-03-05T080000Z.tar`: sorts by time, bears no sign that some file system refuses. */
function archiveName(now: Date): string {
  return `perennial-${now.toISOString().slice(0, 19).replaceAll(':', '')}Z.tar`;
}

/** Stops a backup that has not ended; whoever makes it hears of it within a second or so. */
export async function cancelBackup(ctx: Context, { id }: { id: string }): Promise<BackupRow> {
  const before = await backup(ctx, { id });
  if (await markCancelled(ctx.tx, before.id, ctx.clock.now()))
    await ctx.audit('admin.backup_cancelled', `backup:${id}`);
  return backup(ctx, { id });
}

/** When backups are made by themselves, and whether the last one failed. */
export async function backupPlan(ctx: Context, config: Config) {
  const [latest] = await listBackups(ctx.tx, undefined, 1);
  return {
    hour: config.backupHour === 'off' ? null : config.backupHour,
    folder: config.backupFolder,
    keepDays: config.backupKeepDays,
    keepWeeks: config.backupKeepWeeks,
    lastFailed: latest?.state === 'failed' ? latest : null,
  };
}
