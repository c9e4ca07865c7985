import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { type Actor, actorName, reachOf, rightsToFields } from '#platform/access/actor.ts';
import { areWithinRights, fieldRights } from '#platform/access/field-rights.contract.ts';
import { areWithinReaches, extents, recordKinds } from '#platform/access/reach.contract.ts';
import type { Context } from '#platform/db/context.ts';
import { transact } from '#platform/db/transact.queries.ts';
import { fail } from '#platform/errors/errors.ts';
import type { FileAnswer, StreamContext } from '#platform/http/bind.ts';
import type { JobContext } from '#platform/jobs/jobs.ts';
import { filteredCustomers, mayAskOthers, othersConditions } from '../profiles/customer-filters.queries.ts';
import { exportInput } from '../profiles/customer-list.contract.ts';
import { exportCustomers } from '../profiles/export-customers.ts';
import { type CustomerListing, refuseUnreadableList } from '../profiles/list-customers.queries.ts';
import { endHeld, fromJob, leaseEnd } from './run-work.ts';
import type { Work } from './work.contract.ts';
import { countMeant } from './work-chunks.queries.ts';
import {
  addStep,
  beginAgain,
  expiredExports,
  forgetExport,
  holdWork,
  isToStop,
  keptExports,
  type WorkRecord,
} from './works.queries.ts';
import { startWork, workNamed } from './works.ts';

const folderName = 'exports';
const keptDays = 7;
const dayMs = 86_400_000;

/**
 * Begins an export of a list in the background. Fails with customers.export_by_program for keys: what they take is counted
 * as it leaves, by the export that streams.
 */
export async function startExport(ctx: Context, listing: CustomerListing): Promise<Work> {
  if (ctx.actor.kind === 'user' && ctx.actor.keyId !== undefined)
    throw fail('forbidden', 'customers.export_by_program');
  refuseUnreadableList(ctx, listing);
  await filteredCustomers(ctx, listing, { totals: false });
  return startWork(ctx, { kind: 'export', task: { listing }, about: {} });
}

const task = z.object({ listing: z.strictObject(exportInput) });

/** Somebody stopped it, or somebody else does it by now. */
class Stopped extends Error {}

/**
 * Writes the file of an export, as whoever asked for it may see by now: from the beginning, since half a file of a killed
 * server is worth nothing. The file gets its name when it is whole.
 */
export async function writeExport(job: JobContext, work: WorkRecord, actor: Actor): Promise<void> {
  const { listing } = task.parse(work.task);
  const folder = await job.platform.folder(folderName);
  await mkdir(folder, { recursive: true });
  const storedAs = `${work.id}-${work.epoch}.csv`;
  const partial = join(folder, `${storedAs}.partial`);
  const stream = streamFor(job, actor);
  const { bin: _bin, sort: _sort, direction: _direction, columns: _columns, ...narrowed } = listing;
  const { customers, others } = await stream.transact(async (ctx) => {
    refuseUnreadableList(ctx, listing);
    const conditions = await othersConditions(ctx, listing);
    const counted = await countMeant(ctx, { filters: { ...narrowed, bin: listing.bin } }, conditions);
    return { customers: counted.customers, others: conditions };
  });
  await job.transact((ctx) => beginAgain(ctx, work, customers, leaseEnd(ctx)));
  const onRows = (rows: number) => job.transact((ctx) => noteRows(ctx, work, rows));
  try {
    const file = await exportCustomers(stream, listing, { onRows, others });
    await pipeline(file.stream, createWriteStream(partial, { mode: 0o600, flush: true }), {
      signal: job.signal,
    });
    await rename(partial, join(folder, storedAs));
    const { size } = await stat(join(folder, storedAs));
    const expiresAt = new Date(job.platform.clock.now().getTime() + keptDays * dayMs);
    const ended = await endHeld(job, work, {
      state: 'done',
      file: { storedAs, sizeBytes: size, expiresAt, madeWith: rightsOf(actor) },
    });
    if (!ended) await rm(join(folder, storedAs), { force: true });
  } catch (error) {
    await rm(partial, { force: true });
    if (!(error instanceof Stopped)) throw error;
    await endHeld(job, work, { state: 'cancelled' });
  }
}

/** Counts rows that are written; throws where the export is to stop. */
async function noteRows(ctx: Context, work: WorkRecord, rows: number): Promise<void> {
  const held = await holdWork(ctx, work.id, work.epoch);
  if (!held || (await isToStop(ctx, work.id))) throw new Stopped('the export was stopped');
  await addStep(ctx, work.id, { done: rows, unchanged: 0, refused: 0 }, leaseEnd(ctx));
}

function streamFor({ platform, signal }: JobContext, actor: Actor): StreamContext {
  return {
    platform,
    actor,
    signal,
    body: Readable.from([]),
    takeRows: async () => {},
    transact: (run) => transact(platform, actor, run, { caller: fromJob }),
  };
}

/** What the writer of a file could see: a file is worth no more than whoever fetches it may see by then. */
const reach = z.object({ see: z.enum(extents), change: z.enum(extents), unassigned: z.boolean() });
const madeWith = z.object({
  // By that over orders it was narrowed to whom others may tell of.
  reaches: z.object({ customers: reach, orders: reach }),
  fields: z.record(z.string(), z.enum(fieldRights)),
  teamIds: z.array(z.string()),
});

function rightsOf(actor: Actor): z.output<typeof madeWith> {
  return {
    reaches: { customers: reachOf(actor, 'customers'), orders: reachOf(actor, 'orders') },
    fields: rightsToFields(actor, 'customers'),
    teamIds: actor.kind === 'user' ? [...actor.teamIds] : [],
  };
}

/** Whether the actor may still see all that a file was made with; what nobody wrote down may be anything. */
function mayStillSee(actor: Actor, { task: asked }: WorkRecord): boolean {
  const { data } = z.object({ madeWith }).safeParse(asked);
  if (!data) return false;
  const [then, now] = [data.madeWith, rightsOf(actor)];
  const byTeam = recordKinds.some(
    (kind) => then.reaches[kind].see.startsWith('team') && now.reaches[kind].see !== 'all',
  );
  return (
    areWithinReaches(then.reaches, now.reaches) &&
    areWithinRights(then.fields, now.fields) &&
    (!byTeam || then.teamIds.every((id) => now.teamIds.includes(id)))
  );
}

/**
 * The file of an export, to whoever asked for it. Fails with customers.work_not_found, and with customers.export_expired
 * where it is kept no more or tells more than the caller may see by now.
 */
export async function exportFile(ctx: StreamContext, { id }: { id: string }): Promise<FileAnswer> {
  const { stored_as: storedAs, done } = await ctx.transact((inner) => workWithFile(inner, id));
  const path = join(await ctx.platform.folder(folderName), storedAs);
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) throw fail('notFound', 'customers.export_expired');
  try {
    const rows = Number(done);
    await ctx.takeRows(rows);
    await ctx.transact((inner) => inner.audit('customers.export_fetched', `work:${id}`, { rows }));
  } catch (error) {
    await file.close();
    throw error;
  }
  const day = ctx.platform.clock.now().toISOString().slice(0, 10);
  return {
    contentType: 'text/csv; charset=utf-8',
    fileName: `customers-${day}.csv`,
    stream: createReadStream(path, { fd: file }),
  };
}

async function workWithFile(ctx: Context, id: string): Promise<WorkRecord & { stored_as: string }> {
  const work = await workNamed(ctx, id);
  if (work.asked_by !== actorName(ctx.actor)) throw fail('notFound', 'customers.work_not_found');
  const { stored_as, expires_at: expiresAt } = work;
  const kept = Date.parse(expiresAt ?? '') > ctx.clock.now().getTime() && mayStillSee(ctx.actor, work);
  const { data: asked } = task.safeParse(work.task);
  if (stored_as === null || !kept || !asked || !(await mayAskOthers(ctx, asked.listing)))
    throw fail('notFound', 'customers.export_expired');
  return { ...work, stored_as };
}

/**
 * Deletes the files of exports past their time, and what killed servers left. The files go first: a crash in between is
 * mended next time.
 */
export async function expireExports(ctx: Context): Promise<number> {
  const folder = await ctx.folder(folderName);
  const expired = await expiredExports(ctx);
  for (const { id, storedAs } of expired) {
    await rm(join(folder, storedAs), { force: true });
    await forgetExport(ctx, id);
  }
  await deleteLeftOver(ctx, folder);
  return expired.length;
}

/** Files older than a day that are nobody's. They are listed first: whose they were when they were seen is known after. */
async function deleteLeftOver(ctx: Context, folder: string): Promise<void> {
  const before = ctx.clock.now().getTime() - dayMs;
  const names = await readdir(folder);
  const kept = new Set(await keptExports(ctx));
  for (const name of names) {
    if (kept.has(name.replace(/\.partial$/, ''))) continue;
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile() && found.mtimeMs < before) await rm(path, { force: true });
  }
}
