import { fail } from '#platform/errors/errors.ts';
import type { RequestFacts, SecretContext } from '#platform/http/bind.ts';
import { fitsPassword } from '../users/passwords.ts';
import { findSignIn } from '../users/users.queries.ts';
import { countSignIn } from './guess-limits.ts';
import { openSession } from './open-session.ts';

/**
 * Signs in and returns the user's id. An unknown address, a deactivated user and a wrong password cost the
 * same work and throw the same `admin.sign_in_wrong`; too many guesses throw `platform.too_many_calls`.
 */
export async function signIn(
  ctx: SecretContext,
  input: { email: string; password: string },
  request: RequestFacts,
): Promise<{ userId: string }> {
  const guess = await countSignIn(ctx.platform, request.address, input.email);
  const user = await ctx.transact(({ tx }) => findSignIn(tx, input.email));
  if (!(await fitsPassword(user?.passwordHash, input.password)) || !user) {
    throw fail('unauthenticated', 'admin.sign_in_wrong');
  }
  await guess.right();
  await openSession(ctx, user, request);
  return { userId: user.id };
}
