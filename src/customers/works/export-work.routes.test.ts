import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { UserActor } from '#platform/access/actor.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersFrom } from '../customers.fixtures.ts';
import { customersDomain } from '../domain.ts';
import { assignCustomers } from '../profiles/assign-customers.ts';
import { expireExports, writeExport } from './export-work.ts';
import { runWork } from './run-work.ts';
import { doWork } from './works.fixtures.ts';

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
  const listing = { region, sort: 'name' };
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

test('programs export by the list that streams, which counts what they take', async () => {
  const as = { ...maker, keyId: '3' };
  const { body } = await call('POST', '/customers/works/export', { as, body: { region } });
  expect(body.code).toBe('customers.export_by_program');
});
