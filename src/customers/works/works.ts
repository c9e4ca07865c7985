import { actorName } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { reads } from '../fields/field-rights.ts';
import { settleWorkEnd } from './tell-work-ended.ts';
import type { Work, WorkKind } from './work.contract.ts';
import {
  findOwnWork,
  forgetMet,
  insertWork,
  listOwnWorks,
  type NewWork,
  requestCancel,
  requeueWork,
  type SeenWork,
  type WorkRecord,
} from './works.queries.ts';

/** Puts work into the queue, in the transaction of whoever asks for it. */
export async function startWork(ctx: Context, asked: NewWork): Promise<Work> {
  const row = await insertWork(ctx, asked);
  await enqueueWork(ctx, row.id);
  await ctx.audit('customers.work_started', `work:${row.id}`, { kind: asked.kind, ...asked.about });
  return workOf(ctx, { ...row, stop_requested: false });
}

/** Queues the running of work; once, however often it is called. */
export async function enqueueWork(ctx: Context, id: string, runAt?: Date): Promise<void> {
  await ctx.enqueue(
    'customers.run_work',
    { workId: id },
    { key: `customers.work:${id}`, ...(runAt ? { runAt } : {}) },
  );
}

const metKeptDays = 28;
const dayMs = 86_400_000;

/** Whom work met is for looking up what came of it, not for ever: chunks of ids and typed filters go after some weeks. */
export function forgetOldWorks(ctx: Context): Promise<number> {
  return forgetMet(ctx, metKeptSince(ctx));
}

function metKeptSince(ctx: Context): Date {
  return new Date(ctx.clock.now().getTime() - metKeptDays * dayMs);
}

function metKeptUntil({ kind, finished_at: finishedAt }: SeenWork, now: Date): string | null {
  if (finishedAt === null || kind === 'merge_tag' || kind === 'export') return null;
  const until = new Date(Date.parse(finishedAt) + metKeptDays * dayMs);
  return until > now ? until.toISOString() : null;
}

const sort = 'newest';

/** Work that the actor may look at, the newest first. */
export async function works(
  ctx: Context,
  { cursor: given, limit }: { cursor?: string | undefined; limit: number },
) {
  const rows = await listOwnWorks(ctx, decodeCursor(given, sort)?.id, limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const next = rows.length > limit && last ? encodeCursor({ sort, value: null, id: last.id }) : null;
  return { items: items.map((row) => workOf(ctx, row)), next };
}

/** One piece of work. Fails with customers.work_not_found, for that of others too. */
export async function getWork(ctx: Context, { id }: { id: string }): Promise<Work> {
  return workOf(ctx, await workNamed(ctx, id));
}

export async function workNamed(ctx: Context, id: string): Promise<SeenWork> {
  const row = await findOwnWork(ctx, id);
  if (!row) throw fail('notFound', 'customers.work_not_found');
  return row;
}

/**
 * Stops work after the step in hand; work that has ended stays as it ended. Fails with customers.work_not_found, and
 * with customers.work_not_stoppable for a merge: half of it would leave a tag that nobody can name.
 */
export async function cancelWork(ctx: Context, { id }: { id: string }): Promise<Work> {
  const row = await workNamed(ctx, id);
  if (row.kind === 'merge_tag') throw fail('conflict', 'customers.work_not_stoppable');
  if (await requestCancel(ctx, id)) await ctx.audit('customers.work_cancelled', `work:${id}`);
  return getWork(ctx, { id });
}

/**
 * Lets work that failed or was stopped go on, as far as whoever asked for it may by now: with those who were meant and not
 * met yet. Fails with customers.work_not_found for that of others, of other keys too, and with customers.work_not_repeatable
 * where it did not end so, or whom it met is not kept any more.
 */
export async function retryWork(ctx: Context, { id }: { id: string }): Promise<Work> {
  const ended = await workNamed(ctx, id);
  if (!isOwn(ctx, ended)) throw fail('notFound', 'customers.work_not_found');
  if (!(await requeueWork(ctx, id, metKeptSince(ctx))))
    throw fail('conflict', 'customers.work_not_repeatable');
  await settleWorkEnd(ctx, ended);
  await enqueueWork(ctx, id);
  await ctx.audit('customers.work_retried', `work:${id}`);
  return getWork(ctx, { id });
}

/** Whether the actor asked for it, by the same key where it was one: work may what that key may. */
function isOwn({ actor }: Context, { asked_by: askedBy, key_id: keyId }: SeenWork): boolean {
  return askedBy === actorName(actor) && keyId === ((actor.kind === 'user' && actor.keyId) || null);
}

function isRepeatable(ctx: Context, row: SeenWork): boolean {
  const { state, finished_at: finishedAt } = row;
  const endedEarly = state === 'failed' || state === 'cancelled';
  return endedEarly && Date.parse(finishedAt!) > metKeptSince(ctx).getTime() && isOwn(ctx, row);
}

/** Work as lists show it; its file only to whoever asked for it. */
function workOf(ctx: Context, row: SeenWork): Work {
  const now = ctx.clock.now();
  const { about } = row.task as unknown as { about: Work['about'] };
  const total = row.total === null ? null : Number(row.total);
  const own = row.asked_by === actorName(ctx.actor);
  const kept = own && row.stored_as !== null && Date.parse(row.expires_at ?? '') > now.getTime();
  return {
    id: row.id,
    kind: row.kind as WorkKind,
    about: toldOf(ctx, about),
    state: row.state as Work['state'],
    askedBy: row.asked_by,
    total,
    done: Number(row.done),
    unchanged: Number(row.unchanged),
    refused: Number(row.refused),
    cancelRequested: row.stop_requested,
    error: row.error as Work['error'],
    file: kept ? { sizeBytes: Number(row.size_bytes), expiresAt: row.expires_at! } : null,
    repeatable: isRepeatable(ctx, row),
    secondsLeft: row.state === 'running' ? secondsLeft(row, total, now) : null,
    metKeptUntil: metKeptUntil(row, now),
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}

/** What work is about, without what the actor may not read: the value of a field, the names of tags, an owner. */
function toldOf(ctx: Context, about: Work['about']): Work['about'] {
  const told: Work['about'] =
    about.field && !reads(ctx, about.field) ? { ...about, value: null } : { ...about };
  const hidden = reads(ctx, 'tags') ? [] : ['name', 'from', 'into'];
  if (!reads(ctx, 'ownerId')) hidden.push('ownerId');
  for (const key of hidden) delete told[key];
  return told;
}

function secondsLeft(row: WorkRecord, total: number | null, now: Date): number | null {
  const through = Number(row.done) + Number(row.unchanged) + Number(row.refused);
  if (!total || row.started_at === null || through / total < 0.02) return null;
  const elapsed = (now.getTime() - Date.parse(row.started_at)) / 1_000;
  return Math.round((elapsed / through) * (total - through));
}
