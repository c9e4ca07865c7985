import { type Actor, mayDo, operatorActor, systemActor } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { transact } from '#platform/db/transact.queries.ts';
import { Failure } from '#platform/errors/errors.ts';
import { outageOf } from '#platform/errors/outages.ts';
import type { JobContext } from '#platform/jobs/jobs.ts';
import { tellWorkEnded } from './tell-work-ended.ts';
import {
  activeWorks,
  addStep,
  claimWork,
  endWork,
  holdWork,
  isToStop,
  renewLease,
  type StepSums,
  setTotal,
  type WorkEnd,
  type WorkRecord,
} from './works.queries.ts';
import { enqueueWork } from './works.ts';

/** A kind of work that is one long piece, and ends itself. */
export interface WholeWork {
  needs: string;
  whole(job: JobContext, work: WorkRecord, asker: Actor): Promise<void>;
}

/** A kind of work that is done step by step. */
export interface WorkRules {
  /** The permission that whoever asked for it must still have; left out where what was asked for is decided for good. */
  needs?: string;
  /** Fixes who is meant and says how many; called once, as whoever asked. */
  gather(ctx: Context, work: WorkRecord): Promise<number>;
  /** Does the next piece, all in this transaction; undefined where nothing is left. */
  step(ctx: Context, work: WorkRecord): Promise<StepSums | undefined>;
}

/** Short, since after a kill the next server waits for it to run out; renewed by a heartbeat. */
const leaseMs = 6_000;
const heartbeatMs = 2_000;
/** A fault that comes back this often without a step in between will not go away by itself. */
const mostAttempts = 20;

export const fromJob = { via: 'job', address: null, userAgent: null } as const;

/**
 * Does work from where it stopped, as whoever asked for it may by now. A step, what it came to, its event and its audit
 * entry are one transaction, so a server that is killed at any moment does nothing twice; whoever comes late is refused
 * by the epoch.
 */
export async function runWork(
  job: JobContext,
  workId: string,
  rulesOf: (kind: string) => WorkRules | WholeWork,
): Promise<void> {
  const claimed = await job.transact((ctx) => claimWork(ctx, workId, leaseEnd(ctx)));
  if (!claimed) return lookAgain(job, workId);
  const beat = () =>
    job.transact((ctx) => renewLease(ctx, workId, claimed.epoch, leaseEnd(ctx))).catch(() => {});
  const heartbeat = setInterval(() => void beat(), heartbeatMs);
  try {
    if (claimed.attempts > mostAttempts) await endHeld(job, claimed, failed('customers.work_kept_failing'));
    else await doSteps(job, claimed, rulesOf(claimed.kind));
  } catch (error) {
    if (error instanceof Failure)
      return void (await endHeld(job, claimed, failed(error.code, error.options.values)));
    if (!outageOf(error)) await release(job, claimed).catch(() => {});
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}

async function doSteps(job: JobContext, work: WorkRecord, rules: WorkRules | WholeWork): Promise<void> {
  while (!job.signal.aborted) {
    const asker = await askerOf(job, work);
    const refusal = rules.needs === undefined ? undefined : await refusalOf(job, work, asker, rules.needs);
    if (refusal) return void (await endHeld(job, work, failed(refusal)));
    const actor = asker ?? systemActor;
    if ('whole' in rules) return rules.whole(job, work, actor);
    const more = await transact(job.platform, actor, (ctx) => oneStep(ctx, work, rules), {
      caller: fromJob,
      repeatable: true,
    });
    if (!more) return;
  }
  await release(job, work);
}

/**
 * Why work may not go on as whoever asked for it. Whoever is blocked is not refused for it where they asked themselves:
 * a second step that the sign-in provider proved is known of their session alone.
 */
async function refusalOf(
  job: JobContext,
  { key_id: keyId }: WorkRecord,
  asker: Actor | undefined,
  needs: string,
): Promise<string | undefined> {
  if (!asker) return 'customers.asker_gone';
  if (keyId !== null) {
    if (!(await job.transact((ctx) => ctx.keyLives(keyId)))) return 'customers.asker_key_ended';
    if (asker.kind === 'user' && asker.blockedBy !== undefined) return 'customers.asker_may_not';
  }
  return mayDo(asker, needs) ? undefined : 'customers.asker_may_not';
}

/** One step; false where the work has ended, or somebody else does it. */
async function oneStep(ctx: Context, { id, epoch }: WorkRecord, rules: WorkRules): Promise<boolean> {
  const held = await holdWork(ctx, id, epoch);
  if (!held) return false;
  if (await isToStop(ctx, id)) {
    await writeEnd(ctx, held, { state: 'cancelled' });
    return false;
  }
  if (held.total === null) {
    await setTotal(ctx, id, await rules.gather(ctx, held), leaseEnd(ctx));
    return true;
  }
  const sums = await rules.step(ctx, held);
  if (!sums) {
    await writeEnd(ctx, held, { state: 'done' });
    return false;
  }
  await addStep(ctx, id, sums, leaseEnd(ctx));
  return true;
}

/** Whoever asked, with what they may do now; undefined where they are gone. */
async function askerOf(job: JobContext, work: WorkRecord): Promise<Actor | undefined> {
  const userId = /^user:(\d+)$/.exec(work.asked_by)?.[1];
  if (userId === undefined) return work.asked_by === 'operator' ? operatorActor : systemActor;
  const actor = await job.transact((ctx) => ctx.colleague(userId));
  if (!actor || work.permissions === null) return actor;
  const permissions = new Set(work.permissions.filter((permission) => mayDo(actor, permission)));
  return { ...actor, permissions };
}

/** Ends work that this runner still has. */
export async function endHeld(job: JobContext, work: WorkRecord, how: WorkEnd): Promise<boolean> {
  return job.transact(async (ctx) => {
    const held = await holdWork(ctx, work.id, work.epoch);
    if (held) await writeEnd(ctx, held, how);
    return held !== undefined;
  });
}

async function writeEnd(ctx: Context, work: WorkRecord, how: WorkEnd): Promise<void> {
  await endWork(ctx, work.id, how);
  await tellWorkEnded(ctx, work, how);
  const { kind, done, unchanged, refused } = work;
  const detail = {
    kind,
    state: how.state,
    done: Number(done),
    unchanged: Number(unchanged),
    refused: Number(refused),
  };
  await ctx.audit('customers.work_ended', `work:${work.id}`, { ...detail, ...how.error });
}

function failed(code: string, values: Record<string, string | number> = {}): WorkEnd {
  return { state: 'failed', error: { code, values } };
}

/** Gives the work back at once, so that whoever goes on need not wait for the lease to run out. */
async function release(job: JobContext, { id, epoch }: WorkRecord): Promise<void> {
  await job.transact((ctx) => renewLease(ctx, id, epoch, null));
}

/** Somebody else has it, or had it when the server was killed: look again when the lease runs out. */
async function lookAgain(job: JobContext, workId: string): Promise<void> {
  await job.transact(async (ctx) => {
    const active = (await activeWorks(ctx)).find(({ id }) => id === workId);
    if (active) await enqueueWork(ctx, workId, afterLease(ctx, active.leaseUntil));
  });
}

/** Makes sure that all work that should be running has a job; for the start of a server and every minute. */
export async function resumeWorks(job: JobContext): Promise<void> {
  await job.transact(async (ctx) => {
    for (const { id, leaseUntil } of await activeWorks(ctx))
      await enqueueWork(ctx, id, afterLease(ctx, leaseUntil));
  });
}

export function leaseEnd(ctx: Context): Date {
  return new Date(ctx.clock.now().getTime() + leaseMs);
}

function afterLease(ctx: Context, leaseUntil: string | null): Date {
  return leaseUntil === null ? ctx.clock.now() : new Date(Date.parse(leaseUntil) + 100);
}
