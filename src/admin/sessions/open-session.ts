import { type Actor, permissionsOfRole, type Role } from '#platform/access/actor.ts';
import type { Platform } from '#platform/db/platform.ts';
import { fail } from '#platform/errors/errors.ts';
import type { RequestFacts, SecretContext } from '#platform/http/bind.ts';
import { newToken, tokenHash } from '../users/one-time-token.ts';
import { holdSignIn } from '../users/users.queries.ts';
import { cookieSeconds, sessionExpiry } from './session-lifetime.ts';
import { deleteSession, insertSession } from './sessions.queries.ts';

const longestUserAgent = 300;

/**
 * Signs a user in on the device of `request`: a session it had before ends, and the cookie is set. Throws
 * `admin.sign_in_wrong` where the user was deactivated or got another password since `user` was read.
 */
export async function openSession(ctx: SecretContext, user: SignedIn, request: RequestFacts): Promise<void> {
  const token = newToken();
  await ctx.transact(
    async (inner) => {
      if (!(await holdSignIn(inner.tx, user.id, user.passwordHash))) {
        throw fail('unauthenticated', 'admin.sign_in_wrong');
      }
      if (request.sessionToken) await deleteSession(inner.tx, tokenHash(request.sessionToken));
      const now = inner.clock.now();
      await insertSession(inner.tx, {
        tokenHash: tokenHash(token),
        userId: user.id,
        now,
        expiresAt: sessionExpiry(now, now),
        userAgent: request.userAgent?.slice(0, longestUserAgent) ?? null,
        address: request.address,
      });
      await inner.audit('admin.signed_in', `user:${user.id}`);
    },
    userActor(ctx.platform, user),
  );
  request.setSession(token, cookieSeconds);
}

/** A user whose password was proved, or has just been set. */
export interface SignedIn {
  id: string;
  role: Role;
  teamId: string | null;
  passwordHash: string;
}

export function userActor(platform: Platform, user: Omit<SignedIn, 'passwordHash'>): Actor {
  const permissions = permissionsOfRole(user.role, platform.permissions);
  return { kind: 'user', userId: user.id, role: user.role, teamId: user.teamId, permissions };
}
