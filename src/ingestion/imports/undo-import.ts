import { finishUndoneLines, undoLines } from '#commerce/public.ts';
import { takeBackActivities, undoRecords } from '#customers/public.ts';
import { actorName } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { outageOf } from '#platform/errors/outages.ts';
import type { JobContext } from '#platform/jobs/jobs.ts';
import { refuseTags, refuseUnwritable } from './field-rights.ts';
import { importDetailOf } from './import-detail.queries.ts';
import type { ImportOptions } from './import-options.contract.ts';
import type { ImportDetail } from './imports.contract.ts';
import { activeImports, type ImportRecord, renewLease, updateImport } from './imports.queries.ts';
import { importNamed } from './imports.ts';
import { outcomeLetters } from './journal.queries.ts';
import type { Mapping } from './reading/reading.contract.ts';
import { tellUndone } from './tell-ended.ts';
import {
  chunkFrom,
  claimUndo,
  holdUndo,
  leftoverPage,
  type UndoStep,
  writeUndoStep,
} from './undo.queries.ts';
import { goesOn, throughOutages } from './waiting.ts';

const undoable: readonly string[] = ['done', 'failed', 'cancelled'];
const leaseSeconds = 6;
const heartbeatMs = 2_000;
const customersABatch = 2_000;

/** Begins to take back what an import that has ended brought; a job does it, batch by batch. */
export async function undoImport(ctx: Context, id: string): Promise<ImportDetail> {
  const row = await importNamed(ctx, id, true);
  if (!undoable.includes(row.state)) throw fail('conflict', 'ingestion.not_undoable');
  // Its relations and activities do not tell which import brought them.
  if (row.kind === 'demo') throw fail('conflict', 'ingestion.demo_not_undoable');
  refuseUnwritable(ctx, row.mapping as Mapping, row.column_names);
  refuseTags(ctx, row.options as ImportOptions);
  const changed = await updateImport(ctx, id, {
    state: 'undoing',
    undoAskedBy: actorName(ctx.actor),
    attempts: 0,
    leaseUntil: null,
  });
  await ctx.enqueue('undo-import', { importId: id }, { key: `undo-import:${id}` });
  await ctx.audit('import.undo_started', `import:${id}`, { file: row.title });
  return importDetailOf(ctx, changed);
}

/** A page of what undoing left as it is. */
export async function leftoversOf(
  ctx: Context,
  input: { id: string; cursor?: string | undefined; limit: number },
) {
  await importNamed(ctx, input.id);
  return leftoverPage(ctx, input);
}

/**
 * Undoes an import from where it stopped: first lines or activities, chunk by chunk of its journal, then what it
 * told of customers. A batch and its sums are one transaction, and a late runner is refused by the epoch, so a
 * server that is killed at any moment goes on with the next batch.
 */
export async function runUndo(ctx: JobContext, importId: string): Promise<void> {
  await throughOutages(ctx, importId, (again) => tryUndo(ctx, importId, again));
}

async function tryUndo(ctx: JobContext, importId: string, again: boolean): Promise<void> {
  const claimed = await ctx.transact((inner) => claimUndo(inner, importId, leaseSeconds, again));
  if (!claimed) return comeAgain(ctx, importId);
  const beat = () =>
    ctx.transact((inner) => renewLease(inner, importId, claimed.epoch, leaseSeconds)).catch(() => {});
  const heartbeat = setInterval(() => void beat(), heartbeatMs);
  try {
    while (!ctx.signal.aborted) {
      const more = await ctx.transact((inner) => undoBatch(inner, importId, claimed.epoch));
      goesOn(importId);
      if (!more) return;
    }
    await giveBack(ctx, claimed, 0);
  } catch (error) {
    if (!outageOf(error)) await giveBack(ctx, claimed, 3_000).catch(() => {});
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}

/** One batch; false where nothing is left to do, or somebody else does it. */
async function undoBatch(ctx: Context, importId: string, epoch: number): Promise<boolean> {
  const record = await holdUndo(ctx, importId, epoch);
  if (!record) return false;
  const chunk = record.kind === 'customers' ? undefined : await chunkFrom(ctx, importId, record.undo_chunk);
  if (chunk) {
    const undoOf = record.kind === 'orders' ? undoOrders : undoActivities;
    await writeUndoStep(ctx, importId, await undoOf(ctx, record, chunk), leaseSeconds);
    return true;
  }
  if (record.kind === 'orders' && record.undo_after === '0') await finishUndoneLines(ctx, importId);
  const batch = await undoRecords(ctx, importId, { after: record.undo_after, limit: customersABatch });
  const leftovers = batch.leftovers.map(({ customerId, name, reason }) => ({
    kind: 'customer' as const,
    recordId: customerId,
    customerId,
    name,
    reason,
  }));
  const { restored, removed, after } = batch;
  await writeUndoStep(ctx, importId, { restored, removed, leftovers, after }, leaseSeconds);
  if (!batch.done) return true;
  const now = ctx.clock.now();
  const { kept } = await updateImport(ctx, importId, { state: 'undone', undoneAt: now, leaseUntil: null });
  await ctx.emit('import.undone', { importId, kind: record.kind });
  await tellUndone(ctx, record);
  await ctx.audit('import.undone', `import:${importId}`, { kept });
  return false;
}

type Chunk = NonNullable<Awaited<ReturnType<typeof chunkFrom>>>;

/** Places in the chunk of the rows with this outcome. */
function placesOf(chunk: Chunk, letter: string): number[] {
  return [...chunk.outcomes].flatMap((one, place) => (one === letter ? [place] : []));
}

async function undoOrders(ctx: Context, record: ImportRecord, chunk: Chunk): Promise<UndoStep> {
  const rowsOf = (letter: string) => placesOf(chunk, letter).map((place) => Number(chunk.first_row) + place);
  const undone = await undoLines(ctx, {
    importId: record.id,
    since: new Date(record.started_at ?? record.created_at),
    orderIds: chunk.record_ids.filter((id) => id !== '0'),
    createdRows: rowsOf(outcomeLetters.created),
    updatedRows: rowsOf(outcomeLetters.updated),
  });
  return {
    removedOrders: undone.removed,
    restoredOrders: undone.restored,
    leftovers: [...undone.whole, ...undone.inPart].map(({ orderId, customerId, number, reason }) => ({
      kind: 'order' as const,
      recordId: orderId,
      customerId: customerId === '0' ? null : customerId,
      name: number,
      reason,
    })),
    nextChunk: chunk.chunk_no + 1,
  };
}

async function undoActivities(ctx: Context, record: ImportRecord, chunk: Chunk): Promise<UndoStep> {
  const customerIds = [...new Set(chunk.record_ids.filter((id) => id !== '0'))];
  const undone = await takeBackActivities(ctx, { importId: record.id, customerIds });
  return {
    removedActivities: undone.removed,
    restoredActivities: undone.restored,
    leftovers: undone.changed.map(({ customerId, name }) => ({
      kind: 'customer' as const,
      recordId: customerId,
      customerId,
      name,
      reason: 'activities_changed',
    })),
    nextChunk: chunk.chunk_no + 1,
  };
}

/** Somebody else holds it, or held it before the database went away: look again when the lease runs out. */
async function comeAgain(ctx: JobContext, importId: string): Promise<void> {
  await ctx.transact(async (inner) => {
    const active = (await activeImports(inner)).find((one) => one.id === importId && one.isUndo);
    if (!active?.leaseUntil) return;
    const runAt = new Date(new Date(active.leaseUntil).getTime() + 100);
    await inner.enqueue('undo-import', { importId }, { key: `undo-import:${importId}`, runAt });
  });
}

/** Gives the undo back at once, so that whoever goes on need not wait for the lease to run out. */
async function giveBack(ctx: JobContext, claimed: ImportRecord, afterMs: number): Promise<void> {
  await ctx.transact(async (inner) => {
    if (!(await holdUndo(inner, claimed.id, claimed.epoch))) return;
    await updateImport(inner, claimed.id, { leaseUntil: null });
    const runAt = new Date(inner.clock.now().getTime() + afterMs);
    const key = `undo-import:${claimed.id}`;
    await inner.enqueue('undo-import', { importId: claimed.id }, { key, runAt });
  });
}
