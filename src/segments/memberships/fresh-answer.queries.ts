import { setTimeout as sleep } from 'node:timers/promises';
import type { RawBuilder } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { databaseTime } from './upkeep.queries.ts';

const looks = 10;
const waitMs = 300;

/** An answer that saw everything committed until now; the copy gets a few seconds to come so far. */
export async function freshAnswer<Row>(
  ctx: Context,
  statement: RawBuilder<Row>,
  timeoutMs: number,
): Promise<Row[]> {
  const since = await databaseTime(ctx);
  const asking = { timeoutMs, upkeep: true };
  if (await catchesUp(ctx, since)) {
    const { rows, engine, asOf } = await ctx.facts.ask(statement, asking);
    if (engine === 'postgres' || asOf >= since) return rows;
  }
  const { rows } = await ctx.facts.ask(statement, { ...asking, engine: 'postgres' });
  return rows;
}

/** Whether the copy holds what was committed until then, now or soon. */
async function catchesUp({ facts }: Context, since: Date): Promise<boolean> {
  for (let look = 1; ; look++) {
    const asOf = facts.copyAsOf();
    if (asOf === undefined || look > looks) return false;
    if (asOf >= since) return true;
    await sleep(waitMs);
  }
}
