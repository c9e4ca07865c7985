import { forgetRefused } from '#commerce/public.ts';
import type { BulkContext } from '#platform/db/bulk.queries.ts';
import { transactBulk } from '#platform/db/bulk.queries.ts';
import { refreshStatistics } from '#platform/db/statistics.queries.ts';
import { outageOf } from '#platform/errors/outages.ts';
import type { JobContext } from '#platform/jobs/jobs.ts';
import {
  activeImports,
  claimImport,
  type ImportRecord,
  renewLease,
  updateImport,
} from './imports.queries.ts';
import { holdImport, writeChunk, writeCleanings, writeFailures } from './journal.queries.ts';
import { tellEnded } from './tell-ended.ts';
import { goesOn, throughOutages } from './waiting.ts';
import { ImportError, type ImportWork, type WorkChunk } from './work.ts';

/** Renewed by a heartbeat; short, since after a kill the next server waits for it to run out. */
const leaseSeconds = 6;
const heartbeatMs = 2_000;

/** A fault that comes back this often without a chunk in between will not go away by itself. */
const mostAttempts = 20;

type Ending = 'done' | 'cancelled' | 'lost' | 'stopping';

/**
 * Runs an import from where its journal ends. Rows, journal and sums of a chunk are one transaction, so a
 * server that is killed at any moment goes on with the next chunk. Whoever holds the lease runs it; a runner
 * that comes late is refused by the epoch.
 */
export async function runImport(
  ctx: JobContext,
  importId: string,
  workOf: (kind: string) => ImportWork,
): Promise<void> {
  await throughOutages(ctx, importId, (again) => tryImport(ctx, importId, workOf, again));
}

/** Throws what an outage throws once nothing of it runs any more. */
async function tryImport(
  ctx: JobContext,
  importId: string,
  workOf: (kind: string) => ImportWork,
  again: boolean,
): Promise<void> {
  const record = await ctx.transact((inner) => claimImport(inner, importId, leaseSeconds, again));
  if (!record) return waitForLease(ctx, importId);
  const work = workOf(record.kind);
  const heartbeat = setInterval(() => void beat(ctx, record), heartbeatMs);
  try {
    if (record.attempts > mostAttempts)
      throw new ImportError('ingestion.kept_failing', 'It was tried too often.');
    const ending = await storeChunks(ctx, record, work);
    if (ending === 'done' || ending === 'cancelled') await end(ctx, record, work, ending);
    if (ending === 'stopping') await releaseLease(ctx, record);
  } catch (error) {
    if (error instanceof ImportError) await endFailed(ctx, record, work, error);
    else {
      if (!outageOf(error)) await releaseLease(ctx, record).catch(() => {});
      throw error;
    }
  } finally {
    clearInterval(heartbeat);
  }
}

/** A heartbeat that fails is made up for by the next. */
async function beat(ctx: JobContext, record: ImportRecord): Promise<void> {
  await ctx.transact((inner) => renewLease(inner, record.id, record.epoch, leaseSeconds)).catch(() => {});
}

/** What became of a chunk; all but `stored` end the run. */
type ChunkEnding = 'stored' | Exclude<Ending, 'done'>;

/** Stores the chunks one after the other; the next is staged, in a transaction of its own, while one is stored. */
async function storeChunks(ctx: JobContext, record: ImportRecord, work: ImportWork): Promise<Ending> {
  let last: Promise<ChunkEnding> = Promise.resolve('stored');
  const tidy = tidier(ctx, work);
  try {
    for await (const chunk of work.open(ctx.platform, record, ctx.signal)) {
      const before = last;
      last = transactBulk(ctx.platform, (bulk) => storeInTurn(bulk, record, chunk, before, ctx.signal));
      last.then(
        (state) => state === 'stored' && goesOn(record.id),
        () => {},
      );
      const state = await before;
      if (state !== 'stored') return state;
      tidy.start();
    }
    const state = await last;
    return state === 'stored' ? (ctx.signal.aborted ? 'stopping' : 'done') : state;
  } finally {
    // Nothing of this run may still be at work when the import is given to another.
    await last.catch(() => {});
    await tidy.done();
  }
}

/** Tidies beside the storing, one run at a time; a run that fails is made up for by the next. */
function tidier(ctx: JobContext, work: ImportWork) {
  let running: Promise<void> | undefined;
  return {
    start: () => {
      running ??= work
        .tidy?.(ctx.platform)
        .catch(() => {})
        .finally(() => {
          running = undefined;
        });
    },
    done: () => running,
  };
}

async function storeInTurn(
  bulk: BulkContext,
  record: ImportRecord,
  chunk: WorkChunk,
  before: Promise<ChunkEnding>,
  signal: AbortSignal,
): Promise<ChunkEnding> {
  try {
    await chunk.stage?.(bulk);
    const state = await before;
    if (state !== 'stored') return state;
    return signal.aborted ? 'stopping' : await storeChunk(bulk, record, chunk);
  } catch (error) {
    throw lastingFault(error, chunk) ?? error;
  }
}

/** Values that the database refuses (SQLSTATE classes 22 and 54) are refused every time. */
function lastingFault(error: unknown, { firstRow, lastRow }: WorkChunk): ImportError | undefined {
  const state = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/^(?:22|54)[0-9A-Z]{3}$/.test(state)) return undefined;
  const detail = `Rows ${firstRow} to ${lastRow}: ${(error as Error).message}`;
  return new ImportError('ingestion.rows_refused', detail);
}

async function storeChunk(ctx: BulkContext, record: ImportRecord, chunk: WorkChunk): Promise<ChunkEnding> {
  const held = await holdImport(ctx, record.id, record.epoch);
  if (!held) return 'lost';
  if (held.cancelRequested) return 'cancelled';
  const { journal, failures, cleanings = [] } = await chunk.store(ctx);
  await writeFailures(ctx, record.id, failures);
  await writeCleanings(ctx, record.id, cleanings);
  await writeChunk(ctx, record.id, { ...journal, chunkNo: held.nextChunk }, leaseSeconds);
  return 'stored';
}

async function end(
  ctx: JobContext,
  record: ImportRecord,
  work: ImportWork,
  state: 'done' | 'cancelled',
): Promise<void> {
  await work.tidy?.(ctx.platform);
  await refreshStatistics(ctx.platform.database.db);
  await ctx.transact(async (inner) => {
    if (!(await holdImport(inner, record.id, record.epoch))) return;
    const sums = await work.finish(inner, record);
    await updateImport(inner, record.id, { state, finishedAt: inner.clock.now(), sums });
    await inner.emit('import.finished', { importId: record.id, state, ...sums });
    if (state === 'done') await tellEnded(inner, record, state);
    await inner.audit(`import.${state}`, `import:${record.id}`, sums);
  });
}

async function endFailed(
  ctx: JobContext,
  record: ImportRecord,
  work: ImportWork,
  error: ImportError,
): Promise<void> {
  const told = { code: error.code, detail: error.message, values: error.values };
  const tell = (finish: ImportWork['finish']) =>
    ctx.transact(async (inner) => {
      if (!(await holdImport(inner, record.id, record.epoch))) return;
      const sums = await finish(inner, record);
      const change = { state: 'failed' as const, finishedAt: inner.clock.now(), error: told, sums };
      await updateImport(inner, record.id, change);
      await inner.emit('import.finished', { importId: record.id, state: 'failed', ...sums });
      await tellEnded(inner, record, 'failed');
      await inner.audit('import.failed', `import:${record.id}`, told);
    });
  try {
    await tell(work.finish);
  } catch (fault) {
    // What cannot even be summed up must end too, or it would be tried for ever.
    ctx.log.error({ err: fault, importId: record.id }, 'a failed import could not be summed up');
    await tell(async (inner, { id }) => {
      await forgetRefused(inner, id);
      return { orders: 0, cancellations: 0, customers: 0 };
    });
  }
}

/** Gives the import back at once, so that the next start need not wait for the lease to run out. */
async function releaseLease(ctx: JobContext, record: ImportRecord): Promise<void> {
  await ctx.transact(async (inner) => {
    if (await holdImport(inner, record.id, record.epoch))
      await updateImport(inner, record.id, { state: 'queued' });
  });
}

/** Somebody else holds it, or held it when the server was killed: look again when the lease runs out. */
async function waitForLease(ctx: JobContext, importId: string): Promise<void> {
  await ctx.transact(async (inner) => {
    const active = (await activeImports(inner)).find((one) => one.id === importId && !one.isUndo);
    if (!active) return;
    const runAt = new Date(active.leaseUntil ?? inner.clock.now());
    await inner.enqueue(
      'run-import',
      { importId },
      { key: `run-import:${importId}`, runAt: new Date(runAt.getTime() + 100) },
    );
  });
}

/** Makes sure that every import that should be running has a job; for the start of a server and every minute. */
export async function resumeImports(ctx: JobContext): Promise<void> {
  await ctx.transact(async (inner) => {
    for (const { id, leaseUntil, isUndo } of await activeImports(inner)) {
      const runAt = leaseUntil === null ? inner.clock.now() : new Date(new Date(leaseUntil).getTime() + 100);
      const job = isUndo ? 'undo-import' : 'run-import';
      await inner.enqueue(job, { importId: id }, { key: `${job}:${id}`, runAt });
    }
  });
}
