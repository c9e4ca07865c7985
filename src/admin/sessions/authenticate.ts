import { type Actor, anonymousActor } from '#platform/access/actor.ts';
import type { Platform } from '#platform/db/platform.ts';
import type { Credentials } from '#platform/http/http-options.ts';
import { authenticateKey } from '../keys/authenticate-key.ts';
import { userActor } from '../roles/user-actor.ts';
import { tokenHash } from '../users/one-time-token.ts';
import { sessionExpiry } from './session-lifetime.ts';
import { findLiveSession, touchSession } from './sessions.queries.ts';

const touchEveryMs = 60_000;

/**
 * Who sends a request, in person or by a key: one look-up by indexes, and at most once a minute a note that the session is in use.
 * Unknown, ended and expired tokens and those of deactivated users are anonymous.
 */
export async function authenticate(platform: Platform, request: Credentials): Promise<Actor> {
  if (request.bearer !== undefined)
    return authenticateKey(platform, { bearer: request.bearer, address: request.address });
  if (!request.sessionToken) return anonymousActor;
  const { db } = platform.database;
  const hash = tokenHash(request.sessionToken);
  const now = platform.clock.now();
  const session = await findLiveSession(db, hash, now);
  if (!session) return anonymousActor;
  if (now.getTime() - Date.parse(session.lastSeenAt) >= touchEveryMs) {
    await touchSession(db, hash, now, sessionExpiry(new Date(session.createdAt), now));
  }
  const hasTwoStep = session.hasTwoStep || session.secondStepByProvider;
  return userActor(platform, db, { ...session, hasTwoStep });
}
