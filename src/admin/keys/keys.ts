import { type Actor, mayDo } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { ownUserId } from '../sessions/own-user-id.ts';
import { newToken, tokenHash } from '../users/one-time-token.ts';
import type { ApiKey } from './keys.contract.ts';
import { insertKey, listKeys, markEnded } from './keys.queries.ts';

/** Keys begin with it, so that whoever finds one in a repository or a log knows what it opens. */
const beginning = 'pn_';
const hintLength = 9;
const mostKeys = 50;
const dayMs = 86_400_000;

export async function keys(ctx: Context): Promise<{ items: ApiKey[] }> {
  return { items: await listKeys(ctx.tx, ownUserId(ctx.actor)) };
}

/** Only its hash is kept. Throws `admin.permission_unknown`, `admin.beyond_own_rights`, `admin.too_many_keys`. */
export async function makeKey(
  ctx: Context,
  input: { name: string; permissions: string[]; days: number; rowsADay: number },
): Promise<ApiKey & { key: string }> {
  const userId = ownUserId(ctx.actor);
  refuseBeyond(ctx, input.permissions);
  if ((await listKeys(ctx.tx, userId)).length >= mostKeys)
    throw fail('conflict', 'admin.too_many_keys', { values: { most: mostKeys } });
  const key = `${beginning}${newToken()}`;
  const createdAt = ctx.clock.now();
  const made = await insertKey(ctx.tx, {
    userId,
    name: input.name,
    tokenHash: tokenHash(key),
    hint: key.slice(0, hintLength),
    permissions: [...new Set(input.permissions)].sort(),
    createdAt,
    expiresAt: new Date(createdAt.getTime() + input.days * dayMs),
    rowsADay: input.rowsADay,
  });
  await ctx.audit('admin.key_made', `key:${made.id}`, {
    name: made.name,
    permissions: made.permissions,
    rowsADay: made.rowsADay,
  });
  return { ...made, key };
}

/** From the next request on it opens nothing. */
export async function endKey(ctx: Context, id: string): Promise<void> {
  const name = await markEnded(ctx.tx, ownUserId(ctx.actor), id, ctx.clock.now());
  if (name === undefined) throw fail('notFound', 'admin.key_not_found');
  await ctx.audit('admin.key_ended', `key:${id}`, { name });
}

/** True for what looks like a key at all. */
export function isKey(token: string): boolean {
  return token.startsWith(beginning);
}

function refuseBeyond(
  { actor, permissions }: { actor: Actor; permissions: ReadonlySet<string> },
  wanted: string[],
): void {
  const unknown = wanted.find((permission) => !permissions.has(permission));
  if (unknown !== undefined)
    throw fail('invalid', 'admin.permission_unknown', { values: { permission: unknown } });
  if (!wanted.every((permission) => mayDo(actor, permission)))
    throw fail('forbidden', 'admin.beyond_own_rights');
}
