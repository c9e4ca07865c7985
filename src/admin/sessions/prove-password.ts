import { fail } from '#platform/errors/errors.ts';
import type { RequestFacts, SecretContext } from '#platform/http/bind.ts';
import { fitsPassword } from '../users/passwords.ts';
import { findPasswordHash, findUser, type UserRow } from '../users/users.queries.ts';
import { countPasswordCheck } from './guess-limits.ts';
import { ownUserId } from './own-user-id.ts';

/**
 * The user who acts in person and has typed their current password. Throws `admin.password_wrong`, and
 * `platform.too_many_calls` after some of those.
 */
export async function provePassword(
  ctx: SecretContext,
  password: string,
  request: RequestFacts,
): Promise<UserRow> {
  const userId = ownUserId(ctx.actor);
  const guess = await countPasswordCheck(ctx.platform, request.address, userId);
  const { user, passwordHash } = await ctx.transact(async ({ tx }) => ({
    user: await findUser(tx, userId),
    passwordHash: await findPasswordHash(tx, userId),
  }));
  if (!user) throw fail('unauthenticated', 'platform.sign_in_first');
  if (!(await fitsPassword(passwordHash, password))) throw fail('invalid', 'admin.password_wrong');
  await guess.right();
  return user;
}
