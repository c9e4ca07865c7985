import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { refuseBeyondOwnRights } from '../roles/beyond-rights.ts';
import { findRights } from '../roles/rights.queries.ts';
import { roleNamed } from '../roles/roles.ts';
import { deleteSessionsOf } from '../sessions/sessions.queries.ts';
import { teamNamed } from '../teams/teams.ts';
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

/**
 * Another role or team, with the next request. Throws `admin.last_owner` where nobody would be left to manage users,
 * `admin.beyond_own_rights`, `admin.version_conflict`.
 */
export async function changeMember(
  ctx: Context,
  input: { id: string; role?: string; teamId?: string },
): Promise<MemberRow> {
  const owners = await lockActiveOwners(ctx.tx);
  const before = await managedMember(ctx, input.id);
  const change: { role_id?: string; team_id?: string } = {};
  if (input.role !== undefined) {
    const role = await roleNamed(ctx, input.role);
    await refuseBeyondOwnRights(ctx, role);
    if (role.key !== 'owner') refuseLastOwner(owners, input.id);
    change.role_id = role.id;
  }
  if (input.teamId !== undefined) change.team_id = (await teamNamed(ctx, input.teamId)).id;
  if (!(await updateUser(ctx.tx, input.id, ctx.ifMatch ?? '', change)))
    throw fail('conflict', 'admin.version_conflict');
  const after = await memberOf(ctx, input.id);
  if (after.role !== before.role) {
    await ctx.audit('admin.role_changed', `user:${input.id}`, { from: before.role, to: after.role });
    await ctx.emit('admin.user_changed', { userId: input.id, fields: ['role'] });
  }
  if (after.teamId !== before.teamId) {
    await ctx.audit('admin.user_moved', `user:${input.id}`, { from: before.teamId, to: after.teamId });
    await ctx.emit('admin.user_moved', { userId: input.id });
  }
  return after;
}

/**
 * Ends all sessions of the user with it, and hands over what they own. Deactivating twice changes nothing. Throws
 * `admin.last_owner`, `admin.successor_not_active`, `admin.beyond_own_rights`.
 */
export async function deactivate(
  ctx: Context,
  input: { id: string; handOverTo?: string },
): Promise<MemberRow> {
  const owners = await lockActiveOwners(ctx.tx);
  const before = await managedMember(ctx, input.id);
  if (before.deactivatedAt !== null) return before;
  refuseLastOwner(owners, input.id);
  const handOverTo = input.handOverTo ?? null;
  if (handOverTo !== null && (handOverTo === input.id || !(await ctx.assignee(handOverTo))?.active))
    throw fail('conflict', 'admin.successor_not_active');
  await updateDeactivation(ctx.tx, input.id, ctx.clock.now());
  const endedSessions = await deleteSessionsOf(ctx.tx, input.id);
  await deletePasswordLink(ctx.tx, input.id);
  await ctx.audit('admin.user_deactivated', `user:${input.id}`, { endedSessions, handOverTo });
  await ctx.emit('admin.user_deactivated', { userId: input.id, handOverTo });
  return memberOf(ctx, input.id);
}

/** Reactivating an active user changes nothing. */
export async function reactivate(ctx: Context, input: { id: string }): Promise<MemberRow> {
  const before = await managedMember(ctx, input.id);
  if (before.deactivatedAt === null) return before;
  await updateDeactivation(ctx.tx, input.id, null);
  await ctx.audit('admin.user_reactivated', `user:${input.id}`);
  await ctx.emit('admin.user_reactivated', { userId: input.id });
  return memberOf(ctx, input.id);
}

/** Signs the user out everywhere. Throws `admin.beyond_own_rights`. */
export async function endMemberSessions(
  ctx: Context,
  input: { id: string },
): Promise<{ endedSessions: number }> {
  await managedMember(ctx, input.id);
  const endedSessions = await deleteSessionsOf(ctx.tx, input.id);
  await ctx.audit('admin.member_sessions_ended', `user:${input.id}`, { endedSessions });
  return { endedSessions };
}

/** A path that is shown once and works once, for a day; an earlier one for the user ends. */
export async function makePasswordLink(
  ctx: Context,
  input: { id: string },
): Promise<{ path: string; expiresAt: string }> {
  const user = await managedMember(ctx, input.id);
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

/** A user whom the actor may manage: one who may do nothing that the actor may not. Throws `admin.beyond_own_rights`. */
export async function managedMember(ctx: Context, userId: string): Promise<MemberRow> {
  const rights = await findRights(ctx.tx, userId, { lock: true });
  if (!rights) throw fail('notFound', 'admin.member_not_found');
  await refuseBeyondOwnRights(ctx, rights);
  return memberOf(ctx, userId);
}

function refuseLastOwner(owners: string[], userId: string): void {
  if (owners.length === 1 && owners[0] === userId) throw fail('conflict', 'admin.last_owner');
}
