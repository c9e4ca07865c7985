import { actorName } from '#platform/access/actor.ts';
import {
  type ChainCheck,
  chainEnd,
  findCheck,
  finishCheck,
  insertCheck,
  latestCheck,
  noteCheckProgress,
} from '#platform/audit/checks.queries.ts';
import { verifyChain } from '#platform/audit/verify-chain.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { JobContext } from '#platform/jobs/jobs.ts';
import type { AuditCheck } from './audit.contract.ts';

/** A check gives a sign of life every second or so; without one for this long its server has ended. */
const patienceMs = 60_000;
const tellEveryMs = 500;

/** How far the log is sealed, and its last check. */
export async function chainState(ctx: Context) {
  const check = await latestCheck(ctx.tx);
  return { ...(await chainEnd(ctx.tx)), check: check ? told(ctx, check) : null };
}

/** Starts a check in the background; one that runs already is given back. */
export async function startCheck(ctx: Context): Promise<AuditCheck> {
  const latest = await latestCheck(ctx.tx);
  if (latest && told(ctx, latest).state === 'running') return told(ctx, latest);
  const id = await insertCheck(ctx.tx, actorName(ctx.actor), ctx.clock.now());
  await ctx.audit('audit.check_started', 'audit');
  await ctx.enqueue('check-audit', { checkId: id });
  return showCheck(ctx, id);
}

export async function showCheck(ctx: Context, id: string): Promise<AuditCheck> {
  const check = await findCheck(ctx.tx, id);
  if (!check) throw fail('notFound', 'admin.audit_check_not_found');
  return told(ctx, check);
}

function told(ctx: Context, { seenAt, ...check }: ChainCheck): AuditCheck {
  const age = ctx.clock.now().getTime() - Date.parse(seenAt);
  const unfinished = age < patienceMs ? 'running' : 'interrupted';
  const state = check.finishedAt === null ? unfinished : check.problem ? 'broken' : 'intact';
  return { ...check, state };
}

/** Reads the whole chain and writes down what it says; a broken place is also told to the log, and audited. */
export async function runCheck(ctx: JobContext, checkId: string | undefined): Promise<void> {
  const { platform } = ctx;
  const { clock } = platform;
  const id = checkId ?? (await ctx.transact(({ tx }) => insertCheck(tx, 'system', clock.now())));
  let toldAt = 0;
  const verdict = await verifyChain(platform, async (checked, total) => {
    ctx.signal.throwIfAborted();
    if (performance.now() - toldAt < tellEveryMs) return;
    toldAt = performance.now();
    await noteCheckProgress(platform.database.db, id, { checked, total, now: clock.now() });
  });
  await ctx.transact(async (inner) => {
    await finishCheck(inner.tx, id, verdict, clock.now());
    if (verdict.problem) await inner.audit('audit.found_broken', 'audit', { ...verdict.problem });
  });
  if (verdict.problem) ctx.log.error({ ...verdict.problem }, 'the audit log was tampered with');
}
