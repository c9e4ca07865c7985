import { readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { UserActor } from '#platform/access/actor.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersFrom, doWork } from '../customers.fixtures.ts';
import { customersDomain } from '../domain.ts';
import { assignCustomers } from '../profiles/assign-customers.ts';
import { expireExports, writeExport } from './export-work.ts';
import { runWork } from './run-work.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, customersDomain.routes);
const maker = userWith('customers.read', 'customers.write', 'customers.export');
const own = { see: 'own', change: 'own', unassigned: false } as const;
let asker: UserActor = maker;
platform.readColleague = async (_tx, userId) => (userId === '7' ? asker : undefined);
platform.readAssignee = async () => ({ teamId: '1', active: true });

const region = 'Exported';
const ids: string[] = [];
for (const start of [0, 1_000, 2_000]) {
  const candidates = Array.from({ length: start === 2_000 ? 100 : 1_000 }, (_, at) => ({
    externalId: `X${start + at}`,
    name: `X ${start + at}`,
    region,
  }));
  ids.push(...(await platform.run((ctx) => customersFrom(ctx, candidates))));
}

const workOf = async (id: string) => (await call('GET', `/customers/works/${id}`, { as: maker })).body;

test('POST /customers/works/export writes the list to a file as whoever asked may see it, kept for seven days', async () => {
  const listing = { region, sort: 'displayName' };
  const { body } = await call('POST', '/customers/works/export', { as: maker, body: listing });
  const fileOf = (as: UserActor) => call('GET', `/customers/works/${body.id}/file`, { as });
  expect((await fileOf(maker)).body.code).toBe('customers.export_expired');
  await platform.run((ctx) => assignCustomers(ctx, { ids: ids.slice(0, 2), ownerId: '7' }));
  asker = { ...maker, reaches: { customers: own, orders: own } };
  await doWork(platform, body.id);
  expect(await workOf(body.id)).toMatchObject({
    state: 'done',
    total: 2,
    done: 2,
    file: { sizeBytes: expect.any(Number) },
  });
  const lines = (await fileOf(maker)).text.trim().split('\n');
  expect(lines).toHaveLength(3);
  expect((await fileOf({ ...maker, keyId: '3', rowsADay: 1 })).body.code).toBe('platform.rows_used_up');
  expect((await fileOf({ ...maker, userId: '70' })).status).toBe(404);
  expect((await fileOf({ ...userWith('customers.read') })).status).toBe(403);
  const { rows } = await sql<{ action: string }>`select action from platform.audit_entries
    where action like 'customers.export%' order by id`.execute(platform.database.db);
  expect(rows.map(({ action }) => action)).toEqual([
    'customers.export_started',
    'customers.exported',
    'customers.export_fetched',
  ]);
  platform.clock.set('2026-03-20T09:00:00Z');
  expect(await platform.run(expireExports)).toBe(1);
  expect((await fileOf(maker)).body.code).toBe('customers.export_expired');
  expect((await workOf(body.id)).file).toBeNull();
});

test('an export whose server was killed is written anew from the beginning, and one that is stopped leaves no file', async () => {
  asker = maker;
  const begun = async () =>
    (await call('POST', '/customers/works/export', { as: maker, body: { region } })).body.id;
  const killed = await begun();
  await sql`update customers.works set state = 'running', epoch = 1, done = 2000, total = 2100, lease_until = '2026-03-01'
    where id = ${killed}`.execute(platform.database.db);
  await doWork(platform, killed);
  expect(await workOf(killed)).toMatchObject({ state: 'done', total: 2_100, done: 2_100 });
  const stopped = await begun();
  const signal = new AbortController().signal;
  const stopping = {
    needs: 'customers.export',
    whole: async (...[job, work, actor]: Parameters<typeof writeExport>) => {
      await call('POST', `/customers/works/${stopped}/cancel`, { as: maker });
      await writeExport(job, work, actor);
    },
  };
  await runWork(
    { platform, log: platform.log, signal, transact: (run) => platform.run(run) },
    stopped,
    () => stopping,
  );
  expect(await workOf(stopped)).toMatchObject({ state: 'cancelled', file: null });
});

test('the file of an export goes to whoever asked for it alone, and only while they may see all that is in it', async () => {
  asker = maker;
  const { id } = (await call('POST', '/customers/works/export', { as: maker, body: { region: 'None' } }))
    .body;
  await doWork(platform, id);
  const codeOf = async (as: UserActor) =>
    (await call('GET', `/customers/works/${id}/file`, { as })).body.code;
  const admin = userWith('customers.read', 'customers.export', 'admin.manage');
  expect(await codeOf({ ...admin, userId: '70' })).toBe('customers.work_not_found');
  const seen = await call('GET', `/customers/works/${id}`, { as: { ...admin, userId: '70' } });
  expect(seen.body).toMatchObject({ state: 'done', file: null });
  const expired = 'customers.export_expired';
  expect(await codeOf({ ...maker, reaches: { ...maker.reaches, customers: own } })).toBe(expired);
  expect(await codeOf({ ...maker, reaches: { ...maker.reaches, orders: own } })).toBe(expired);
  expect(await codeOf({ ...maker, fields: { customers: { email: 'masked' }, orders: {} } })).toBe(expired);
  expect((await call('GET', `/customers/works/${id}/file`, { as: maker })).status).toBe(200);
  await rm(join(await platform.folder('exports'), `${id}-1.csv`));
  expect(await codeOf(maker)).toBe(expired);
});

test('the file of an export that another domain narrowed goes only to whoever may still ask for that', async () => {
  asker = maker;
  const name = 'customers.segment';
  let may = true;
  let asked = 0;
  const holds = async () => {
    asked += 1;
    return { condition: sql`c.region = ${region}` };
  };
  platform.listFilters = new Map([[name, { name, holds, mayAsk: async () => may }]]);
  const { id } = (await call('POST', '/customers/works/export', { as: maker, body: { segment: '1' } })).body;
  asked = 0;
  await doWork(platform, id);
  expect(await workOf(id)).toMatchObject({ total: 2_100, done: 2_100 });
  expect(asked, 'once for the count and all pages').toBe(1);
  const fetched = async () => (await call('GET', `/customers/works/${id}/file`, { as: maker })).status;
  expect(await fetched()).toBe(200);
  may = false;
  expect(await fetched()).toBe(404);
});

test('files that killed servers left go after a day, those of work that is running or kept do not', async () => {
  const folder = await platform.folder('exports');
  const { id } = (await call('POST', '/customers/works/export', { as: maker, body: { region } })).body;
  await sql`update customers.works set state = 'running', epoch = 2 where id = ${id}`.execute(
    platform.database.db,
  );
  const before = await readdir(folder);
  const now = platform.clock.now().getTime();
  const laid = async (name: string, hours: number) => {
    await writeFile(join(folder, name), '');
    await utimes(join(folder, name), new Date(now - hours * 3_600_000), new Date(now - hours * 3_600_000));
  };
  await laid(`${id}-1.csv.partial`, 25);
  await laid('999-1.csv', 25);
  await laid(`${id}-2.csv.partial`, 25);
  await laid('999-2.csv.partial', 23);
  await platform.run(expireExports);
  const left = [...before, `${id}-2.csv.partial`, '999-2.csv.partial'];
  expect((await readdir(folder)).sort()).toEqual(left.sort());
  await sql`update customers.works set state = 'cancelled' where id = ${id}`.execute(platform.database.db);
});

test('programs export by the list that streams, which counts what they take', async () => {
  const as = { ...maker, keyId: '3' };
  const { body } = await call('POST', '/customers/works/export', { as, body: { region } });
  expect(body.code).toBe('customers.export_by_program');
});

test('whoever may not read tags or owners is not told them by work', async () => {
  const as = { ...maker, fields: { customers: { tags: 'hidden', ownerId: 'masked' }, orders: {} } } as const;
  for (const act of [
    { kind: 'tag', name: 'Secret' },
    { kind: 'assign', ownerId: '8' },
  ]) {
    const body = { act, meant: { ids: ids.slice(0, 1) } };
    const { id } = (await call('POST', '/customers/works', { as: maker, body })).body;
    expect((await call('GET', `/customers/works/${id}`, { as })).body.about).toEqual({});
  }
});
