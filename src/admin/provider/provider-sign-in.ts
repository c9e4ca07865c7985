import { systemActor } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { RequestFacts, SecretContext } from '#platform/http/bind.ts';
import { openSession } from '../sessions/open-session.ts';
import { openHalfSession } from '../sessions/sign-in.ts';
import { newToken, tokenHash } from '../users/one-time-token.ts';
import { hashPassword } from '../users/passwords.ts';
import { authorizationUrl, personBehind } from './ask-provider.ts';
import {
  findProvider,
  insertProviderSignIn,
  type StoredProvider,
  spendProviderSignIn,
} from './provider.queries.ts';
import { withSecret } from './provider.ts';
import { userOf } from './provider-user.ts';

const signInMs = 10 * 60_000;

/** What the sign-in page offers to strangers. */
export async function offeredProvider({ tx }: Context) {
  const provider = await findProvider(tx);
  return { name: provider?.name ?? null, onlyProvider: provider?.onlyProvider ?? false };
}

/** Throws `admin.no_provider`, `admin.provider_unreachable`. */
export async function startProviderSignIn(ctx: SecretContext): Promise<{ url: string; browser: string }> {
  const provider = await currentProvider(ctx);
  const browser = newToken();
  const url = await authorizationUrl(ctx.platform, await withSecret(ctx.platform, provider), browser);
  await ctx.transact(({ tx, clock }) =>
    insertProviderSignIn(tx, {
      browserHash: tokenHash(browser),
      issuer: provider.issuer,
      expiresAt: new Date(clock.now().getTime() + signInMs),
    }),
  );
  return { url, browser };
}

/**
 * Opens a session, or a half session where the user signs in with a code too and the provider's word does not stand for it.
 * One browser comes back once, within ten minutes. Throws `admin.provider_sign_in_over` and what `personBehind` and
 * `userOf` throw.
 */
export async function finishProviderSignIn(
  ctx: SecretContext,
  input: { browser: string; code: string; state: string; iss?: string | undefined },
  request: RequestFacts,
) {
  const provider = await currentProvider(ctx);
  const issuer = await ctx.transact(({ tx, clock }) =>
    spendProviderSignIn(tx, tokenHash(input.browser), clock.now()),
  );
  if (issuer !== provider.issuer) throw fail('unauthenticated', 'admin.provider_sign_in_over');
  const person = await personBehind(ctx.platform, await withSecret(ctx.platform, provider), input);
  const unusableHash = await hashPassword(newToken(), '');
  const user = await ctx.transact((inner) => userOf(inner, provider, person, unusableHash), systemActor);
  const secondStep = provider.trustsMfa && person.hasMfa;
  const halfSession = secondStep ? undefined : await openHalfSession(ctx, user, true);
  if (halfSession) return { userId: null, halfSession };
  await openSession(ctx, user, request, {
    byProvider: true,
    secondStep,
    proveMore: async () => ({ by: 'provider' }),
  });
  return { userId: user.id, halfSession: null };
}

async function currentProvider(ctx: SecretContext): Promise<StoredProvider> {
  const provider = await ctx.transact(({ tx }) => findProvider(tx));
  if (!provider) throw fail('notFound', 'admin.no_provider');
  return provider;
}
