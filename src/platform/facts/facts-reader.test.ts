import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { systemActor } from '#platform/access/actor.ts';
import { transact } from '#platform/db/transact.queries.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { type AskOptions, type ColumnarEngine, CopyUnavailable } from './facts.ts';

const platform = await testPlatform();

const slow = sql`select pg_sleep(60)`;

test('values arrive in the forms that both engines have: bigints and decimals as text, times in UTC', async () => {
  const { rows, engine, asOf } = await platform.run(({ facts }) =>
    facts.ask(sql`select 9007199254740993::bigint as id, 1.50::numeric(20, 6) as quantity, 3::int as count, 0.5::float8 as share,
      true as flag, null::text as nothing, '2026-03-05'::date as day, '2026-03-05 08:00:00.25Z'::timestamptz as time,
      '2026-03-05 08:00:00.25Z'::timestamptz at time zone 'Asia/Tokyo' as there, array[1, 2]::bigint[] as ids`),
  );
  expect(rows).toEqual([
    {
      id: '9007199254740993',
      quantity: '1.500000',
      count: 3,
      share: 0.5,
      flag: true,
      nothing: null,
      day: '2026-03-05',
      time: '2026-03-05T08:00:00.25Z',
      there: '2026-03-05T17:00:00.25',
      ids: ['1', '2'],
    },
  ]);
  expect(engine).toBe('postgres');
  expect(Math.abs(asOf.getTime() - Date.now())).toBeLessThan(60_000);
});

test('a day is one of the organisation’s time zone, and values, lists and times are bound', async () => {
  const { rows } = await platform.run(({ facts }) =>
    facts.ask(sql`select date_trunc('day', ${new Date('2026-03-05T17:30:00Z')}::timestamptz) as day,
      ${'2'}::bigint = any(${['1', '2']}::bigint[]) as listed`),
  );
  expect(rows).toEqual([{ day: '2026-03-05T16:00:00Z', listed: true }]);
});

test('what is asked sees what is committed and cannot write', async () => {
  await platform.run(async ({ tx, facts }) => {
    await sql`insert into platform.rate_windows (key, window_start, count) values ('asked', now(), 1)`.execute(
      tx,
    );
    const { rows } = await facts.ask(sql`select from platform.rate_windows where key = 'asked'`);
    expect(rows).toEqual([]);
  });
  await expect(
    platform.run(({ facts }) => facts.ask(sql`delete from platform.rate_windows`)),
  ).rejects.toMatchObject({ code: '25006' });
});

test('a question that takes too long is refused, and the transaction of whoever asked goes on', async () => {
  await platform.run(async ({ tx, facts }) => {
    await expect(facts.ask(slow, { timeoutMs: 50 })).rejects.toMatchObject({
      code: 'platform.question_too_long',
    });
    expect((await sql`select 1 as one`.execute(tx)).rows).toEqual([{ one: 1 }]);
  });
});

test('a question of more parameters than PostgreSQL takes is refused, and costs no connection', async () => {
  const wide = sql`select 1 as one where 1 in (${sql.join(Array.from({ length: 65_536 }, () => sql`${1}`))})`;
  await expect(platform.run(({ facts }) => facts.ask(wide, { engine: 'postgres' }))).rejects.toMatchObject({
    code: 'platform.question_too_long',
  });
});

const askUntil = (signal: AbortSignal, options: AskOptions = {}) =>
  transact(platform, systemActor, ({ facts }) => facts.ask(slow, options), { gone: signal });

test('a question is broken off when whoever asked goes away, also while it waits for others', async () => {
  const [busy, asked] = [new AbortController(), new AbortController()];
  const two = [askUntil(busy.signal), askUntil(busy.signal)];
  await vi.waitUntil(async () => (await sleeping()) === 2);
  const waiting = askUntil(asked.signal);
  setTimeout(() => asked.abort(), 50);
  const tooLong = { code: 'platform.question_too_long' };
  await expect(waiting).rejects.toMatchObject(tooLong);
  await expect(askUntil(busy.signal, { timeoutMs: 50 })).rejects.toMatchObject(tooLong);
  expect(await sleeping()).toBe(2);
  const upkeep = await platform.run(({ facts }) => facts.ask(sql`select 1 as one`, { upkeep: true }));
  expect(upkeep.rows).toEqual([{ one: 1 }]);
  busy.abort();
  await Promise.all(two.map((each) => expect(each).rejects.toMatchObject(tooLong)));
  // Those who left while they waited have kept no place.
  const answers = Array.from({ length: 3 }, () =>
    platform.run(({ facts }) => facts.ask(sql`select 1 as one`)),
  );
  expect((await Promise.all(answers)).map(({ rows }) => rows)).toEqual(Array(3).fill([{ one: 1 }]));
});

async function sleeping(): Promise<number> {
  const { rows } = await sql`select from pg_stat_activity
    where datname = current_database() and wait_event = 'PgSleep'`.execute(platform.database.db);
  return rows.length;
}

/** A copy that was fresh so many seconds ago. */
function copyOf(secondsAgo: number, ask: ColumnarEngine['ask']): ColumnarEngine {
  return { ask, asOf: () => new Date(Date.now() - secondsAgo * 1_000), isComing: () => false };
}

const one = sql<{ one: number }>`select 1 as one`;

async function engineWith(columnar: ColumnarEngine): Promise<string> {
  const answer = await transact({ ...platform, columnar }, systemActor, ({ facts }) => facts.ask(one));
  return answer.engine;
}

test('the copy answers while it is fresh; one that lags or cannot answer leaves it to PostgreSQL', async () => {
  const answering = async () => ({ rows: [{ one: 1 }], asOf: new Date() });
  expect(await engineWith(copyOf(5, answering))).toBe('columnar');
  expect(await engineWith(copyOf(600, answering))).toBe('postgres');
  expect(await engineWith({ ask: answering, asOf: () => undefined, isComing: () => true })).toBe('postgres');
  const failing = async () => {
    throw new CopyUnavailable('out of memory');
  };
  expect(await engineWith(copyOf(5, failing))).toBe('postgres');
});

test('a fault in a question is no reason to ask PostgreSQL, and one who wants the copy gets it or a refusal', async () => {
  const faulty = async () => {
    throw new Error('no such column');
  };
  await expect(engineWith(copyOf(5, faulty))).rejects.toThrow('no such column');
  await expect(platform.run(({ facts }) => facts.ask(one, { engine: 'columnar' }))).rejects.toBeInstanceOf(
    CopyUnavailable,
  );
});
