import { appendFileSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { isAlive } from '#platform/files/data-folder.ts';
import { copiedFacts, expectSameFacts } from '#platform/testing/copied-facts.ts';
import { diceOf } from '#platform/testing/dice.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';

const platform = await testPlatform();
const { pool } = platform.database;
const copied = await copiedFacts(platform);
const dice = diceOf(20);

const awkward = ['', '"', ',', 'a\tb\nc\r\nd\be\fg\vh', '\\N', '\\\\n \\t \\. \\'];

/** Customers, half of whom have texts that a file could come to harm by. */
async function addCustomers(count: number): Promise<void> {
  await pool.query(
    `insert into customers.customers (display_name, birthday, city, company)
      select (array['', 'quoted "and", comma', E'lines\\r\\nand \\\\ back', '王小明', '\\N', 'NULL', ' ', '🌲'])[1 + n % 8],
        date '0001-01-01' + n * 300, '杭州市', nullif(repeat('x', n % 3), '') from generate_series(1, $1::int) n`,
    [count],
  );
}

function files(): string[] {
  return readdirSync(copied.folder).filter((name) => name.endsWith('.duckdb'));
}

async function expectSame(): Promise<Record<string, number>> {
  await copied.caughtUp();
  return expectSameFacts(platform);
}

test('a copy built from nothing has the rows of every view, whatever their texts hold', async () => {
  await addCustomers(2_000);
  expect(await expectSame()).toMatchObject({ customers: 2_000 });
});

test('figures, times and words of every length and sign are kept as they are, built as well as followed', async () => {
  const figures = ['0', '1.5', '-0.000001', '999999999999.999999', '-1000000000000', '99999999999999.999999'];
  const days = ['0001-01-01 00:00:00.000001', '1899-12-31 23:59:59.999999', '2026-03-05 08:00:00.000007'];
  const times = [
    ...days,
    '2039-12-31 23:59:59.999999',
    '2040-01-01 00:00:00.000001',
    '9999-12-31 23:59:59.999999',
  ];
  const rates = ['7.5', '0.0001', null, '1', '0.00000000000000015', '123456'];
  await pool.query(
    `with made as (insert into commerce.orders (customer_id, id, source_id, number, kind, ordered_at, store, channel, seller,
        currency, base_rate, amount_minor, lines)
      select n % 2, n, 1, n, 'sale', (($4::text[])[n] || 'Z')::timestamptz, words[n], words[n], repeat('长', (n * n * n)::int),
        'CNY', ($3::numeric[])[n], figure * 10000, 1
      from unnest($1::numeric[]) with ordinality f (figure, n), (select $2::text[]) w (words) returning *)
    insert into commerce.order_lines (customer_id, order_id, product_id, occurrence, quantity, unit_price, amount_minor)
    select customer_id, id, 0, 1, ($1::numeric[])[id], 1, amount_minor from made`,
    [figures, awkward, rates, times],
  );
  const followed = await expectSame();
  expect(followed).toMatchObject({ orders: figures.length, order_lines: figures.length });
  await copied.again(async () => rmSync(join(copied.folder, files()[0]!)));
  expect(await expectSame()).toEqual(followed);
});

test('a column that its comment leaves out of the copy is asked of PostgreSQL alone', async () => {
  await copied.caughtUp();
  const numbers = sql`select number from facts.orders`;
  await platform.run(async ({ facts }) => {
    await expect(facts.ask(numbers, { engine: 'columnar' })).rejects.toThrow('number');
    expect((await facts.ask(numbers, { engine: 'postgres' })).rows).toHaveLength(6);
  });
});

test('rows that change, go or move to another key arrive, and so does a table that is emptied', async () => {
  await pool.query(`insert into customers.contact_points (customer_id, kind, value, entered)
    select id, 'phone', '+86138' || id, '' from customers.customers`);
  await expectSame();
  await pool.query(`update customers.customers set display_name = 'renamed', binned_at = case when id % 2 = 0 then now() end where id < 20;
    update customers.contact_points set customer_id = customer_id + 1000 where customer_id <= 100;
    delete from customers.customers where id between 30 and 60`);
  expect(await expectSame()).toMatchObject({ contact_points: 2_000 });
  await pool.query('truncate customers.contact_points');
  expect(await expectSame()).toMatchObject({ contact_points: 0 });
});

test('what is committed late is missed by nobody, however much was committed and read before it', async () => {
  const late = await pool.connect();
  await late.query(`begin; update customers.customers set company = 'late' where id < 10`);
  await late.query('savepoint inner_part; delete from customers.customers where id = 10; release inner_part');
  for (let round = 0; round < 3; round++) {
    await pool.query(`update customers.customers set company = 'early' where id between 100 and 110`);
    await expectSame();
  }
  await late.query('commit');
  late.release();
  await expectSame();
});

test('a customer who gets a city while its tier changes has the tier, whoever commits first', async () => {
  for (const tierFirst of [true, false]) {
    await pool.query(`delete from customers.city_tiers where city = '小城'`);
    const [mover, ranker] = [await pool.connect(), await pool.connect()];
    await mover.query(
      `begin; update customers.customers set city = '小城市', region = null where id in (200, 201)`,
    );
    await ranker.query(
      `begin; insert into customers.city_tiers (city, tier, updated_by) values ('小城', 'fifth', 'test')`,
    );
    for (const client of tierFirst ? [ranker, mover] : [mover, ranker]) {
      await client.query('commit');
      await copied.caughtUp();
    }
    mover.release();
    ranker.release();
    await expectSame();
    const { rows } = await pool.query(`select city_tier from facts.customers where id = 200`);
    expect(rows).toEqual([{ city_tier: 'fifth' }]);
    await pool.query(`update customers.customers set city = null where id in (200, 201)`);
  }
});

test('a copy is gone on from at the next start, with what changed in between', async () => {
  const before = files();
  await copied.again(() => addCustomers(10));
  await expectSame();
  expect(files()).toEqual(before);
});

test('a file that is missing, cut short, overwritten or none at all is built anew', async () => {
  const harms = [
    (file: string) => rmSync(file),
    (file: string) => truncateSync(file, 20_000),
    (file: string) => writeFileSync(file, 'no database'),
    (file: string) => {
      const bytes = readFileSync(file);
      bytes.fill(7, 0, 12_288);
      writeFileSync(file, bytes);
    },
    (file: string) => appendFileSync(`${file}.wal`, 'no log'),
  ];
  for (const harm of harms) {
    await copied.again(async () => harm(join(copied.folder, files()[0]!)));
    await expectSame();
    expect(files()).toHaveLength(1);
  }
});

test('views of another form, a forgotten reader and an older file of the same build are reasons to build anew', async () => {
  const kept = join(copied.folder, 'kept');
  const reasons = [
    () => pool.query(`comment on schema facts is 'another form'`),
    () => pool.query('delete from platform.fact_readers; truncate platform.fact_changes'),
    async () => writeFileSync(join(copied.folder, files()[0]!), readFileSync(kept)),
  ];
  for (const reason of reasons) {
    await copied.again();
    await copied.caughtUp();
    const [before] = files();
    await copied.again(async () => writeFileSync(kept, readFileSync(join(copied.folder, before!))));
    await addCustomers(1);
    await copied.caughtUp();
    await copied.again(async () => {
      // As after a while, in which what was read was deleted.
      await pool.query(
        `update platform.fact_readers set snapshot = pg_current_snapshot() where name like 'columnar:%'`,
      );
      await reason();
    });
    await expectSame();
    expect(files()).not.toEqual([before]);
  }
});

test('a process that is killed, whatever it was at, is started again and is never wrong', async () => {
  for (let round = 0; round < 6; round++) {
    await addCustomers(200);
    await pool.query(`update customers.customers set company = $1 where id % 3 = 0`, [`round ${round}`]);
    await new Promise((resolve) => setTimeout(resolve, dice(700)));
    const pid = copied.kept.pid();
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
    if (round % 3 === 2) await expectSame();
  }
  await expectSame();
});

test('a process that is killed while it builds leaves nothing that is taken for a copy', async () => {
  for (let round = 0; round < 3; round++) {
    await copied.again(async () => rmSync(join(copied.folder, files()[0]!), { force: true }));
    await vi.waitUntil(() => files().length > 0, { interval: 1, timeout: 60_000 });
    process.kill(copied.kept.pid()!, 'SIGKILL');
    await expectSame();
  }
});

test('what everybody has read is deleted', async () => {
  await copied.again();
  await copied.caughtUp();
  const { rows } = await pool.query('select count(*)::int as count from platform.fact_changes');
  expect(rows[0].count).toBeLessThan(3);
});

test('an answer holds everything that was committed until its moment', async () => {
  const committed: number[] = [];
  let writing = true;
  const write = async () => {
    for (let number = 0; writing; number++) {
      await pool.query(`insert into commerce.products (code, name) values ($1, '')`, [`moment ${number}`]);
      committed.push(Date.now());
    }
  };
  const writer = write();
  for (let round = 0; round < 60; round++) {
    const { rows, asOf } = await platform.run(({ facts }) =>
      facts.ask(
        sql<{ count: string }>`select count(*) as count from facts.products where code like 'moment %'`,
        {
          engine: 'columnar',
        },
      ),
    );
    const due = committed.filter((at) => at < asOf.getTime()).length;
    expect(Number(rows[0]!.count)).toBeGreaterThanOrEqual(due);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  writing = false;
  await writer;
  expect(committed.length).toBeGreaterThan(10);
});

test('the process ends with its keeper', async () => {
  const pid = copied.kept.pid()!;
  await copied.kept.stop();
  expect(isAlive(pid)).toBe(false);
});
