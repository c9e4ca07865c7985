const dayMs = 86_400_000;
const idleMs = 14 * dayMs;
const oldestMs = 60 * dayMs;

/** A browser drops the cookie when no session could live any more; the server decides before that. */
export const cookieSeconds = oldestMs / 1000;

/** A session ends 14 days after its last use, and 60 days after its sign-in at the latest. */
export function sessionExpiry(createdAt: Date, usedAt: Date): Date {
  return new Date(Math.min(usedAt.getTime() + idleMs, createdAt.getTime() + oldestMs));
}
