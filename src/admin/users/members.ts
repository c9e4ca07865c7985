import type { Role } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { deleteSessionsOf } from '../sessions/sessions.queries.ts';
import { newToken, tokenHash } from './one-time-token.ts';
import { deletePasswordLink, replacePasswordLink } from './password-links.queries.ts';
import {
  findMember,
  listMembers,
  lockActiveOwners,
  type MemberRow,
  updateDeactivation,
  updateUser,
} from './users.queries.ts';

const passwordLinkMs = 24 * 3_600_000;

export async function members(ctx: Context): Promise<{ items: MemberRow[] }> {
  return { items: await listMembers(ctx.tx) };
}

/** Throws `admin.last_owner` where nobody would be left to manage users, `admin.version_conflict`. */
export async function changeRole(ctx: Context, input: { id: string; role: Role }): Promise<MemberRow> {
  const owners = await lockActiveOwners(ctx.tx);
  const before = await memberOf(ctx, input.id);
  if (input.role !== 'owner') refuseLastOwner(owners, input.id);
  const changed = await updateUser(ctx.tx, input.id, ctx.ifMatch ?? '', { role: input.role });
  if (!changed) throw fail('conflict', 'admin.version_conflict');
  await ctx.audit('admin.role_changed', `user:${input.id}`, { from: before.role, to: input.role });
  await ctx.emit('admin.user_changed', { userId: input.id, fields: ['role'] });
  return memberOf(ctx, input.id);
}

/** Ends all sessions of the user with it. Deactivating twice changes nothing. Throws `admin.last_owner`. */
export async function deactivate(ctx: Context, input: { id: string }): Promise<MemberRow> {
  const owners = await lockActiveOwners(ctx.tx);
  const before = await memberOf(ctx, input.id);
  if (before.deactivatedAt !== null) return before;
  refuseLastOwner(owners, input.id);
  await updateDeactivation(ctx.tx, input.id, ctx.clock.now());
  const endedSessions = await deleteSessionsOf(ctx.tx, input.id);
  await deletePasswordLink(ctx.tx, input.id);
  await ctx.audit('admin.user_deactivated', `user:${input.id}`, { endedSessions });
  await ctx.emit('admin.user_deactivated', { userId: input.id });
  return memberOf(ctx, input.id);
}

/** Reactivating an active user changes nothing. */
export async function reactivate(ctx: Context, input: { id: string }): Promise<MemberRow> {
  const before = await memberOf(ctx, input.id);
  if (before.deactivatedAt === null) return before;
  await updateDeactivation(ctx.tx, input.id, null);
  await ctx.audit('admin.user_reactivated', `user:${input.id}`);
  await ctx.emit('admin.user_reactivated', { userId: input.id });
  return memberOf(ctx, input.id);
}

/** A path that is shown once and works once, for a day; an earlier one for the user ends. */
export async function makePasswordLink(
  ctx: Context,
  input: { id: string },
): Promise<{ path: string; expiresAt: string }> {
  const user = await memberOf(ctx, input.id);
  if (user.deactivatedAt !== null) throw fail('conflict', 'admin.member_deactivated');
  const token = newToken();
  const expiresAt = new Date(ctx.clock.now().getTime() + passwordLinkMs);
  await replacePasswordLink(ctx.tx, { userId: input.id, tokenHash: tokenHash(token), expiresAt });
  await ctx.audit('admin.password_link_made', `user:${input.id}`);
  return { path: `/new-password?token=${token}`, expiresAt: expiresAt.toISOString() };
}

async function memberOf(ctx: Context, userId: string): Promise<MemberRow> {
  const user = await findMember(ctx.tx, userId);
  if (!user) throw fail('notFound', 'admin.member_not_found');
  return user;
}

function refuseLastOwner(owners: string[], userId: string): void {
  if (owners.length === 1 && owners[0] === userId) throw fail('conflict', 'admin.last_owner');
}
