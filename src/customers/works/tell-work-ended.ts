import type { Context, NotificationKind } from '#platform/db/context.ts';
import type { WorkEnd, WorkRecord } from './works.queries.ts';
import { endedWorks } from './works.queries.ts';

const byUser = /^user:(\d+)$/;

/** One for each end: work that failed can go on and end again. */
const keyOf = ({ id, epoch }: WorkRecord) => `work:${id}:${epoch}`;

/**
 * Tells whoever asked for work that it has ended, once, in the transaction in which it ends; of what they stopped themselves
 * nothing.
 */
export async function tellWorkEnded(ctx: Context, work: WorkRecord, { state }: WorkEnd): Promise<void> {
  const userId = byUser.exec(work.asked_by)?.[1];
  if (userId === undefined || state === 'cancelled') return;
  const kind = state === 'failed' ? 'work_failed' : work.kind === 'export' ? 'export_done' : 'work_done';
  const subject = { workId: work.id };
  await ctx.notify([{ userId, kind: `customers.${kind}`, key: keyOf(work), subject }]);
}

/** It goes on: nothing is left to do about its last end. */
export async function settleWorkEnd(ctx: Context, work: WorkRecord): Promise<void> {
  const userId = byUser.exec(work.asked_by)?.[1];
  if (userId !== undefined) await ctx.settle(userId, keyOf(work));
}

const idOf = (subject: unknown) => (subject as { workId: string }).workId;

const describe: NotificationKind['describe'] = async (ctx, notifications) => {
  const works = await endedWorks(
    ctx,
    notifications.map(({ subject }) => idOf(subject)),
  );
  return new Map(
    notifications.flatMap(({ id, subject }) => {
      const work = works.get(idOf(subject));
      if (!work) return [];
      const values = { act: work.kind, count: Number(work.done) };
      return [[id, { values, to: `/customers/works/${work.id}` }] as const];
    }),
  );
};

export const workEndedKinds: NotificationKind[] = ['work_done', 'export_done', 'work_failed'].map((kind) => ({
  kind: `customers.${kind}`,
  needs: 'customers.read',
  describe,
}));
