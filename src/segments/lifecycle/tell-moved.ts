import type { Context } from '#platform/db/context.ts';
import type { Moved } from './lifecycle.queries.ts';

/** Tells other domains and programs who moved between stages. */
export async function tellMoved(ctx: Context, moves: readonly Moved[]): Promise<void> {
  for (const { from, to, ids } of moves) await ctx.emit('stages.changed', { from, to, customerIds: ids });
}
