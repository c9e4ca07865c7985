import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { RequestFacts, SecretContext } from '#platform/http/bind.ts';
import { findProvider } from '../provider/provider.queries.ts';
import { findRights } from '../roles/rights.queries.ts';
import { userActor } from '../roles/user-actor.ts';
import { newToken, tokenHash } from '../users/one-time-token.ts';
import { holdSignIn } from '../users/users.queries.ts';
import { cookieSeconds, sessionExpiry } from './session-lifetime.ts';
import { deleteSession, insertSession } from './sessions.queries.ts';

const longestUserAgent = 300;

/**
 * Signs a user in on the device of `request`: a session it had before ends, and the cookie is set. Throws
 * `admin.sign_in_wrong` where the user was deactivated or got another password since `user` was read, and
 * `admin.provider_only` where all but owners must come by the provider.
 */
export async function openSession(
  ctx: SecretContext,
  user: SignedIn,
  request: RequestFacts,
  how: HowSignedIn = {},
): Promise<void> {
  const token = newToken();
  const rights = await findRights(ctx.platform.database.db, user.id);
  if (!rights) throw fail('unauthenticated', 'admin.sign_in_wrong');
  await ctx.transact(
    async (inner) => {
      if (!(await holdSignIn(inner.tx, user.id, user.passwordHash))) {
        throw fail('unauthenticated', 'admin.sign_in_wrong');
      }
      if (!how.byProvider && rights.key !== 'owner' && (await findProvider(inner.tx))?.onlyProvider)
        throw fail('forbidden', 'admin.provider_only');
      const proved = await how.proveMore?.(inner);
      if (request.sessionToken) await deleteSession(inner.tx, tokenHash(request.sessionToken));
      const now = inner.clock.now();
      await insertSession(inner.tx, {
        tokenHash: tokenHash(token),
        userId: user.id,
        now,
        expiresAt: sessionExpiry(now, now),
        userAgent: request.userAgent?.slice(0, longestUserAgent) ?? null,
        address: request.address,
        byProvider: how.byProvider ?? false,
        secondStepByProvider: how.secondStep ?? false,
      });
      await inner.audit('admin.signed_in', `user:${user.id}`, proved);
    },
    await userActor(ctx.platform, ctx.platform.database.db, rights),
  );
  request.setSession(token, cookieSeconds);
}

export interface HowSignedIn {
  /** Runs in the transaction that opens the session, throws where a proof is missing, and tells what the audit says of it. */
  proveMore?: (ctx: Context) => Promise<Record<string, string>>;
  byProvider?: boolean;
  /** The provider proved a second factor, and its word stands for a code of ours. */
  secondStep?: boolean;
}

/** A user whose password was proved, or has just been set. */
export interface SignedIn {
  id: string;
  passwordHash: string;
}
