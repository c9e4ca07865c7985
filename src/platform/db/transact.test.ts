import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { systemActor } from '../access/actor.ts';
import type { Tx } from './database.ts';
import { transact } from './transact.queries.ts';

const platform = await testPlatform();

const lock = (tx: Tx, key: string) =>
  sql`update platform.rate_windows set count = count + 1 where key = ${key}`.execute(tx);

/** Two transactions that take the same two rows in opposite order, both holding their first. */
async function crossed(repeatable: boolean) {
  await platform.database.pool.query('truncate platform.rate_windows');
  await platform.database.pool.query(
    `insert into platform.rate_windows (key, window_start, count) values ('a', now(), 0), ('b', now(), 0)`,
  );
  let runs = 0;
  let holding = 0;
  let release = () => {};
  const bothHold = new Promise<void>((resolve) => {
    release = resolve;
  });
  const one = (first: string, second: string) =>
    transact(
      platform,
      systemActor,
      async ({ tx }) => {
        runs += 1;
        await lock(tx, first);
        holding += 1;
        if (holding === 2) release();
        await bothHold;
        await lock(tx, second);
      },
      { repeatable },
    );
  const ends = await Promise.allSettled([one('a', 'b'), one('b', 'a')]);
  const { rows } = await platform.database.pool.query(
    'select sum(count)::int as sum from platform.rate_windows',
  );
  return { runs, refused: ends.filter(({ status }) => status === 'rejected').length, sum: rows[0].sum };
}

test('the victim of a deadlock is run again where that is allowed, and what it does happens once', async () => {
  const { runs, ...ended } = await crossed(true);
  expect(ended).toEqual({ refused: 0, sum: 4 });
  // Whoever is run again may be quicker than who waited, and meet it once more.
  expect(runs).toBeGreaterThan(2);
});

test('elsewhere the victim fails, and nothing of it happened', async () => {
  expect(await crossed(false)).toEqual({ runs: 2, refused: 1, sum: 2 });
});

test('what somebody asked for is broken off when they go away, and the connection serves others', async () => {
  const asked = new AbortController();
  const read = transact(
    platform,
    systemActor,
    (ctx) =>
      ctx.whileAsked(async () => {
        setTimeout(() => asked.abort(), 50);
        await sql`select pg_sleep(60)`.execute(ctx.tx);
      }),
    { readOnly: true, gone: asked.signal },
  );
  await expect(read).rejects.toMatchObject({ code: '57014' });
  expect(await platform.run(async ({ tx }) => (await sql`select 1 as one`.execute(tx)).rows)).toEqual([
    { one: 1 },
  ]);
});

test('what is asked for by nobody who could go away is read to its end', async () => {
  const answer = await platform.run((ctx) => ctx.whileAsked(async () => 'read'));
  expect(answer).toBe('read');
});
