import type { Context } from '#platform/db/context.ts';
import type { JobContext } from '#platform/jobs/jobs.ts';
import { giveBackReminders, passOnByName } from './pass-on-reminders.queries.ts';
import { type DueReminder, dueByName, seenBy } from './reminders.queries.ts';

const batch = 1_000;
const action = 'customers.hand_over_reminders';

/** Open reminders by the name of whoever leaves go to the successor, or to whoever looks after the customer. */
export async function handOverReminders(
  ctx: JobContext,
  userId: string,
  handOverTo: string | null,
): Promise<void> {
  for (let count = batch; count === batch; ) {
    ctx.signal.throwIfAborted();
    count = await ctx.transact(async (inner) => {
      const heir = handOverTo === null ? undefined : await inner.colleague(handOverTo);
      const passedOn = await passOnByName(inner, userId, heir, batch);
      if (passedOn > 0)
        await inner.audit(action, 'customers', { from: userId, to: heir?.userId ?? null, count: passedOn });
      return passedOn;
    });
  }
}

/** Among the first `limit` that are due: what bears the name of somebody who left or does not see the customer goes to its owner. */
export async function giveBackDue(ctx: Context, limit: number): Promise<void> {
  const byUser = Map.groupBy(await dueByName(ctx, limit), ({ userId }) => userId);
  const blind: DueReminder[] = [];
  for (const [userId, due] of byUser) {
    const actor = await ctx.colleague(userId);
    const seen = actor ? await seenBy(ctx, actor, [...new Set(due.map((one) => one.customerId))]) : new Set();
    blind.push(...due.filter((one) => !seen.has(one.customerId)));
  }
  if (blind.length === 0) return;
  const givenBack = Map.groupBy(await giveBackReminders(ctx, blind), (userId) => userId);
  for (const [from, { length: count }] of givenBack)
    await ctx.audit(action, 'customers', { from, to: null, count });
}
