import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import {
  holdOutbound,
  releaseOutbound,
  type UnconfirmedCopy,
  unconfirmedCopy,
} from '#platform/outbound/outbound.queries.ts';
import { withdrawOpenInvitations } from './backups.queries.ts';

/**
 * Makes what was just restored a copy that does no harm: it sends nothing until `confirmCopy`, and no link that was handed
 * out before lets anybody in.
 */
export async function settleCopy(ctx: Context, takenAt: string): Promise<void> {
  await holdOutbound(ctx.tx, { takenAt, restoredAt: ctx.clock.now() });
  await withdrawOpenInvitations(ctx.tx, ctx.clock.now());
  await ctx.audit('admin.backup_restored', 'installation', { takenAt });
}

export async function showCopy(ctx: Context): Promise<{ copy: UnconfirmedCopy | null }> {
  return { copy: (await unconfirmedCopy(ctx.tx)) ?? null };
}

/** From its commit on this installation sends. Throws `admin.no_copy` where it is the live one already. */
export async function confirmCopy(ctx: Context): Promise<{ copy: UnconfirmedCopy }> {
  const copy = await releaseOutbound(ctx.tx);
  if (!copy) throw fail('conflict', 'admin.no_copy');
  await ctx.audit('admin.copy_confirmed', 'installation', { takenAt: copy.takenAt });
  return { copy };
}
