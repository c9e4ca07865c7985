import { setTimeout as sleep } from 'node:timers/promises';
import type { RawBuilder } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { CopyUnavailable } from '#platform/facts/facts.ts';
import { databaseTime } from './upkeep.queries.ts';

const looks = 10;
const waitMs = 300;

interface Asking {
  timeoutMs: number;
  /** Everything committed until then must be in the answer; until now unless given. */
  since?: Date;
}

/** An answer that is fresh enough; the copy gets a few seconds to come so far. */
export async function freshAnswer<Row>(
  ctx: Context,
  statement: RawBuilder<Row>,
  asking: Asking,
): Promise<Row[]> {
  const byCopy = await freshCopyAnswer(ctx, statement, asking);
  const { timeoutMs } = asking;
  if (byCopy) return byCopy;
  const { rows } = await ctx.facts.ask(statement, { timeoutMs, upkeep: true, engine: 'postgres' });
  return rows;
}

/** The same of the copy alone; undefined where it does not come so far, or cannot answer. */
export async function freshCopyAnswer<Row>(
  ctx: Context,
  statement: RawBuilder<Row>,
  { timeoutMs, since: wanted }: Asking,
): Promise<Row[] | undefined> {
  const since = wanted ?? (await databaseTime(ctx));
  if (!(await catchesUp(ctx, since))) return undefined;
  try {
    const { rows, asOf } = await ctx.facts.ask(statement, { timeoutMs, upkeep: true, engine: 'columnar' });
    return asOf >= since ? rows : undefined;
  } catch (error) {
    if (error instanceof CopyUnavailable) return undefined;
    throw error;
  }
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
