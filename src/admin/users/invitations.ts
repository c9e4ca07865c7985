import { systemActor } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { SecretContext } from '#platform/http/bind.ts';
import { findProvider } from '../provider/provider.queries.ts';
import { refuseBeyondOwnRights } from '../roles/beyond-rights.ts';
import { roleNamed } from '../roles/roles.ts';
import type { SignedIn } from '../sessions/open-session.ts';
import { rootTeam, teamNamed } from '../teams/teams.ts';
import {
  findInvitation,
  listOpenInvitations,
  markAccepted,
  markWithdrawn,
  replaceInvitation,
} from './invitations.queries.ts';
import { newToken, tokenHash } from './one-time-token.ts';
import { hashPassword } from './passwords.ts';
import { findUserByEmail, insertUserIfNew } from './users.queries.ts';

const invitationMs = 7 * 86_400_000;

/** Open invitations, also expired ones, which can be renewed or withdrawn. */
export async function invitations(ctx: Context) {
  const now = ctx.clock.now().getTime();
  const rows = await listOpenInvitations(ctx.tx);
  return { items: rows.map((row) => ({ ...row, expired: Date.parse(row.expiresAt) <= now })) };
}

/**
 * A path that is shown once and works once, for seven days; the address's earlier link stops working.
 * Throws `admin.email_taken` where the address has an account, active or not, `admin.beyond_own_rights`.
 */
export async function invite(
  ctx: Context,
  input: { email: string; role: string; teamId?: string },
): Promise<{ id: string; path: string; expiresAt: string }> {
  const role = await roleNamed(ctx, input.role);
  await refuseBeyondOwnRights(ctx, role);
  const team = input.teamId === undefined ? await rootTeam(ctx) : await teamNamed(ctx, input.teamId);
  if (await findUserByEmail(ctx.tx, input.email)) throw fail('conflict', 'admin.email_taken');
  const token = newToken();
  const createdAt = ctx.clock.now();
  const expiresAt = new Date(createdAt.getTime() + invitationMs);
  const id = await replaceInvitation(ctx.tx, {
    email: input.email,
    roleId: role.id,
    teamId: team.id,
    tokenHash: tokenHash(token),
    invitedBy: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
    createdAt,
    expiresAt,
  });
  await ctx.audit('admin.invited', `invitation:${id}`, input);
  return { id, path: `/join?token=${token}`, expiresAt: expiresAt.toISOString() };
}

/** Throws `admin.invitation_not_found` where it is not open (any more). */
export async function withdrawInvitation(ctx: Context, invitationId: string): Promise<void> {
  if (!(await markWithdrawn(ctx.tx, invitationId, ctx.clock.now()))) {
    throw fail('notFound', 'admin.invitation_not_found');
  }
  await ctx.audit('admin.invitation_withdrawn', `invitation:${invitationId}`);
}

/** Who is invited where. Throws `admin.invitation_wrong`. */
export async function readInvitation(ctx: Context, token: string) {
  const invitation = await findInvitation(ctx.tx, tokenHash(token), ctx.clock.now());
  if (!invitation) throw wrongInvitation();
  const { name, language } = await ctx.organisation();
  return { email: invitation.email, organisationName: name, language };
}

/**
 * Makes the invited user, spends the link and tells who it is. Wrong, accepted, withdrawn and expired links
 * all throw `admin.invitation_wrong`. Throws `admin.provider_only` where people come by the provider alone.
 */
export async function acceptInvitation(
  ctx: SecretContext,
  input: { token: string; name: string; password: string; language?: 'en' | 'zh' },
): Promise<SignedIn> {
  const hash = tokenHash(input.token);
  const found = await ctx.transact(({ tx, clock }) => findInvitation(tx, hash, clock.now()));
  if (!found) throw wrongInvitation();
  if (await ctx.transact(async ({ tx }) => (await findProvider(tx))?.onlyProvider))
    throw fail('forbidden', 'admin.provider_only');
  const passwordHash = await hashPassword(input.password, found.email);
  return ctx.transact(async (inner) => {
    const createdAt = inner.clock.now();
    const accepted = await markAccepted(inner.tx, hash, createdAt);
    if (!accepted) throw wrongInvitation();
    const { email, roleId, teamId } = accepted;
    const language = input.language ?? (await inner.organisation()).language;
    const user = { email, name: input.name, passwordHash, roleId, teamId, language, createdAt };
    const id = await insertUserIfNew(inner.tx, user);
    // The address was free when it was invited; nobody else can have taken it but by an earlier link.
    if (id === undefined) throw wrongInvitation();
    await inner.audit('admin.invitation_accepted', `invitation:${accepted.id}`, { userId: id });
    await inner.emit('admin.user_added', { userId: id });
    return { id, passwordHash };
  }, systemActor);
}

function wrongInvitation() {
  return fail('forbidden', 'admin.invitation_wrong');
}
