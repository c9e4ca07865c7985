import { reachOf } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { customersUpdated } from '../events.ts';
import { refuseUnwritable } from '../fields/field-rights.ts';
import { assignRows } from './assign-customers.queries.ts';
import { customerDetailOf } from './customer-detail.queries.ts';
import type { CustomerDetail } from './profiles.contract.ts';
import type { LookedAfterBy } from './profiles.queries.ts';
import { tellAssigned } from './tell-assigned.ts';
import { tellChanged } from './tell-changed.ts';

/** Who looks after it from now on. Fails with customers.owner_not_active for nobody's id and for deactivated users. */
export async function lookedAfterBy(ctx: Context, ownerId: string | null): Promise<LookedAfterBy> {
  if (ownerId === null) return { ownerId: null, teamId: null };
  const owner = await ctx.assignee(ownerId);
  if (!owner?.active) throw fail('invalid', 'customers.owner_not_active');
  return { ownerId, teamId: owner.teamId };
}

/** Whoever does not see everything owns what they make, so that they go on seeing it; else nobody does at first. */
export function ownerOfNew({ actor }: Context): string | null {
  return actor.kind === 'user' && reachOf(actor, 'customers').see !== 'all' ? actor.userId : null;
}

type AssignItem = { id: string; outcome: 'done' | 'unchanged' | 'notFound' };

/**
 * Gives customers to an owner (null: to nobody) and says for each what became of it; `notFound` are those that the actor
 * may not change, too. Fails with customers.owner_not_active and customers.field_not_writable.
 */
export async function assignCustomers(
  ctx: Context,
  { ids, ownerId }: { ids: readonly string[]; ownerId: string | null },
): Promise<{ items: AssignItem[] }> {
  refuseUnwritable(ctx, ['ownerId']);
  const { mine, changed } = await assignRows(ctx, ids, await lookedAfterBy(ctx, ownerId));
  await tellChanged(ctx, customersUpdated, changed);
  await tellAssigned(ctx, ownerId, changed);
  if (changed.length > 0) {
    const subject = changed.length === 1 ? `customer:${changed[0]}` : 'customers';
    await ctx.audit('customers.assign', subject, { ownerId, ids: changed });
  }
  const done = new Set(changed);
  return {
    items: ids.map((id) => ({
      id,
      outcome: done.has(id) ? 'done' : mine.has(id) ? 'unchanged' : 'notFound',
    })),
  };
}

/** A customer whom the actor has just changed, shown once more even where they gave it out of their sight. */
export async function asBefore(ctx: Context, id: string): Promise<CustomerDetail> {
  const seen = await customerDetailOf(ctx, id);
  if (seen) return seen;
  const given = await customerDetailOf(ctx, id, { givenAway: true });
  if (!given) throw fail('notFound', 'customers.not_found');
  return { ...given, mayChange: false };
}
