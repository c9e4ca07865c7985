import type { Context } from '#platform/db/context.ts';
import type { Tx } from '#platform/db/database.ts';
import { fail } from '#platform/errors/errors.ts';
import { findOrganisation } from '../organisation/organisation.queries.ts';
import { findRights } from '../roles/rights.queries.ts';
import { permissionsOf } from '../roles/role-permissions.ts';
import { isConcerned } from './concerned.ts';
import { findTwoStep, listActiveRights, readPolicy, updatePolicy } from './two-step.queries.ts';
import { type TwoStepPolicy, twoStepPolicies } from './two-step-policies.contract.ts';

type Declared = Pick<Context, 'permissions'>;

/** Whether the organisation obliges the user to sign in with a code. */
export async function requiresTwoStep(tx: Tx, { permissions }: Declared, userId: string): Promise<boolean> {
  const rights = await findRights(tx, userId);
  return rights !== undefined && isConcerned(rights.twoStepPolicy, permissionsOf(rights, permissions));
}

export async function refuseTwoStepOff(tx: Tx, userId: string): Promise<void> {
  if (!(await findTwoStep(tx, userId))) throw fail('conflict', 'admin.two_step_off');
}

/** Who must sign in with a code, and for each choice how many it concerns and how many of those have none yet. */
export async function showPolicy(ctx: Context) {
  const users = (await listActiveRights(ctx.tx)).map((rights) => ({
    permissions: permissionsOf(rights, ctx.permissions),
    hasTwoStep: rights.hasTwoStep,
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
    if (own && !own.hasTwoStep && isConcerned(policy, permissionsOf(own, ctx.permissions)))
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
