import { reachOf, rightsToFields } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { RequestFacts, SecretContext } from '#platform/http/bind.ts';
import { showOrganisation } from '../organisation/organisation.ts';
import { tokenHash } from '../users/one-time-token.ts';
import { hashPassword } from '../users/passwords.ts';
import { findUser, type UserRow, updatePassword, updateUser } from '../users/users.queries.ts';
import { ownUserId } from './own-user-id.ts';
import { provePassword } from './prove-password.ts';
import { keepOnlyThisSession } from './rotate-session.ts';
import { deleteSession, deleteSessionById, deleteSessionsOf, listSessions } from './sessions.queries.ts';

async function ownUser(ctx: Context): Promise<UserRow> {
  ownUserId(ctx.actor);
  return userBehind(ctx);
}

/** The user who acts or for whom a program does. */
async function userBehind(ctx: Context): Promise<UserRow> {
  if (ctx.actor.kind !== 'user') throw fail('forbidden', 'admin.not_a_user');
  const user = await findUser(ctx.tx, ctx.actor.userId);
  if (!user) throw fail('unauthenticated', 'platform.sign_in_first');
  return user;
}

/** Who is signed in, for which organisation, and what they may do. */
export async function showSession(ctx: Context) {
  const user = await userBehind(ctx);
  const { actor } = ctx;
  return {
    user,
    organisation: await showOrganisation(ctx),
    permissions: [...actor.permissions].sort(),
    reaches: { customers: reachOf(actor, 'customers'), orders: reachOf(actor, 'orders') },
    blockedBy: (actor.kind === 'user' && actor.blockedBy) || null,
    fields: { customers: rightsToFields(actor, 'customers'), orders: rightsToFields(actor, 'orders') },
  };
}

/** Ends the session of this token, if it opens one. */
export async function signOut(ctx: Context, sessionToken: string | undefined): Promise<void> {
  const userId = sessionToken && (await deleteSession(ctx.tx, tokenHash(sessionToken)));
  if (userId) await ctx.audit('admin.signed_out', `user:${userId}`);
}

/** Changes one's own name or language. Throws `admin.version_conflict`. */
export async function changeAccount(
  ctx: Context,
  change: { name?: string; language?: string },
): Promise<UserRow> {
  const { id } = await ownUser(ctx);
  const user = await updateUser(ctx.tx, id, ctx.ifMatch ?? '', change);
  if (!user) throw fail('conflict', 'admin.version_conflict');
  await ctx.audit('admin.account_changed', `user:${id}`, change);
  await ctx.emit('admin.user_changed', { userId: id, fields: Object.keys(change) });
  return user;
}

/**
 * Changes one's own password, ends all other sessions and gives this one another token. Throws `admin.password_wrong` where the current
 * one does not fit, and `platform.too_many_calls` after some of those.
 */
export async function changePassword(
  ctx: SecretContext,
  input: { password: string; newPassword: string },
  request: RequestFacts,
): Promise<{ endedSessions: number }> {
  const { id, email } = await provePassword(ctx, input.password, request);
  const newHash = await hashPassword(input.newPassword, email, 'newPassword');
  const kept = await ctx.transact(async (inner) => {
    await updatePassword(inner.tx, id, newHash);
    const session = await keepOnlyThisSession(inner, id, request);
    await inner.audit('admin.password_changed', `user:${id}`, { endedSessions: session.endedSessions });
    return session;
  });
  kept.setCookie();
  return { endedSessions: kept.endedSessions };
}

/** The devices that the user is signed in on, this one first, then the last used. */
export async function ownSessions(ctx: Context, sessionToken: string | undefined) {
  const own = sessionToken === undefined ? undefined : tokenHash(sessionToken);
  const rows = await listSessions(ctx.tx, ownUserId(ctx.actor), ctx.clock.now());
  const items = rows.map(({ tokenHash: hash, ...row }) => ({ ...row, current: own?.equals(hash) ?? false }));
  return [...items.filter((item) => item.current), ...items.filter((item) => !item.current)];
}

/** Throws `admin.session_not_found` for a session that is not the user's own. */
export async function endSession(ctx: Context, sessionId: string): Promise<void> {
  const userId = ownUserId(ctx.actor);
  if (!(await deleteSessionById(ctx.tx, userId, sessionId)))
    throw fail('notFound', 'admin.session_not_found');
  await ctx.audit('admin.session_ended', `user:${userId}`, { sessionId });
}

/** Ends all sessions of the user but the one of `sessionToken`; returns how many. */
export async function endOtherSessions(ctx: Context, sessionToken: string | undefined): Promise<number> {
  const userId = ownUserId(ctx.actor);
  const own = sessionToken === undefined ? undefined : tokenHash(sessionToken);
  const endedSessions = await deleteSessionsOf(ctx.tx, userId, own);
  await ctx.audit('admin.other_sessions_ended', `user:${userId}`, { endedSessions });
  return endedSessions;
}
