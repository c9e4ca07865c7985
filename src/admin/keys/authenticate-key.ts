import { type Actor, anonymousActor } from '#platform/access/actor.ts';
import type { Platform } from '#platform/db/platform.ts';
import { userActor } from '../roles/user-actor.ts';
import { tokenHash } from '../users/one-time-token.ts';
import { findLiveKey, touchKey } from './keys.queries.ts';
import { isKey } from './keys.ts';

const touchEveryMs = 60_000;

/**
 * For whom a program acts: the user of the key, with those of the key's permissions that the user has now. Unknown, ended
 * and expired keys and those of deactivated users are anonymous.
 */
export async function authenticateKey(
  platform: Platform,
  request: { bearer: string; address: string },
): Promise<Actor> {
  if (!isKey(request.bearer)) return anonymousActor;
  const { db } = platform.database;
  const now = platform.clock.now();
  const key = await findLiveKey(db, tokenHash(request.bearer), now);
  if (!key) return anonymousActor;
  const isFresh = key.lastUsedAt !== null && now.getTime() - Date.parse(key.lastUsedAt) < touchEveryMs;
  if (!isFresh || key.lastAddress !== request.address) await touchKey(db, key.keyId, now, request.address);
  const user = await userActor(platform, db, key);
  const permissions = new Set(key.keyPermissions.filter((permission) => user.permissions.has(permission)));
  const { keyId, hint: keyHint, rowsADay } = key;
  return { ...user, keyId, keyHint, rowsADay, permissions };
}
