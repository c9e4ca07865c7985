import { setTimeout as sleep } from 'node:timers/promises';
import type { RawBuilder } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { databaseTime } from './upkeep.queries.ts';

const tries = 10;
const waitMs = 300;

/** An answer that saw everything committed until now; the copy gets a few seconds to come so far. */
export async function freshAnswer<Row>(
  ctx: Context,
  statement: RawBuilder<Row>,
  timeoutMs: number,
): Promise<Row[]> {
  const since = await databaseTime(ctx);
  for (let run = 1; run <= tries; run++) {
    const { rows, engine, asOf } = await ctx.facts.ask(statement, { timeoutMs });
    if (engine === 'postgres' || asOf >= since) return rows;
    await sleep(waitMs);
  }
  const { rows } = await ctx.facts.ask(statement, { engine: 'postgres', timeoutMs });
  return rows;
}
