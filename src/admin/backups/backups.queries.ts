import { sql } from 'kysely';
import type { Database, Tx } from '#platform/db/database.ts';
import type { BackupRow } from './backups.contract.ts';

export interface Problem {
  code: string;
  values: Record<string, string | number>;
}

export interface NewBackup {
  kind: BackupRow['kind'];
  askedBy: string;
  askedAt: Date;
  path: string;
}

/** The id of a new backup; undefined while another one waits or runs. */
export async function insertBackup(tx: Tx, backup: NewBackup): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    insert into admin.backups (kind, asked_by, asked_at, path)
    values (${backup.kind}, ${backup.askedBy}, ${backup.askedAt}, ${backup.path})
    on conflict ((true)) where state in ('queued', 'running') do nothing returning id`.execute(tx);
  return rows[0]?.id;
}

/** Newest first, before the id `before`. */
export async function listBackups(tx: Tx, before: string | undefined, limit: number): Promise<BackupRow[]> {
  let query = rowsOf(tx).orderBy('backups.id', 'desc').limit(limit);
  if (before !== undefined) query = query.where('backups.id', '<', before);
  return (await query.execute()).map(rowOf);
}

export async function findBackup(tx: Tx, backupId: string): Promise<BackupRow | undefined> {
  const row = await rowsOf(tx).where('backups.id', '=', backupId).executeTakeFirst();
  return row && rowOf(row);
}

function rowsOf(tx: Tx) {
  return tx
    .selectFrom('admin.backups as backups')
    .leftJoin('admin.users as users', (join) =>
      join.on(
        'users.id',
        '=',
        sql<string>`case when backups.asked_by like 'user:%' then substr(backups.asked_by, 6)::bigint end`,
      ),
    )
    .selectAll('backups')
    .select('users.name as asked_by_name');
}

type StoredRow = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

function rowOf(row: StoredRow): BackupRow {
  return {
    id: row.id,
    kind: row.kind as BackupRow['kind'],
    askedBy: row.asked_by,
    askedByName: row.asked_by_name,
    askedAt: row.asked_at,
    state: row.state as BackupRow['state'],
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    rowsDone: Number(row.rows_done),
    rowsTotal: Number(row.rows_total),
    files: row.files === null ? null : Number(row.files),
    sizeBytes: row.size_bytes === null ? null : Number(row.size_bytes),
    path: row.path,
    verifiedAt: row.verified_at,
    removedAt: row.removed_at,
    problem: row.problem as Problem | null,
  };
}

/** Takes a waiting backup up; undefined where it does not wait any more. */
export async function claimBackup(
  tx: Tx,
  backupId: string,
  now: Date,
): Promise<{ path: string; kind: BackupRow['kind'] } | undefined> {
  const row = await tx
    .updateTable('admin.backups')
    .set({ state: 'running', started_at: now })
    .where('id', '=', backupId)
    .where('state', '=', 'queued')
    .returning(['path', 'kind'])
    .executeTakeFirst();
  return row && { path: row.path, kind: row.kind as BackupRow['kind'] };
}

/** False where it was cancelled meanwhile. */
export async function noteProgress(
  db: Database,
  backupId: string,
  progress: { done: number; total: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('admin.backups')
    .set({ rows_done: String(progress.done), rows_total: String(Math.round(progress.total)) })
    .where('id', '=', backupId)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Only a running one ends; gives whether it did. */
export async function endBackup(
  tx: Tx,
  backupId: string,
  now: Date,
  end:
    | { state: 'done'; rows: number; files: number; sizeBytes: number }
    | { state: 'failed'; problem: Problem },
): Promise<boolean> {
  const found =
    end.state === 'done'
      ? {
          rows_done: String(end.rows),
          rows_total: String(end.rows),
          files: String(end.files),
          size_bytes: String(end.sizeBytes),
          verified_at: now,
        }
      : { problem: JSON.stringify(end.problem) };
  const { numUpdatedRows } = await tx
    .updateTable('admin.backups')
    .set({ state: end.state, finished_at: now, ...found })
    .where('id', '=', backupId)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Where it has not ended yet. */
export async function markCancelled(tx: Tx, backupId: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('admin.backups')
    .set({ state: 'cancelled', finished_at: now })
    .where('id', '=', backupId)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Those that have not ended. */
export async function openBackups(tx: Tx): Promise<{ id: string; path: string; state: string }[]> {
  return tx
    .selectFrom('admin.backups')
    .select(['id', 'path', 'state'])
    .where('state', 'in', ['queued', 'running'])
    .execute();
}

export async function readPlanFacts(tx: Tx): Promise<{ setUpAt: string | undefined; nightly: BackupRow[] }> {
  const organisation = await tx
    .selectFrom('admin.organisation')
    .select('created_at as setUpAt')
    .executeTakeFirst();
  const rows = await rowsOf(tx)
    .where('kind', '=', 'nightly')
    .orderBy('backups.id', 'desc')
    .limit(10)
    .execute();
  return { setUpAt: organisation?.setUpAt, nightly: rows.map(rowOf) };
}

/** Archives that are there. */
export async function presentArchives(tx: Tx): Promise<{ id: string; path: string; madeAt: string }[]> {
  const rows = await tx
    .selectFrom('admin.backups')
    .select(['id', 'path', 'asked_at as madeAt'])
    .where('state', '=', 'done')
    .where('removed_at', 'is', null)
    .orderBy('id', 'desc')
    .execute();
  return rows;
}

export async function markRemoved(tx: Tx, backupIds: readonly string[], now: Date): Promise<void> {
  if (backupIds.length === 0) return;
  await tx.updateTable('admin.backups').set({ removed_at: now }).where('id', 'in', backupIds).execute();
}

/** Links that nobody has used yet: they would open this copy to whoever holds those of the original. */
export async function withdrawOpenInvitations(tx: Tx, now: Date): Promise<void> {
  await tx
    .updateTable('admin.invitations')
    .set({ withdrawn_at: now })
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute();
}
