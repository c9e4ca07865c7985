import { systemActor } from '#platform/access/actor.ts';
import type { Context, NotificationKind } from '#platform/db/context.ts';
import type { Platform } from '#platform/db/platform.ts';
import { transact } from '#platform/db/transact.queries.ts';
import { listWebhooks, pauseWebhook } from './webhooks.queries.ts';

const kind = 'admin.webhook_paused';

/** Pauses a webhook and tells whoever made it; what waits for it is kept. */
export function pauseKeeping(
  platform: Platform,
  webhook: { webhookId: string; userId: string },
  because: 'failing' | 'rights',
): Promise<void> {
  const { webhookId: id, userId } = webhook;
  return transact(platform, systemActor, async (ctx: Context) => {
    if (!(await pauseWebhook(ctx.tx, id, because, ctx.clock.now()))) return;
    await ctx.audit('admin.webhook_paused', `webhook:${id}`, { because });
    await ctx.notify([{ userId, kind, key: `webhook ${id}`, subject: { ids: [id] } }]);
  });
}

/** What was told of a webhook that goes on again, or is gone, is settled. */
export const webhookPaused: NotificationKind = {
  kind,
  needs: 'admin.manage',
  async describe(ctx, notifications) {
    const paused = new Map(
      (await listWebhooks(ctx.tx))
        .filter(({ pausedAt }) => pausedAt !== null)
        .map(({ id, name }) => [id, name]),
    );
    return new Map(
      notifications.flatMap(({ id, subject }) => {
        const webhookId = (subject as { ids: string[] }).ids[0] ?? '';
        const name = paused.get(webhookId);
        return name === undefined
          ? []
          : [[id, { values: { name }, to: `/settings/webhooks/${webhookId}` }] as const];
      }),
    );
  },
};
