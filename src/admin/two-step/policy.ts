import type { Context } from '#platform/db/context.ts';
import type { Tx } from '#platform/db/database.ts';
import { fail } from '#platform/errors/errors.ts';
import { findOrganisation } from '../organisation/organisation.queries.ts';
import { activeRights, findRights } from '../roles/rights.queries.ts';
import { rightsInEffect, rightsOf } from '../roles/rights-in-effect.ts';
import { isConcerned } from './concerned.ts';
import { findTwoStep, readPolicy, updatePolicy } from './two-step.queries.ts';
import { type TwoStepPolicy, twoStepPolicies } from './two-step-policies.contract.ts';

/** Whether the organisation obliges the user to sign in with a code. */
export async function requiresTwoStep(ctx: Context, userId: string): Promise<boolean> {
  const rights = await findRights(ctx.tx, userId);
  if (!rights) return false;
  const { permissions } = await rightsOf(ctx, ctx.tx, rights);
  return isConcerned(rights.twoStepPolicy, permissions);
}

export async function refuseTwoStepOff(tx: Tx, userId: string): Promise<void> {
  if (!(await findTwoStep(tx, userId))) throw fail('conflict', 'admin.two_step_off');
}

/** Who must sign in with a code, and for each choice how many it concerns and how many of those have none yet. */
export async function showPolicy(ctx: Context) {
  const active = await activeRights(ctx.tx);
  const rights = await rightsInEffect(ctx, ctx.tx, active);
  const users = active.map(({ hasTwoStep }, place) => ({
    permissions: rights[place]!.permissions,
    hasTwoStep,
  }));
  const choices = twoStepPolicies.map((policy) => {
    const concerned = users.filter(({ permissions }) => isConcerned(policy, permissions));
    const without = concerned.filter(({ hasTwoStep }) => !hasTwoStep);
    return { policy, concerned: concerned.length, without: without.length };
  });
  return { policy: await readPolicy(ctx.tx), choices };
}

/** Holds with the next request. Throws `admin.two_step_first` for who would shut themselves out. */
export async function changePolicy(ctx: Context, { policy }: { policy: TwoStepPolicy }) {
  if (!(await findOrganisation(ctx.tx))) throw fail('conflict', 'admin.not_set_up');
  const { actor } = ctx;
  if (actor.kind === 'user') {
    const own = await findRights(ctx.tx, actor.userId);
    if (own && !own.hasTwoStep && isConcerned(policy, (await rightsOf(ctx, ctx.tx, own)).permissions))
      throw fail('conflict', 'admin.two_step_first');
  }
  const before = await readPolicy(ctx.tx);
  if (before !== policy) {
    await updatePolicy(ctx.tx, policy);
    await ctx.audit('admin.two_step_policy_changed', 'organisation', { from: before, to: policy });
    await ctx.emit('admin.organisation_changed', { fields: ['twoStepPolicy'] });
  }
  return showPolicy(ctx);
}
