import type { z } from 'zod';
import type { Context } from '#platform/db/context.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Platform } from '#platform/db/platform.ts';
import { fail } from '#platform/errors/errors.ts';
import type { SecretContext } from '#platform/http/bind.ts';
import { decryptSecret, encryptSecret } from '#platform/secrets/secrets.ts';
import { refuseBeyondOwnRights } from '../roles/beyond-rights.ts';
import { roleNamed } from '../roles/roles.ts';
import { forgetProvedSteps } from '../sessions/sessions.queries.ts';
import { type AskedProvider, discover, redirectUrl } from './ask-provider.ts';
import type { ProviderSettings, providerContract } from './provider.contract.ts';
import { deleteProvider, findProvider, replaceProvider, type StoredProvider } from './provider.queries.ts';

type Wish = z.output<typeof providerContract.endpoints.setProvider.input>;

const purpose = 'secret of the sign-in provider';

/** The settings without the secret, and what is to be registered with the provider. */
export async function showProvider(
  platform: Pick<Platform, 'config'>,
  tx: Tx,
): Promise<{ provider: ProviderSettings | null; redirectUrl: string }> {
  const stored = await findProvider(tx);
  const { clientSecret, ...rest } = stored ?? {};
  const provider = stored && {
    ...(rest as Omit<StoredProvider, 'clientSecret'>),
    hasSecret: clientSecret !== null,
  };
  return { provider: provider ?? null, redirectUrl: redirectUrl(platform) };
}

/**
 * Asks the provider who it is, then stores it. Only owners do: a provider says who somebody is, and so could make anybody
 * an owner. Throws `admin.owners_only`, `admin.provider_needs_domains`, `admin.provider_unreachable`,
 * `admin.beyond_own_rights`.
 */
export async function setProvider(ctx: SecretContext, wish: Wish) {
  refuseOthers(ctx);
  // Without domains, whoever has an account anywhere at the provider would come in.
  if (wish.role !== null && wish.emailDomains.length === 0)
    throw fail('invalid', 'admin.provider_needs_domains');
  const before = await ctx.transact(({ tx }) => findProvider(tx));
  const clientSecret = await secretOf(ctx.platform, wish, before);
  await discover(ctx.platform, { ...wish, clientSecret });
  return ctx.transact(async (inner) => {
    const role = wish.role === null ? undefined : await roleNamed(inner, wish.role);
    if (role) await refuseBeyondOwnRights(inner, role);
    const { name, issuer, clientId, emailDomains, onlyProvider, trustsMfa } = wish;
    const shown = { name, issuer, clientId, emailDomains, onlyProvider, trustsMfa };
    if (before?.issuer !== issuer) await forgetProvedSteps(inner.tx);
    await replaceProvider(inner.tx, {
      ...shown,
      clientSecret: clientSecret === null ? null : await encryptSecret(inner, clientSecret, purpose),
      roleId: role?.id ?? null,
    });
    await inner.audit('admin.provider_set', 'organisation', { ...shown, role: wish.role });
    return showProvider(ctx.platform, inner.tx);
  });
}

/** A kept secret goes to nobody but whom it was meant for. */
async function secretOf(
  platform: Platform,
  wish: Wish,
  before: StoredProvider | undefined,
): Promise<string | null> {
  if (wish.clientSecret !== undefined) return wish.clientSecret;
  const isSame = before?.issuer === wish.issuer && before.clientId === wish.clientId;
  return isSame ? (await withSecret(platform, before)).clientSecret : null;
}

/** The provider as it is asked. */
export async function withSecret(
  platform: Pick<Platform, 'folder'>,
  stored: StoredProvider,
): Promise<AskedProvider> {
  const { issuer, clientId, clientSecret } = stored;
  const secret = clientSecret && (await decryptSecret(platform, clientSecret, purpose));
  return { issuer, clientId, clientSecret: secret };
}

/** Throws `admin.owners_only`, `admin.no_provider`. */
export async function removeProvider(ctx: Context): Promise<void> {
  refuseOthers(ctx);
  if (!(await deleteProvider(ctx.tx))) throw fail('notFound', 'admin.no_provider');
  await forgetProvedSteps(ctx.tx);
  await ctx.audit('admin.provider_removed', 'organisation');
}

function refuseOthers({ actor }: Pick<Context, 'actor'>): void {
  if (actor.kind === 'user' && (actor.role !== 'owner' || actor.keyId !== undefined))
    throw fail('forbidden', 'admin.owners_only');
}
