import { fail } from '#platform/errors/errors.ts';
import type { SecretContext } from '#platform/http/bind.ts';
import { deleteSessionsOf } from '../sessions/sessions.queries.ts';
import { tokenHash } from './one-time-token.ts';
import { findPasswordLink, spendPasswordLink } from './password-links.queries.ts';
import { hashPassword } from './passwords.ts';
import { updatePassword } from './users.queries.ts';

/**
 * Sets a new password with a one-time link and ends all sessions of its user. Wrong, spent and expired links
 * all throw `admin.password_link_wrong`.
 */
export async function usePasswordLink(
  ctx: SecretContext,
  input: { token: string; password: string },
): Promise<void> {
  const hash = tokenHash(input.token);
  const link = await ctx.transact(({ tx, clock }) => findPasswordLink(tx, hash, clock.now()));
  if (!link) throw wrongLink();
  const passwordHash = await hashPassword(input.password, link.email);
  await ctx.transact(async (inner) => {
    if (!(await spendPasswordLink(inner.tx, hash, inner.clock.now()))) throw wrongLink();
    await updatePassword(inner.tx, link.userId, passwordHash);
    const endedSessions = await deleteSessionsOf(inner.tx, link.userId);
    await inner.audit('admin.password_link_used', `user:${link.userId}`, { endedSessions });
  });
}

function wrongLink() {
  return fail('forbidden', 'admin.password_link_wrong');
}
