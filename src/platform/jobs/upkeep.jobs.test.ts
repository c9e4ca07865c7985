import { beforeAll, expect, test } from 'vitest';
import { type TestPlatform, testPlatform } from '#platform/testing/test-platform.ts';
import { ensureMonths } from '../db/partitions.queries.ts';
import { platformJobs } from './upkeep.jobs.ts';

let platform: TestPlatform;

beforeAll(async () => {
  platform = await testPlatform();
});

async function maintain(): Promise<void> {
  const job = platformJobs.find((one) => one.name === 'maintain-platform')!;
  const { signal } = new AbortController();
  await job.run({ platform, log: platform.log, signal, transact: platform.run }, {});
}

async function months(table: string): Promise<string[]> {
  const { rows } = await platform.database.pool.query(
    `select child.relname as name from pg_inherits join pg_class child on child.oid = inhrelid
     where inhparent = $1::regclass order by 1`,
    [`platform.${table}`],
  );
  return rows.map((row) => row.name);
}

test('it runs by the clock and at every start, since nothing can be written without the month of today', () => {
  expect(platformJobs).toMatchObject([{ name: 'maintain-platform', atStart: true, schedule: '10 3 * * *' }]);
});

test('the months to come exist long before they begin, also over the end of a year', async () => {
  platform.clock.set('2026-11-30T23:59:00Z');
  await maintain();
  expect(await months('audit_entries')).toEqual(
    expect.arrayContaining(['audit_entries_2026_11', 'audit_entries_2026_12', 'audit_entries_2027_01']),
  );
  platform.clock.set('2027-01-31T23:59:59Z');
  await platform.run((ctx) => ctx.audit('probe.done', 'probe'));
});

test('events older than three months go with what was to be delivered of them; audit entries stay', async () => {
  const { pool, db } = platform.database;
  await ensureMonths(db, 'platform.outbox', new Date('2026-06-01Z'), new Date('2027-01-01Z'));
  await pool.query(`insert into platform.deliveries (event_id, reaction, occurred_at, due_at) values
    (1, 'old', '2026-07-31T23:59:59Z', now()), (2, 'young', '2026-08-01T00:00:00Z', now())`);
  const auditBefore = await months('audit_entries');
  platform.clock.set('2026-11-15T00:00:00Z');
  await maintain();
  await maintain();
  expect((await months('outbox'))[0]).toBe('outbox_2026_08');
  expect(await months('audit_entries')).toEqual(auditBefore);
  const { rows } = await pool.query('select reaction from platform.deliveries');
  expect(rows).toEqual([{ reaction: 'young' }]);
});

test('keys, windows and guesses go when nothing can need them any more, and not before', async () => {
  const { pool } = platform.database;
  platform.clock.set('2026-03-10T12:00:00Z');
  await pool.query(`insert into platform.idempotency_keys (actor, key, endpoint, request_hash, created_at) values
    ('user:1', 'old', '', '', '2026-03-07T11:59:59Z'), ('user:1', 'young', '', '', '2026-03-07T12:00:01Z')`);
  await pool.query(`insert into platform.rate_windows (key, window_start, count) values
    ('old', '2026-03-09T11:59:00Z', 1), ('young', '2026-03-09T12:01:00Z', 1)`);
  await pool.query(`insert into platform.guesses (key, failures, last_at, waits_until) values
    ('old', 9, '2026-03-09T11:59:00Z', '2026-03-09T12:10:00Z'), ('young', 9, '2026-03-09T12:01:00Z', now())`);
  await maintain();
  for (const table of ['idempotency_keys', 'rate_windows', 'guesses']) {
    const { rows } = await pool.query(`select key from platform.${table}`);
    expect(rows).toEqual([{ key: 'young' }]);
  }
});
