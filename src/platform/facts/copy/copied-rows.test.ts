import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { copiedRows } from './copied-rows.queries.ts';

const platform = await testPlatform();
const { pool, openForBulk } = platform.database;

const connections = [
  {
    name: 'a connection of the pool',
    connect: () => pool.connect(),
    leave: async (client: pg.ClientBase) => (client as pg.PoolClient).release(true),
  },
  {
    name: 'a connection for bulk',
    connect: openForBulk,
    leave: (client: pg.ClientBase) => (client as pg.Client).end(),
  },
];

describe.each(connections)('over $name', ({ connect, leave }) => {
  test('rows of every length arrive whole, whatever else is said between them, and the connection is as before', async () => {
    const client = await connect();
    await client.query(`create function pg_temp.told(n integer) returns text language plpgsql as $$
    begin if n % 7 = 0 then raise notice 'at % %', n, repeat('.', n); end if; return repeat('王', n * n % 5000); end $$`);
    const notices: unknown[] = [];
    client.on('notice', (notice) => notices.push(notice));
    for (const times of [0, 1, 2_000]) {
      const copied = await text(
        copiedRows(client, `copy (select n, pg_temp.told(n) from generate_series(1, ${times}) n) to stdout`),
      );
      const expected = Array.from(
        { length: times },
        (_, at) => `${at + 1}\t${'王'.repeat((at + 1) ** 2 % 5_000)}\n`,
      );
      expect(copied === expected.join('')).toBe(true);
      expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    }
    expect(notices).toHaveLength(Math.floor(2_000 / 7));
    await leave(client);
  });

  test('many short rows arrive whole, wherever the pieces end in which they come', async () => {
    const client = await connect();
    const times = 300_000;
    const copied = await text(
      copiedRows(client, `copy (select n from generate_series(1, ${times}) n) to stdout`),
    );
    expect(copied === Array.from({ length: times }, (_, at) => `${at + 1}\n`).join('')).toBe(true);
    await leave(client);
  });

  test('answers of many rows are read as ever', async () => {
    const client = await connect();
    const times = 100_000;
    const { rows } = await client.query<{ n: number }>(`select n from generate_series(1, ${times}) n`);
    expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: times }, (_, at) => at + 1));
    await leave(client);
  });

  test('a slow reader holds the rows up, and they are all there in the end', async () => {
    const client = await connect();
    let bytes = 0;
    for await (const piece of copiedRows(
      client,
      `copy (select repeat('x', 999) from generate_series(1, 20000)) to stdout`,
    )) {
      bytes += piece.length;
      if (bytes % 7 === 0) await sleep(1);
    }
    expect(bytes).toBe(20_000_000);
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await leave(client);
  });

  test('a statement that fails, at once or on the way, says so, and the connection can be used', async () => {
    const client = await connect();
    for (const statement of ['select nothing', 'select 1 / (5000 - n) from generate_series(1, 9000) n']) {
      await expect(text(copiedRows(client, `copy (${statement}) to stdout`))).rejects.toThrow(
        /does not exist|division by zero/,
      );
      expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    }
    await leave(client);
  });

  test('rows that nobody takes any more end with their connection, and a connection that ends ends them', async () => {
    const endless = `copy (select generate_series(1, 1000000000)) to stdout`;
    const left = await connect();
    for await (const _ of copiedRows(left, endless)) break;
    await leave(left);
    const ended = await connect();
    ended.on('error', () => {});
    const { rows } = await ended.query<{ pid: number }>('select pg_backend_pid() as pid');
    const reading = text(copiedRows(ended, endless));
    await Promise.all([
      expect(reading).rejects.toThrow(),
      pool.query('select pg_terminate_backend($1)', [rows[0]!.pid]),
    ]);
    await leave(ended);
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});
