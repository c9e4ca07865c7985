import type { Context } from '#platform/db/context.ts';
import { nameKeyOf } from './name-key.ts';
import { type Claim, claimTold, forgetKeys, type Key, keysTold, takeWaiting } from './reclaim.queries.ts';

/**
 * Changes what is known of customers and lets their keys follow: what no record and no hand tells any more leads
 * to them no longer, but to whoever else told it. `customerIds` are those who hold keys before, `alsoAfter` others
 * who may hold some then.
 */
export async function withKeysOf(
  ctx: Context,
  customerIds: readonly string[],
  change: () => Promise<void>,
  alsoAfter: readonly string[] = [],
): Promise<void> {
  const released = await forgetKeys(ctx, customerIds);
  await change();
  await claimTold(ctx, await claimsOf(ctx, [...customerIds, ...alsoAfter]));
  await handOver(ctx, released);
}

/** Those of these keys that lead to nobody lead to whoever waited for them and tells them still. */
export async function handOver(ctx: Context, keys: readonly Key[]): Promise<void> {
  const waited = await takeWaiting(ctx, keys);
  if (waited.length === 0) return;
  const free = new Set(waited.map(textOf));
  const claims = await claimsOf(ctx, [...new Set(waited.map(({ customerId }) => customerId))]);
  await claimTold(
    ctx,
    claims.filter((claim) => free.has(textOf(claim))),
  );
}

async function claimsOf(ctx: Context, customerIds: readonly string[]): Promise<Claim[]> {
  const told = await keysTold(ctx, customerIds);
  return told.map(({ name, ...key }) => ({
    ...key,
    nameKey: name === null ? '' : (nameKeyOf(name) ?? ''),
  }));
}

function textOf({ kind, sourceId, value, nameKey }: Key): string {
  return JSON.stringify([kind, sourceId, value, nameKey]);
}
