import type { Actor } from '#platform/access/actor.ts';
import { fail } from '#platform/errors/errors.ts';

/**
 * The id of the user who acts, in person. Throws `admin.not_a_user` for the command line, which has no account, and
 * `admin.not_for_keys` for a program: it could make itself more than it was made for.
 */
export function ownUserId(actor: Actor): string {
  if (actor.kind !== 'user') throw fail('forbidden', 'admin.not_a_user');
  if (actor.keyId !== undefined) throw fail('forbidden', 'admin.not_for_keys');
  return actor.userId;
}
