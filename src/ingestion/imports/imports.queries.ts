import { type Selectable, sql } from 'kysely';
import { actorName } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import type { IngestionImports } from '#platform/db/tables.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import type { ImportRow } from './imports.contract.ts';
import { waitsFor } from './waiting.ts';

export type ImportRecord = Selectable<IngestionImports>;

export interface NewImport {
  kind: ImportRow['kind'];
  uploadId?: string;
  title: string;
  state: 'draft' | 'queued';
  dialect?: unknown;
  mapping?: unknown;
  options: unknown;
  bytesTotal: string;
  part?: string | null;
  batch?: string | undefined;
  recipeId?: string | undefined;
  mends?: string | undefined;
  columnNames?: string[];
  columnsPrint?: string | undefined;
}

export async function insertImport(ctx: Context, fresh: NewImport): Promise<ImportRecord> {
  return ctx.tx
    .insertInto('ingestion.imports')
    .values({
      kind: fresh.kind,
      upload_id: fresh.uploadId ?? null,
      title: fresh.title,
      state: fresh.state,
      dialect: fresh.dialect === undefined ? null : JSON.stringify(fresh.dialect),
      mapping: fresh.mapping === undefined ? null : JSON.stringify(fresh.mapping),
      options: JSON.stringify(fresh.options),
      bytes_total: fresh.bytesTotal,
      part: fresh.part ?? null,
      batch: fresh.batch ?? null,
      recipe_id: fresh.recipeId ?? null,
      mends: fresh.mends ?? null,
      column_names: fresh.columnNames ?? [],
      columns_print: fresh.columnsPrint ?? null,
      created_by: actorName(ctx.actor),
      created_at: ctx.clock.now(),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** `lock` keeps the row as it is until the transaction ends. */
export function findImport(ctx: Context, id: string, lock = false): Promise<ImportRecord | undefined> {
  const query = ctx.tx.selectFrom('ingestion.imports').selectAll().where('id', '=', id);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

export async function listImports(
  ctx: Context,
  input: { cursor?: string; limit: number; active?: boolean; batch?: string },
) {
  const after = decodeCursor(input.cursor, 'newest');
  let query = ctx.tx
    .selectFrom('ingestion.imports')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(input.limit + 1);
  if (after) query = query.where('id', '<', after.id);
  if (input.active) query = query.where('state', 'in', ['queued', 'running', 'undoing']);
  if (input.batch !== undefined) query = query.where('batch', '=', input.batch);
  const rows = await query.execute();
  const items = rows.slice(0, input.limit);
  const last = items.at(-1);
  const next =
    rows.length > input.limit && last ? encodeCursor({ sort: 'newest', value: null, id: last.id }) : null;
  return { items: items.map((row) => importRowOf(row, ctx.clock.now())), next };
}

export interface ImportChange {
  state?: ImportRecord['state'];
  dialect?: unknown;
  mapping?: unknown;
  options?: unknown;
  kind?: string;
  sourceId?: string;
  recipeId?: string | null | undefined;
  columnNames?: string[] | undefined;
  columnsPrint?: string | undefined;
  cancelRequestedAt?: Date;
  finishedAt?: Date;
  startedAt?: Date;
  error?: unknown;
  undoneAt?: Date;
  undoAskedBy?: string;
  leaseUntil?: Date | null;
  attempts?: number;
  sums?: { orders: number; cancellations: number; customers: number };
}

/** Changes one import; values that are not named stay. */
export async function updateImport(ctx: Context, id: string, change: ImportChange): Promise<ImportRecord> {
  const json = (value: unknown) => (value === undefined ? undefined : JSON.stringify(value));
  return ctx.tx
    .updateTable('ingestion.imports')
    .set({
      state: change.state,
      kind: change.kind,
      dialect: json(change.dialect),
      mapping: json(change.mapping),
      options: json(change.options),
      source_id: change.sourceId,
      recipe_id: change.recipeId,
      column_names: change.columnNames,
      columns_print: change.columnsPrint,
      cancel_requested_at: change.cancelRequestedAt,
      started_at: change.startedAt,
      attempts: change.attempts,
      undone_at: change.undoneAt,
      undo_asked_by: change.undoAskedBy,
      lease_until: change.leaseUntil,
      finished_at: change.finishedAt,
      error: json(change.error),
      ...change.sums,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function deleteImport(ctx: Context, id: string): Promise<void> {
  await ctx.tx.deleteFrom('ingestion.imports').where('id', '=', id).execute();
}

/**
 * Takes the import for one runner: a waiting one, or one whose runner has not been heard of since its lease.
 * Gives undefined where somebody else has it, or it has ended. Whoever held it before an outage gets it `again`, uncounted.
 */
export async function claimImport(
  ctx: Context,
  id: string,
  leaseSeconds: number,
  again = false,
): Promise<ImportRecord | undefined> {
  const now = ctx.clock.now();
  return ctx.tx
    .updateTable('ingestion.imports')
    .set({
      state: 'running',
      epoch: sql`epoch + 1`,
      attempts: sql`attempts + ${again ? 0 : 1}::int`,
      lease_until: new Date(now.getTime() + leaseSeconds * 1000),
      started_at: sql`coalesce(started_at, ${now})`,
    })
    .where('id', '=', id)
    .where(({ or, and, eb }) =>
      or([
        eb('state', '=', 'queued'),
        and([
          eb('state', '=', 'running'),
          again ? sql<boolean>`true` : eb('lease_until', '<', now.toISOString()),
        ]),
      ]),
    )
    .returningAll()
    .executeTakeFirst();
}

/** Notes the text that a part was unpacked into, for as long as its runner holds the import. */
export async function keepUnpacked(
  ctx: Context,
  row: ImportRecord,
  unpacked: { unpackedAs: string; sizeBytes: number },
): Promise<void> {
  await ctx.tx
    .updateTable('ingestion.imports')
    .set({ unpacked_as: unpacked.unpackedAs, bytes_total: String(unpacked.sizeBytes) })
    .where('id', '=', row.id)
    .where('epoch', '=', row.epoch)
    .execute();
}

/** Renews the lease of a runner that still holds it; does not wait for a chunk that is being stored. */
export async function renewLease(
  ctx: Context,
  id: string,
  epoch: number,
  leaseSeconds: number,
): Promise<void> {
  const until = new Date(ctx.clock.now().getTime() + leaseSeconds * 1000);
  await sql`update ingestion.imports set lease_until = ${until} where id = (
    select id from ingestion.imports where id = ${id} and epoch = ${epoch} and state in ('running', 'undoing')
    for update skip locked)`.execute(ctx.tx);
}

/** Imports that should be running, with the time from which somebody may take them over. */
export async function activeImports(
  ctx: Context,
): Promise<{ id: string; leaseUntil: string | null; isUndo: boolean }[]> {
  const rows = await ctx.tx
    .selectFrom('ingestion.imports')
    .select(['id', 'lease_until', 'state'])
    .where('state', 'in', ['queued', 'running', 'undoing'])
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ id: row.id, leaseUntil: row.lease_until, isUndo: row.state === 'undoing' }));
}

/** An import as lists show it. */
export function importRowOf(row: ImportRecord, now: Date): ImportRow {
  const total = Number(row.bytes_total);
  const finished = row.state === 'done' || row.state === 'undone';
  const progress = finished ? 1 : total === 0 ? 0 : Math.min(1, Number(row.bytes_done) / total);
  return {
    id: row.id,
    kind: row.kind as ImportRow['kind'],
    title: row.title,
    batch: row.batch,
    part: row.part,
    state: row.state as ImportRow['state'],
    progress,
    secondsLeft: row.state === 'running' ? secondsLeft(row, progress, now) : null,
    waitsFor: waitsFor(row),
    cancelRequested: row.cancel_requested_at !== null,
    error: row.error as ImportRow['error'],
    createdBy: row.created_by,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    rowsIn: Number(row.rows_in),
    created: Number(row.created),
    updated: Number(row.updated),
    unchanged: Number(row.unchanged),
    skipped: Number(row.skipped),
    failed: Number(row.failed),
    orders: Number(row.orders),
    orderLines: Number(row.order_lines),
    cancellations: Number(row.cancellations),
    guestLines: Number(row.guest_lines),
    customers: Number(row.customers),
    cleaned: Number(row.cleaned),
    possibleDuplicates: Number(row.possible_duplicates),
    undo: undoOf(row),
  };
}

function undoOf(row: ImportRecord): ImportRow['undo'] {
  if (row.state !== 'undoing' && row.state !== 'undone') return null;
  return {
    restored: Number(row.restored),
    removed: Number(row.removed),
    kept: Number(row.kept),
    removedOrders: Number(row.removed_orders),
    restoredOrders: Number(row.restored_orders),
    restoredActivities: Number(row.restored_activities),
    removedActivities: Number(row.removed_activities),
    undoneAt: row.undone_at,
  };
}

function secondsLeft(row: ImportRecord, progress: number, now: Date): number | null {
  if (row.started_at === null || progress < 0.02) return null;
  const elapsedSeconds = (now.getTime() - new Date(row.started_at).getTime()) / 1000;
  return Math.round((elapsedSeconds / progress) * (1 - progress));
}

/** Titles of imports and how many of their rows failed, by id. */
export async function namedImports(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, Pick<ImportRecord, 'id' | 'title' | 'failed' | 'kept'>>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.tx
    .selectFrom('ingestion.imports')
    .select(['id', 'title', 'failed', 'kept'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}
