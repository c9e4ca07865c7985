import { actorName } from '#platform/access/actor.ts';
import type { Context, NotificationKind } from '#platform/db/context.ts';
import { customerNames, listsSeen } from './customer-names.queries.ts';

const kind = 'customers.assigned';
const idsKept = 100;

/** Tells a user that customers are theirs now, one notification a minute however many calls; not of what they did themselves. */
export async function tellAssigned(
  ctx: Context,
  ownerId: string | null,
  ids: readonly string[],
): Promise<void> {
  const by = actorName(ctx.actor);
  if (ownerId === null || ids.length === 0 || by === `user:${ownerId}`) return;
  const key = `assigned:${by}:${ctx.clock.now().toISOString().slice(0, 16)}`;
  const subject = { ids: ids.slice(0, idsKept) };
  await ctx.notify([{ userId: ownerId, kind, key, subject, count: ids.length }]);
}

const idsOf = (subject: unknown) => (subject as { ids: string[] }).ids;

export const assignedKind: NotificationKind = {
  kind,
  needs: 'customers.read',
  async describe(ctx, notifications) {
    const names = await customerNames(
      ctx,
      notifications.flatMap(({ subject }) => idsOf(subject)),
    );
    return new Map(
      notifications.flatMap(({ id, subject, count }) => {
        const seen = [...new Set(idsOf(subject))].flatMap((customerId) => names.get(customerId) ?? []);
        const [first] = seen;
        if (!first) return [];
        // Beyond the ids that were kept nobody knows which are still seen.
        const more = count > idsOf(subject).length;
        const values = { count: seen.length, plus: more ? '+' : '', name: first.displayName };
        const where =
          seen.length === 1 && !more
            ? { to: `/customers/${first.id}` }
            : { to: '/customers', search: ownersOf(ctx) };
        return [[id, { values, ...where }] as const];
      }),
    );
  },
  shown: (ctx, notifications) =>
    listsSeen(
      ctx,
      notifications.map(({ id, subject }) => ({ key: id, ids: idsOf(subject) })),
    ),
};

function ownersOf({ actor }: Context): Record<string, string> {
  return actor.kind === 'user' ? { owner: actor.userId } : {};
}
