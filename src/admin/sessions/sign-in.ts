import { fail } from '#platform/errors/errors.ts';
import type { RequestFacts, SecretContext } from '#platform/http/bind.ts';
import { proveCode } from '../two-step/prove-code.ts';
import {
  findHalfSession,
  findTwoStep,
  insertHalfSession,
  spendHalfSession,
} from '../two-step/two-step.queries.ts';
import { newToken, tokenHash } from '../users/one-time-token.ts';
import { fitsPassword } from '../users/passwords.ts';
import { findSignIn, holdSignIn } from '../users/users.queries.ts';
import { countCode, countSignIn } from './guess-limits.ts';
import { openSession, type SignedIn } from './open-session.ts';

const halfSessionMs = 5 * 60_000;

interface HalfSession {
  token: string;
  expiresAt: string;
}

/**
 * Signs in and returns the user's id, or a half session where a code is to come. An unknown address, a deactivated user
 * and a wrong password cost the same work and throw the same `admin.sign_in_wrong`; too many guesses throw
 * `platform.too_many_calls`.
 */
export async function signIn(
  ctx: SecretContext,
  input: { email: string; password: string },
  request: RequestFacts,
): Promise<{ userId: string | null; halfSession: HalfSession | null }> {
  const guess = await countSignIn(ctx.platform, request.address, input.email);
  const user = await ctx.transact(({ tx }) => findSignIn(tx, input.email));
  if (!(await fitsPassword(user?.passwordHash, input.password)) || !user) {
    throw fail('unauthenticated', 'admin.sign_in_wrong');
  }
  await guess.right();
  const halfSession = await openHalfSession(ctx, user, false);
  if (halfSession) return { userId: null, halfSession };
  await openSession(ctx, user, request, {
    async proveMore({ tx }) {
      // Turned on since this was looked at.
      if (await findTwoStep(tx, user.id)) throw fail('unauthenticated', 'admin.sign_in_wrong');
      return {};
    },
  });
  return { userId: user.id, halfSession: null };
}

/** Undefined for a user without a second step. Holds the password while it is made, so that a new one ends it. */
export async function openHalfSession(
  ctx: SecretContext,
  user: SignedIn,
  byProvider: boolean,
): Promise<HalfSession | undefined> {
  return ctx.transact(async ({ tx, clock }) => {
    if (!(await findTwoStep(tx, user.id))) return undefined;
    if (!(await holdSignIn(tx, user.id, user.passwordHash)))
      throw fail('unauthenticated', 'admin.sign_in_wrong');
    const token = newToken();
    const expiresAt = new Date(clock.now().getTime() + halfSessionMs);
    await insertHalfSession(tx, { tokenHash: tokenHash(token), userId: user.id, expiresAt, byProvider });
    return { token, expiresAt: expiresAt.toISOString() };
  });
}

/**
 * Opens the session with a code of the app or a recovery code, each good once. Throws `admin.half_session_over`, and
 * `admin.code_wrong`, after some of which it throws `platform.too_many_calls`.
 */
export async function signInWithCode(
  ctx: SecretContext,
  input: { token: string; code: string },
  request: RequestFacts,
): Promise<{ userId: string }> {
  const hash = tokenHash(input.token);
  const user = await ctx.transact(({ tx, clock }) => findHalfSession(tx, hash, clock.now()));
  if (!user) throw over();
  const guess = await countCode(ctx.platform, user.id);
  const isRight = await tryCode(ctx, user, hash, input.code, request);
  if (!isRight) {
    await ctx.transact(({ audit }) => audit('admin.code_refused', `user:${user.id}`));
    throw fail('unauthenticated', 'admin.code_wrong');
  }
  await guess.right();
  return { userId: user.id };
}

/** False for a wrong code, which leaves everything as it was. */
async function tryCode(
  ctx: SecretContext,
  user: SignedIn & { byProvider: boolean },
  halfHash: Buffer,
  code: string,
  request: RequestFacts,
): Promise<boolean> {
  const wrong = new Error('wrong code');
  try {
    await openSession(ctx, user, request, {
      byProvider: user.byProvider,
      async proveMore(inner) {
        if (!(await spendHalfSession(inner.tx, halfHash))) throw over();
        const secondStep = await proveCode(inner, user.id, code);
        if (!secondStep) throw wrong;
        return { secondStep };
      },
    });
    return true;
  } catch (error) {
    if (error === wrong) return false;
    throw error;
  }
}

function over() {
  return fail('unauthenticated', 'admin.half_session_over');
}
