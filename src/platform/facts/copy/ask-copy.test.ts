import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { sql } from 'kysely';
import { beforeAll, expect, test, vi } from 'vitest';
import { systemActor } from '#platform/access/actor.ts';
import { transact } from '#platform/db/transact.queries.ts';
import type { AskOptions } from '#platform/facts/facts.ts';
import { isAlive } from '#platform/files/data-folder.ts';
import { copiedFacts } from '#platform/testing/copied-facts.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { CopyUnavailable } from '../facts.ts';

const platform = await testPlatform();
const copied = await copiedFacts(platform, { memoryMb: 64, threads: 1 });

beforeAll(() => copied.caughtUp());

const ask = <Row>(statement: ReturnType<typeof sql<Row>>, options: AskOptions = { engine: 'columnar' }) =>
  platform.run(({ facts }) => facts.ask(statement, options));

const slow = sql`select count(*) as count from generate_series(1, 100000) a (n), generate_series(1, 100000) b (n)
  where (a.n * b.n) % 7 = 3`;

test('both engines give values in the same forms, and bind the same parameters', async () => {
  const values = sql`select 9007199254740993::bigint as id, 1.50::numeric(20, 6) as quantity, 3::int as count, 0.5::float8 as share,
    true as flag, null::text as nothing, '2026-03-05'::date as day, '0001-01-01'::date as first_day,
    '2026-03-05 08:00:00.25Z'::timestamptz as time, '1969-12-31 23:59:59.999999Z'::timestamptz as before,
    '2026-03-05 08:00:00.000100Z'::timestamptz at time zone 'Asia/Tokyo' as there,
    date_trunc('day', cast(${new Date('2026-03-05T17:30:00Z')} as timestamptz)) as today,
    cast(${'2'} as bigint) = any(cast(${['1', '2']} as bigint[])) as listed, cast(${[]} as text[]) as empty,
    cast(${['a"b', "c'd", 'e,f']} as text[]) as texts, cast(${12.5} as float8) as bound, cast(${null} as date) as none,
    cast(${7} as integer) + 1 as next, cast(${'王🌲'} as text) as words`;
  const [copiedRows, stored] = await Promise.all([ask(values), ask(values, { engine: 'postgres' })]);
  expect(copiedRows.rows).toEqual(stored.rows);
  expect([copiedRows.engine, stored.engine]).toEqual(['columnar', 'postgres']);
});

test('every function of facts is there in both engines, and gives the same', async () => {
  const { rows } = await platform.database.pool.query<{ name: string }>(
    `select proname as name from pg_proc where pronamespace = 'facts'::regnamespace order by 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual(['folded', 'ones']);
  const folded = sql`select facts.folded(cast(word as text)) as word from unnest(cast(${['İSTANBUL', 'ΣΊΣΥΦΟΣ', 'Straße', '王A', 'ＡＢ']} as text[])) t (word)`;
  const ones = sql`select facts.ones(number) as ones from (values (cast(null as bigint)), (cast(0 as bigint)), (5),
    (4611686018427387904), (9223372036854775807), (-1)) t (number) order by 1`;
  for (const question of [folded, ones])
    expect((await ask(question)).rows).toEqual((await ask(question, { engine: 'postgres' })).rows);
});

test('a long answer arrives whole and in order', async () => {
  const { rows } = await ask(
    sql<{ n: string }>`select cast(n as bigint) as n from generate_series(1, 25000) g (n) order by 1`,
  );
  expect(rows.map(({ n }) => Number(n))).toEqual(Array.from({ length: 25_000 }, (_, at) => at + 1));
});

test('an answer can be taken in pieces, and who takes no more of it ends the question', async () => {
  const numbers = sql<{
    n: string;
  }>`select cast(n as bigint) as n from generate_series(1, 25000) g (n) order by 1`;
  for (const engine of ['columnar', 'postgres'] as const) {
    const taken: number[] = [];
    const take = async (rows: { n: string }[]) => void taken.push(...rows.map(({ n }) => Number(n)));
    expect((await platform.run(({ facts }) => facts.ask(numbers, { engine, take }))).rows).toEqual([]);
    expect(taken).toEqual(Array.from({ length: 25_000 }, (_, at) => at + 1));
  }
  let pieces = 0;
  const full = async () => {
    pieces += 1;
    throw new Error('no room');
  };
  const refused = platform.run(({ facts }) => facts.ask(numbers, { engine: 'columnar', take: full }));
  await expect(refused).rejects.toThrow('no room');
  expect(pieces).toBe(1);
  expect((await ask(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
});

test('a fault in a statement is told to whoever asks, and the copy answers the next', async () => {
  await expect(ask(sql`select no_such_column from facts.customers`, {})).rejects.toThrow('no_such_column');
  expect((await ask(sql`select 1 as one`, {})).engine).toBe('columnar');
});

test('nothing is written through a question, and no other file is read', async () => {
  await expect(ask(sql`delete from facts.customers`)).rejects.toThrow('read-only');
  await expect(ask(sql`select * from read_text('/etc/hostname')`)).rejects.toThrow('Permission Error');
});

test('a question that needs more memory than there is goes to PostgreSQL, and the copy lives on', async () => {
  const pid = copied.kept.pid();
  const greedy = sql`select length(string_agg(repeat(cast(n as text), 20), ',')) as length from generate_series(1, 1000000) g (n)`;
  await expect(ask(greedy)).rejects.toBeInstanceOf(CopyUnavailable);
  expect((await ask(greedy, {})).engine).toBe('postgres');
  expect((await ask(sql`select 1 as one`, {})).engine).toBe('columnar');
  expect(copied.kept.pid()).toBe(pid);
});

test('a question that takes too long is refused, and one whose asker leaves is broken off, in the queue too', async () => {
  await expect(ask(slow, { engine: 'columnar', timeoutMs: 100 })).rejects.toMatchObject({
    code: 'platform.question_too_long',
  });
  const asked = new AbortController();
  const asks = Array.from({ length: 4 }, () =>
    transact(platform, systemActor, ({ facts }) => facts.ask(slow, { engine: 'columnar' }), {
      gone: asked.signal,
    }),
  );
  setTimeout(() => asked.abort(), 100);
  expect((await Promise.allSettled(asks)).map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
  const answers = await Promise.all(Array.from({ length: 5 }, () => ask(sql`select 1 as one`)));
  expect(answers.map(({ rows }) => rows)).toEqual(Array(5).fill([{ one: 1 }]));
});

test('a question is broken off at whatever moment that comes, also before it has begun', async () => {
  for (let timeoutMs = 1; timeoutMs <= 40; timeoutMs += 1) {
    await expect(ask(slow, { engine: 'columnar', timeoutMs })).rejects.toMatchObject({
      code: 'platform.question_too_long',
    });
  }
});

test('a question that meets the end of the process is put to PostgreSQL', async () => {
  const asked = ask(
    sql`select count(*) as count from generate_series(1, 3000) a (n), generate_series(1, 3000) b (n)
    where (a.n * b.n) % 7 = 3`,
    {},
  );
  process.kill(copied.kept.pid()!, 'SIGKILL');
  expect((await asked).engine).toBe('postgres');
});

test('the process ends with a server that is killed', async () => {
  const server = spawn(process.execPath, [
    '--input-type=module',
    '--eval',
    `const { startCopyProcess } = await import('${import.meta.dirname}/copy-process.ts');
    const { pid } = await startCopyProcess('${copied.folder}', { memoryMb: 64, threads: 1 }, () => {});
    console.log(pid);`,
  ]);
  const [said] = (await once(server.stdout, 'data')) as [Buffer];
  const pid = Number(String(said).trim());
  expect(isAlive(pid)).toBe(true);
  server.kill('SIGKILL');
  await vi.waitUntil(() => !isAlive(pid), { timeout: 20_000 });
});
