import { beforeEach, expect, test } from 'vitest';
import { userWith } from '#platform/testing/call-route.ts';
import { type TestPlatform, testPlatform } from '#platform/testing/test-platform.ts';
import { type BulkReads, countBulkReads } from './bulk-reads.ts';
import { networkCaller } from './caller.ts';

let platform: TestPlatform;
let reads: BulkReads;

beforeEach(async () => {
  platform = await testPlatform();
  platform.clock.set('2026-03-05T08:10:00Z');
  reads = countBulkReads(platform);
});

const caller = networkCaller('192.0.2.7', 'curl/8');
const read = (rows: number, kind = 'customers') =>
  reads.note({ actor: userWith(), caller, kind, rows, path: '/api/v1/customers', filter: { city: '上海' } });

async function told() {
  const { rows } = await platform.database.pool.query(
    `select action, subject_kind as kind, actor, via, address, detail ->> 'rows' as rows
     from platform.audit_entries order by id`,
  );
  return rows;
}

test('few rows in an hour are nobody’s business, however often the clock passes an hour', async () => {
  for (const hour of ['08', '09', '10']) {
    platform.clock.set(`2026-03-05T${hour}:59:00Z`);
    await read(999);
    await reads.settle();
  }
  await reads.settle(true);
  expect(await told()).toEqual([]);
});

test('many rows within an hour are told at once, and their whole count when the hour is over', async () => {
  await Promise.all([read(600), read(600), read(600)]);
  const begun = { action: 'platform.bulk_read', kind: 'customers', actor: 'user:7', via: 'api' };
  expect(await told()).toMatchObject([{ ...begun, address: '192.0.2.7', rows: '1200' }]);
  platform.clock.set('2026-03-05T08:59:59Z');
  await reads.settle();
  expect(await told()).toHaveLength(1);
  platform.clock.set('2026-03-05T09:00:00Z');
  await reads.settle();
  await reads.settle(true);
  expect((await told()).slice(1)).toMatchObject([{ action: 'platform.bulk_read_ended', rows: '1800' }]);
});

test('lists are counted apart, and a read in the next hour settles the one before', async () => {
  await read(900);
  await read(900, 'orders');
  await read(200);
  await read(100);
  platform.clock.set('2026-03-05T09:00:00Z');
  await read(1);
  expect(await told()).toMatchObject([
    { action: 'platform.bulk_read', rows: '1100' },
    { action: 'platform.bulk_read_ended', rows: '1200' },
  ]);
});

test('what could not be told is told with the next page', async () => {
  const { pool } = platform.database;
  await pool.query('alter table platform.audit_waiting rename to away');
  await expect(read(1_000)).rejects.toThrow('audit_waiting');
  await pool.query('alter table platform.away rename to audit_waiting');
  await read(1);
  expect(await told()).toMatchObject([{ action: 'platform.bulk_read', rows: '1001' }]);
});
