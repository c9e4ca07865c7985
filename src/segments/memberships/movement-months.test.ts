import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { customersFrom } from '#customers/customers.fixtures.ts';
import { ensurePlatformMonths } from '#platform/db/partitions.queries.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { segmentsDomain } from '../domain.ts';
import { keepUp, membersIn } from '../segments.fixtures.ts';
import { keepMovementMonthsJob } from './memberships.jobs.ts';

const platform = await testPlatform();
const { db } = platform.database;
const call = await callRoutes(platform, segmentsDomain.routes);
const as = userWith('segments.read', 'segments.write', 'customers.read');
let [ann, bo] = ['', ''];
let list = '';

const byHand = (way: '' | '/remove', ...ids: string[]) =>
  call('POST', `/segments/${list}/members${way}`, { as, body: { ids } });
const bin = (id: string, at: string | null) =>
  sql`update customers.customers set binned_at = ${at} where id = ${id}`.execute(db);
const keepMonths = (movementMonths: number) =>
  keepMovementMonthsJob.run(
    {
      ...{ platform: { ...platform, config: { ...platform.config, movementMonths } }, log: platform.log },
      ...{ signal: new AbortController().signal, transact: platform.run },
    },
    {},
  );

/** All movements of the list, page by page, as `+Ann 2026-03`. */
async function told(): Promise<string[]> {
  const all: string[] = [];
  for (let cursor = ''; ; ) {
    const { body } = await call('GET', `/segments/${list}/movements?limit=1${cursor}`, { as });
    for (const { displayName, movedAt, entered } of body.items)
      all.push(`${entered ? '+' : '-'}${displayName} ${movedAt.slice(0, 'yyyy-mm'.length)}`);
    if (body.next === null) return all;
    cursor = `&cursor=${body.next}`;
  }
}

async function months(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select relname as name from pg_inherits
    join pg_class on oid = inhrelid where inhparent = 'segments.movements'::regclass order by 1`.execute(db);
  return rows.map(({ name }) => name.replace('movements_', ''));
}

beforeAll(async () => {
  await ensurePlatformMonths(db, new Date('2026-07-01'));
  [ann = '', bo = ''] = await platform.run((ctx) =>
    customersFrom(ctx, [
      { externalId: 'A', name: 'Ann' },
      { externalId: 'B', name: 'Bo' },
    ]),
  );
  list = (await call('POST', '/segments', { as, body: { name: 'List', kind: 'hand' } })).body.id;
  await byHand('', ann);
  await byHand('', bo);
});

test('pages of movements go on across months', async () => {
  platform.clock.set('2026-04-30T23:59:59.999Z');
  await byHand('/remove', ann);
  platform.clock.set('2026-05-01T00:00:00Z');
  await byHand('', ann);
  expect(await told()).toEqual(['+Ann 2026-05', '-Ann 2026-04', '+Bo 2026-03', '+Ann 2026-03']);
});

test('whoever comes back from the bin months later is put in again once, and not where people took them out since', async () => {
  platform.clock.set('2026-05-31T12:00:00Z');
  await bin(bo, '2026-05-31T12:00:00Z');
  await keepUp(platform);
  expect(await membersIn(platform, list)).toEqual([ann]);
  platform.clock.set('2026-07-01T12:00:00Z');
  await bin(bo, null);
  await keepUp(platform);
  expect(await membersIn(platform, list)).toEqual([ann, bo]);
  platform.clock.set('2026-08-01T12:00:00Z');
  await byHand('/remove', bo);
  await sql`update customers.customers set city = '上海' where id = ${bo}`.execute(db);
  await keepUp(platform);
  expect(await membersIn(platform, list)).toEqual([ann]);
});

test('old months go as a whole, at every start and each night; members stay, and months to come are there', async () => {
  expect(keepMovementMonthsJob).toMatchObject({ atStart: true, schedule: '20 3 * * *' });
  platform.clock.set('2026-08-31T23:59:59Z');
  await keepMonths(3);
  await keepMonths(3);
  expect(await told()).toEqual(['-Bo 2026-08', '+Bo 2026-07', '-Bo 2026-05', '+Ann 2026-05']);
  expect(await months()).toEqual(['2026_05', '2026_07', '2026_08', '2026_09', '2026_10']);
  expect(await membersIn(platform, list)).toEqual([ann]);
});
