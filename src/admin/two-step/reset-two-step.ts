import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { deleteSessionsOf } from '../sessions/sessions.queries.ts';
import { managedMember } from '../users/members.ts';
import { deleteTwoStep } from './two-step.queries.ts';

/**
 * For somebody who lost app and recovery codes: the password alone signs in again, and whoever was signed in is out. Nobody
 * does it for themselves: an open session alone must not be enough. Throws `admin.two_step_off`, `admin.two_step_own`,
 * `admin.beyond_own_rights`.
 */
export async function resetTwoStep(ctx: Context, input: { id: string }): Promise<{ endedSessions: number }> {
  if (ctx.actor.kind === 'user' && ctx.actor.userId === input.id)
    throw fail('conflict', 'admin.two_step_own');
  await managedMember(ctx, input.id);
  if (!(await deleteTwoStep(ctx.tx, input.id))) throw fail('conflict', 'admin.two_step_off');
  const endedSessions = await deleteSessionsOf(ctx.tx, input.id);
  await ctx.audit('admin.two_step_reset', `user:${input.id}`, { endedSessions });
  return { endedSessions };
}
