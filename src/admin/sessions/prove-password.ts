import type { Tx } from '#platform/db/database.ts';
import { fail } from '#platform/errors/errors.ts';
import type { RequestFacts, SecretContext } from '#platform/http/bind.ts';
import { isFreshFromProvider } from '../provider/provider.queries.ts';
import { tokenHash } from '../users/one-time-token.ts';
import { fitsPassword } from '../users/passwords.ts';
import { findPasswordHash, findUser, type UserRow } from '../users/users.queries.ts';
import { countPasswordCheck } from './guess-limits.ts';
import { ownUserId } from './own-user-id.ts';

const freshMs = 15 * 60_000;

/**
 * The user who acts in person and has typed their current password; who came by the provider less than a quarter of an
 * hour ago has proved themselves there. Throws `admin.password_wrong`, and `platform.too_many_calls` after some of those.
 */
export async function provePassword(
  ctx: SecretContext,
  password: string | undefined,
  request: RequestFacts,
): Promise<UserRow> {
  const userId = ownUserId(ctx.actor);
  if (password === undefined) return proveByProvider(ctx, userId, request);
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

async function proveByProvider(ctx: SecretContext, userId: string, request: RequestFacts): Promise<UserRow> {
  const user = await ctx.transact(async ({ tx, clock }) =>
    (await cameByProvider(tx, clock.now(), request.sessionToken)) ? findUser(tx, userId) : undefined,
  );
  if (!user) throw fail('invalid', 'admin.password_wrong');
  return user;
}

/** Whether this session was opened by the provider and is fresh enough to stand for a password. */
export function cameByProvider(tx: Tx, now: Date, sessionToken: string | undefined): Promise<boolean> {
  if (sessionToken === undefined) return Promise.resolve(false);
  return isFreshFromProvider(tx, tokenHash(sessionToken), new Date(now.getTime() - freshMs));
}
