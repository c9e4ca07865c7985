import { setTimeout as sleep } from 'node:timers/promises';
import type { RawBuilder } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { CopyUnavailable } from '#platform/facts/facts.ts';
import { databaseTime } from './upkeep.queries.ts';

const waitMs = 300;
const patienceMs = 3_000;

interface Asking {
  timeoutMs: number;
  /** Everything committed until then must be in the answer; until now unless given. */
  since?: Date;
}

interface Taking<Row> extends Asking {
  /** How long the copy gets to come so far. */
  patienceMs: number;
  /** Gets the rows some thousands at a time, and may have got some where the copy ends meanwhile. */
  take(rows: Row[]): Promise<void>;
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
  asking: Asking | Taking<Row>,
): Promise<Row[] | undefined> {
  const since = asking.since ?? (await databaseTime(ctx));
  const taking = 'take' in asking ? asking : undefined;
  if (!(await catchesUp(ctx, since, taking?.patienceMs ?? patienceMs))) return undefined;
  const options = { timeoutMs: asking.timeoutMs, upkeep: true, engine: 'columnar' } as const;
  try {
    const { rows, asOf } = await ctx.facts.ask(
      statement,
      taking ? { ...options, take: taking.take } : options,
    );
    return asOf >= since ? rows : undefined;
  } catch (error) {
    if (error instanceof CopyUnavailable) return undefined;
    throw error;
  }
}

/** Whether the copy holds what was committed until then, now or soon. */
async function catchesUp({ facts }: Context, since: Date, withinMs: number): Promise<boolean> {
  for (const until = performance.now() + withinMs; ; ) {
    const asOf = facts.copyAsOf();
    if (asOf === undefined || performance.now() > until) return false;
    if (asOf >= since) return true;
    await sleep(waitMs);
  }
}
