import type { Context, NotificationKind } from '#platform/db/context.ts';
import { activeRights } from '../roles/rights.queries.ts';
import { rightsInEffect } from '../roles/rights-in-effect.ts';

const kind = 'admin.backup_failed';
const needs = 'admin.manage';

/** Tells everybody who can do something about it that a backup failed. */
export async function tellBackupFailed(ctx: Context, backupId: string): Promise<void> {
  const users = await activeRights(ctx.tx);
  const rights = await rightsInEffect(ctx, ctx.tx, users);
  await ctx.notify(
    users
      .filter((_user, place) => rights[place]!.permissions.has(needs))
      .map(({ userId }) => ({ userId, kind, key: `backup:${backupId}`, subject: { backupId } })),
  );
}

export const backupFailed: NotificationKind = {
  kind,
  needs,
  describe: async (_ctx, notifications) =>
    new Map(notifications.map(({ id, madeAt }) => [id, { values: { madeAt }, to: '/settings/backups' }])),
};
