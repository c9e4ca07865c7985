import type { Context } from '#platform/db/context.ts';
import type { RequestFacts } from '#platform/http/bind.ts';
import { newToken, tokenHash } from '../users/one-time-token.ts';
import { cookieSeconds } from './session-lifetime.ts';
import { deleteSessionsOf, replaceSessionToken } from './sessions.queries.ts';

export interface KeptSession {
  endedSessions: number;
  /** To be called once the transaction is over. */
  setCookie(): void;
}

/**
 * For what changes how somebody signs in: ends all other sessions of the user and lets this one go on under another token,
 * so that whoever had taken the former one is out too.
 */
export async function keepOnlyThisSession(
  ctx: Context,
  userId: string,
  request: RequestFacts,
): Promise<KeptSession> {
  const { sessionToken } = request;
  if (sessionToken === undefined)
    return { endedSessions: await deleteSessionsOf(ctx.tx, userId), setCookie: () => {} };
  const own = tokenHash(sessionToken);
  const endedSessions = await deleteSessionsOf(ctx.tx, userId, own);
  const token = newToken();
  await replaceSessionToken(ctx.tx, own, tokenHash(token));
  return { endedSessions, setCookie: () => request.setSession(token, cookieSeconds) };
}
