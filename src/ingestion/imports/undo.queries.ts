import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import type { ImportRecord } from './imports.queries.ts';
import type { Leftover } from './undo.contract.ts';

/**
 * Takes an import that is being undone for one runner; undefined where somebody else has it, or it is undone. Whoever held it
 * before an outage gets it `again`.
 */
export async function claimUndo(
  ctx: Context,
  id: string,
  leaseSeconds: number,
  again = false,
): Promise<ImportRecord | undefined> {
  const now = ctx.clock.now();
  return ctx.tx
    .updateTable('ingestion.imports')
    .set({
      epoch: sql`epoch + 1`,
      attempts: sql`attempts + 1`,
      lease_until: new Date(now.getTime() + leaseSeconds * 1000),
    })
    .where('id', '=', id)
    .where('state', '=', 'undoing')
    .where(({ or, eb }) =>
      again
        ? sql<boolean>`true`
        : or([eb('lease_until', 'is', null), eb('lease_until', '<', now.toISOString())]),
    )
    .returningAll()
    .executeTakeFirst();
}

/** Locks the import for one batch of its undo; undefined where another runner took it over or it is undone. */
export async function holdUndo(ctx: Context, id: string, epoch: number): Promise<ImportRecord | undefined> {
  return ctx.tx
    .selectFrom('ingestion.imports')
    .selectAll()
    .where('id', '=', id)
    .where('epoch', '=', epoch)
    .where('state', '=', 'undoing')
    .forUpdate()
    .executeTakeFirst();
}

/** What one batch came to, and where the next goes on. */
export interface UndoStep {
  restored?: number;
  removed?: number;
  removedOrders?: number;
  removedActivities?: number;
  restoredOrders?: number;
  restoredActivities?: number;
  leftovers?: Leftover[];
  nextChunk?: number;
  after?: string;
}

/** Adds a batch to the sums, in its transaction, and renews the lease. */
export async function writeUndoStep(
  ctx: Context,
  id: string,
  step: UndoStep,
  leaseSeconds: number,
): Promise<void> {
  const kept = await insertLeftovers(ctx, id, step.leftovers ?? []);
  await ctx.tx
    .updateTable('ingestion.imports')
    .set({
      restored: sql`restored + ${step.restored ?? 0}`,
      removed: sql`removed + ${step.removed ?? 0}`,
      removed_orders: sql`removed_orders + ${step.removedOrders ?? 0}`,
      removed_activities: sql`removed_activities + ${step.removedActivities ?? 0}`,
      restored_orders: sql`restored_orders + ${step.restoredOrders ?? 0}`,
      restored_activities: sql`restored_activities + ${step.restoredActivities ?? 0}`,
      kept: sql`kept + ${kept}`,
      undo_chunk: step.nextChunk,
      undo_after: step.after,
      attempts: 0,
      lease_until: new Date(ctx.clock.now().getTime() + leaseSeconds * 1000),
    })
    .where('id', '=', id)
    .execute();
}

async function insertLeftovers(ctx: Context, id: string, leftovers: Leftover[]): Promise<number> {
  if (leftovers.length === 0) return 0;
  const { rows } = await sql<{ count: number }>`
    with fresh as (
      insert into ingestion.undo_leftovers (import_id, customer_id, name, reason, kind, record_id)
      select ${id}::bigint, * from unnest(${leftovers.map((one) => one.customerId ?? '0')}::bigint[],
        ${leftovers.map((one) => one.name)}::text[], ${leftovers.map((one) => one.reason)}::text[],
        ${leftovers.map((one) => one.kind)}::text[], ${leftovers.map((one) => one.recordId)}::bigint[])
      on conflict do nothing returning 1)
    select count(*)::int as count from fresh`.execute(ctx.tx);
  return rows[0]!.count;
}

/** A page of what undoing left, documents behind customers. */
export async function leftoverPage(
  ctx: Context,
  input: { id: string; cursor?: string | undefined; limit: number },
): Promise<{ items: Leftover[]; next: string | null }> {
  const after = decodeCursor(input.cursor, 'leftovers');
  const behind = after ? sql`and (kind, record_id) > (${after.value}, ${after.id}::bigint)` : sql``;
  const { rows } = await sql<Leftover>`
    select kind, record_id as "recordId", nullif(customer_id, 0) as "customerId", name, reason
    from ingestion.undo_leftovers where import_id = ${input.id} ${behind}
    order by kind, record_id limit ${input.limit + 1}`.execute(ctx.tx);
  const items = rows.slice(0, input.limit);
  const last = items.at(-1);
  const more = rows.length > input.limit && last;
  return {
    items,
    next: more ? encodeCursor({ sort: 'leftovers', value: last.kind, id: last.recordId }) : null,
  };
}

/** The next chunk of the journal from `chunkNo` on. */
export async function chunkFrom(ctx: Context, importId: string, chunkNo: number) {
  return ctx.tx
    .selectFrom('ingestion.import_chunks')
    .select(['chunk_no', 'first_row', 'outcomes', 'record_ids'])
    .where('import_id', '=', importId)
    .where('chunk_no', '>=', chunkNo)
    .orderBy('chunk_no')
    .limit(1)
    .executeTakeFirst();
}
