import type { z } from 'zod';
import { systemActor } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import type { Platform } from '#platform/db/platform.ts';
import { transact } from '#platform/db/transact.queries.ts';
import { fail } from '#platform/errors/errors.ts';
import type { SecretContext } from '#platform/http/bind.ts';
import { findOrganisation, insertOrganisation } from '../organisation/organisation.queries.ts';
import { roleNamed } from '../roles/roles.ts';
import type { SignedIn } from '../sessions/open-session.ts';
import { rootTeam } from '../teams/teams.ts';
import { newToken, tokenHash } from '../users/one-time-token.ts';
import { hashPassword } from '../users/passwords.ts';
import { insertUserIfNew } from '../users/users.queries.ts';
import { openedAt } from './opened-at.ts';
import type { setupInput } from './setup.contract.ts';
import { hasSetupLink, replaceSetupLink, spendSetupLink } from './setup.queries.ts';

/**
 * The path of a fresh one-time set-up link (`/setup?token=…`), for every start and whoever asks on the
 * machine; undefined once the organisation exists. Earlier links stop working.
 */
export function setupLink(platform: Platform): Promise<string | undefined> {
  return transact(platform, systemActor, async (ctx) => {
    if (await findOrganisation(ctx.tx)) return undefined;
    const token = newToken();
    await replaceSetupLink(ctx.tx, tokenHash(token), ctx.clock.now());
    return `/setup?token=${token}`;
  });
}

/** A fresh link with the address that people open it at. Throws `admin.already_set_up`. */
export async function newSetupLink({ platform }: SecretContext): Promise<{ url: string }> {
  const path = await setupLink(platform);
  if (path === undefined) throw fail('conflict', 'admin.already_set_up');
  return { url: `${openedAt(platform.config)}${path}` };
}

export async function setupState(ctx: Context): Promise<{ needed: boolean }> {
  return { needed: (await findOrganisation(ctx.tx)) === undefined };
}

/**
 * Makes the organisation and its owner and spends the link, all or nothing; of two callers with one link the
 * first wins. Wrong, replaced and spent links all throw `admin.setup_link_wrong`.
 */
export async function setUp(ctx: SecretContext, input: z.output<typeof setupInput>): Promise<SignedIn> {
  const hash = tokenHash(input.token);
  if (!(await ctx.transact(({ tx }) => hasSetupLink(tx, hash)))) throw wrongLink();
  const passwordHash = await hashPassword(input.password, input.email);
  return ctx.transact(async (inner) => {
    if (!(await spendSetupLink(inner.tx, hash))) throw wrongLink();
    const { organisationName: name, currency, timeZone, language } = input;
    const createdAt = inner.clock.now();
    await insertOrganisation(inner.tx, { name, currency, timeZone, language, createdAt });
    const id = await insertUserIfNew(inner.tx, {
      email: input.email,
      name: input.ownerName,
      passwordHash,
      roleId: (await roleNamed(inner, 'owner')).id,
      teamId: (await rootTeam(inner)).id,
      language,
      createdAt,
    });
    // Without an organisation there are no users, so the address is free.
    if (id === undefined) throw wrongLink();
    await inner.audit('admin.organisation_set_up', 'organisation', { name, currency, timeZone, language });
    await inner.emit('admin.organisation_set_up', { userId: id });
    await inner.emit('admin.user_added', { userId: id });
    return { id, passwordHash };
  }, systemActor);
}

function wrongLink() {
  return fail('forbidden', 'admin.setup_link_wrong');
}
