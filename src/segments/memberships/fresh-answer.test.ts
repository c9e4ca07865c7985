import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { systemActor } from '#platform/access/actor.ts';
import { transact } from '#platform/db/transact.queries.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { freshAnswer } from './fresh-answer.queries.ts';
import { databaseTime } from './upkeep.queries.ts';

const platform = await testPlatform();
const [past, future] = [new Date(Date.now() - 10_000), new Date(Date.now() + 3_600_000)];

/** The answer where the copy says one after the other how far it has come, and how often it was asked. */
async function answered(says: Date[], since?: Date): Promise<{ by: unknown; asked: number }> {
  let asked = 0;
  const columnar = {
    asOf: () => (says.length > 1 ? says.shift() : says[0]),
    isComing: () => false,
    ask: async () => {
      asked += 1;
      return { rows: [{ by: 'copy' }], asOf: says[0]! };
    },
  };
  const statement = sql<{ by: string }>`select 'postgres' as by`;
  const [row] = await transact({ ...platform, columnar }, systemActor, (ctx) =>
    freshAnswer(ctx, statement, { timeoutMs: 30_000, ...(since && { since }) }),
  );
  return { by: row!.by, asked };
}

test('a copy that lags is waited for and asked once; where it does not come so far it is not asked', async () => {
  expect(await answered([future])).toEqual({ by: 'copy', asked: 1 });
  expect(await answered([past, past, future])).toEqual({ by: 'copy', asked: 1 });
  expect(await answered([past])).toEqual({ by: 'postgres', asked: 0 });
});

test('whoever says since when it must be is answered by a copy that has come so far, and by no older one', async () => {
  expect(await answered([past], past)).toEqual({ by: 'copy', asked: 1 });
  expect(await answered([past], new Date(past.getTime() + 1))).toEqual({ by: 'postgres', asked: 0 });
});

test('now is now, in whatever time zone the transaction counts', async () => {
  const told = await transact(platform, systemActor, async (ctx) => {
    await sql`select set_config('TimeZone', 'Asia/Shanghai', true)`.execute(ctx.tx);
    return databaseTime(ctx);
  });
  expect(Math.abs(told.getTime() - Date.now())).toBeLessThan(3_600_000);
});
