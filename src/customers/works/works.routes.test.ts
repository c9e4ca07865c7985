import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import type { UserActor } from '#platform/access/actor.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { overlapping } from '#platform/testing/overlapping.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customFieldsFrom, doWork, regions } from '../customers.fixtures.ts';
import { customersDomain } from '../domain.ts';
import { assignCustomers } from '../profiles/assign-customers.ts';
import { bulkWork } from './bulk-work.ts';
import { runWork } from './run-work.ts';
import { claimWork } from './works.queries.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, customersDomain.routes);
const all = ['customers.read', 'customers.write', 'customers.export', 'customers.tags'];
const maker = userWith(...all);
const own = { see: 'own', change: 'own', unassigned: false } as const;
let asker: UserActor | undefined = maker;
platform.readColleague = async (_tx, userId) => (userId === '7' ? asker : undefined);
platform.readAssignee = async (_tx, userId) => ({ teamId: '1', active: userId !== '9' });
beforeEach(() => {
  asker = maker;
});

const some = regions(platform);

async function begin(act: object, meant: object): Promise<string> {
  const { status, body, text } = await call('POST', '/customers/works', { as: maker, body: { act, meant } });
  expect(status, text).toBe(200);
  return body.id;
}

const workOf = async (id: string) => (await call('GET', `/customers/works/${id}`, { as: maker })).body;
const listed = async (query: string) =>
  (await call('GET', `/customers?sort=displayName&${query}`, { as: maker })).body.items.map(
    (row: { id: string }) => row.id,
  );

async function done(act: object, meant: object) {
  const id = await begin(act, meant);
  await doWork(platform, id);
  return workOf(id);
}

test('POST /customers/works tags all that the filters keep, chunk by chunk, with one event and one audit entry each', async () => {
  const { region, ids } = await some(2_300);
  await sql`delete from platform.outbox`.execute(platform.database.db);
  const work = await done({ kind: 'tag', name: 'Many' }, { filters: { region } });
  expect(work).toMatchObject({
    state: 'done',
    total: 2_300,
    done: 2_300,
    unchanged: 0,
    refused: 0,
    about: { name: 'Many' },
  });
  const { rows: events } = await sql<{
    n: string;
  }>`select payload ->> 'count' as n from platform.outbox order by id`.execute(platform.database.db);
  expect(events.map(({ n }) => n)).toEqual(['1000', '1000', '300']);
  const { rows: entries } = await sql`select from platform.audit_entries where action = 'customers.tag'
    and detail ->> 'tag' = 'Many'`.execute(platform.database.db);
  expect(entries).toHaveLength(3);
  expect((await done({ kind: 'tag', name: 'Many' }, { ids: ids.slice(0, 5) })).unchanged).toBe(5);
});

test('who is meant is fixed when it begins: acting on the filtered field does not move the goal', async () => {
  const { region, ids } = await some(3);
  const edited = await done({ kind: 'edit', change: { region: `${region} new` } }, { filters: { region } });
  expect(edited).toMatchObject({ total: 3, done: 3, about: { field: 'region', value: `${region} new` } });
  expect(await listed(`region=${encodeURIComponent(`${region} new`)}`)).toEqual(ids);
  expect(await listed(`work=${edited.id}&workOutcome=done`)).toEqual(ids);
  const { body } = await call('GET', `/customers/${ids[0]}`, { as: maker });
  expect(body).toMatchObject({ version: 2, editedFields: ['region'] });
});

test('assign, untag, bin and restore say who was done, who was so already and who is gone', async () => {
  const { region, ids } = await some(3);
  await platform.run((ctx) => assignCustomers(ctx, { ids: [ids[0]!], ownerId: '8' }));
  const meant = { ids: [...ids, '999999999'] };
  expect(await done({ kind: 'assign', ownerId: '8' }, meant)).toMatchObject({
    done: 2,
    unchanged: 1,
    refused: 1,
  });
  const { body } = await call('POST', '/customers/tags', { as: maker, body: { ids: [ids[1]], name: 'One' } });
  expect(await done({ kind: 'untag', tagId: body.tag.id }, meant)).toMatchObject({
    done: 1,
    unchanged: 2,
    refused: 1,
  });
  expect(await done({ kind: 'bin' }, { filters: { region } })).toMatchObject({ done: 3 });
  expect(await done({ kind: 'restore' }, { filters: { region, bin: true } })).toMatchObject({ done: 3 });
});

test('it does no more than whoever asked may by now, and lists those it refused', async () => {
  const { region, ids } = await some(3);
  await platform.run((ctx) => assignCustomers(ctx, { ids: [ids[0]!], ownerId: '7' }));
  const id = await begin({ kind: 'bin' }, { filters: { region } });
  asker = { ...maker, reaches: { customers: { see: 'all', change: 'own', unassigned: true }, orders: own } };
  await platform.run((ctx) => assignCustomers(ctx, { ids: ids.slice(1), ownerId: '8' }));
  await doWork(platform, id);
  expect(await workOf(id)).toMatchObject({ state: 'done', total: 3, done: 1, refused: 2 });
  expect(await listed(`work=${id}&workOutcome=refused`)).toEqual(ids.slice(1));
  const stranger = { ...userWith(...all), userId: '70' };
  const seen = await call('GET', `/customers?work=${id}`, { as: stranger });
  expect(seen.body.items).toEqual([]);
  expect((await call('GET', `/customers/works/${id}`, { as: stranger })).status).toBe(404);
  expect((await call('POST', `/customers/works/${id}/cancel`, { as: stranger })).status).toBe(404);
});

test('whoever has left or lost the permission meanwhile does nothing more', async () => {
  const { ids } = await some(1);
  const ofLeft = await begin({ kind: 'bin' }, { ids });
  asker = undefined;
  await doWork(platform, ofLeft);
  const ofPoor = await begin({ kind: 'bin' }, { ids });
  asker = userWith('customers.read');
  await doWork(platform, ofPoor);
  expect((await workOf(ofLeft)).error.code).toBe('customers.asker_gone');
  expect((await workOf(ofPoor)).error.code).toBe('customers.asker_may_not');
  expect((await call('GET', `/customers/${ids[0]}`, { as: maker })).body.binnedAt).toBeNull();
});

test('what was asked for by a key ends with the key, and while its user is blocked', async () => {
  const { ids } = await some(1);
  const as = { ...maker, keyId: '3' };
  const beginByKey = async () =>
    (await call('POST', '/customers/works', { as, body: { act: { kind: 'bin' }, meant: { ids } } })).body.id;
  let lives = false;
  platform.readKeyLives = async (_tx, keyId) => keyId === '3' && lives;
  const ofEnded = await beginByKey();
  await doWork(platform, ofEnded);
  expect(await workOf(ofEnded)).toMatchObject({ done: 0, error: { code: 'customers.asker_key_ended' } });
  lives = true;
  asker = { ...maker, blockedBy: 'admin.two_step_required' };
  const ofBlocked = await beginByKey();
  await doWork(platform, ofBlocked);
  expect(await workOf(ofBlocked)).toMatchObject({ done: 0, error: { code: 'customers.asker_may_not' } });
  asker = maker;
  const ofLive = await beginByKey();
  await doWork(platform, ofLive);
  expect(await workOf(ofLive)).toMatchObject({ state: 'done', done: 1 });
});

test('POST /customers/works/preview counts exactly who is met and who of them may be changed', async () => {
  const { region, ids } = await some(3);
  await platform.run((ctx) => assignCustomers(ctx, { ids: [ids[0]!], ownerId: '7' }));
  const as = {
    ...maker,
    reaches: { customers: { see: 'all', change: 'own', unassigned: false }, orders: own },
  } as const;
  const preview = (meant: object) => call('POST', '/customers/works/preview', { as, body: { meant } });
  expect((await preview({ filters: { region } })).body).toEqual({ customers: 1, changeable: 1 });
  expect((await preview({ filters: { q: region } })).body).toEqual({ customers: 1, changeable: 1 });
  expect((await preview({ ids: ids.slice(0, 2) })).body).toEqual({ customers: 1, changeable: 1 });
  expect((await preview({ filters: { region }, ids })).status).toBe(400);
});

test('a server that is killed between steps goes on with the next, and a late runner does nothing', async () => {
  const { region } = await some(2_100);
  const id = await begin({ kind: 'tag', name: 'Killed' }, { filters: { region } });
  const killed = new AbortController();
  let steps = 0;
  const job = {
    platform,
    log: platform.log,
    signal: killed.signal,
    transact: <T>(run: Parameters<typeof platform.run<T>>[0]) => platform.run(run),
  };
  const twoSteps = {
    ...bulkWork,
    step: async (...args: Parameters<typeof bulkWork.step>) => {
      steps += 1;
      if (steps === 2) throw Object.assign(new Error('terminating connection'), { code: '57P01' });
      return bulkWork.step(...args);
    },
  };
  await expect(runWork(job, id, () => twoSteps)).rejects.toThrow('terminating');
  expect(await workOf(id)).toMatchObject({ state: 'running', done: 1_000 });
  // Its lease still runs: nobody else takes it.
  await doWork(platform, id);
  expect(await workOf(id)).toMatchObject({ state: 'running', done: 1_000 });
  platform.clock.set('2026-03-05T09:00:00Z');
  await doWork(platform, id);
  expect(await workOf(id)).toMatchObject({ state: 'done', done: 2_100, unchanged: 0 });
});

test('whoever stops work waits for no step in hand; it keeps what is done and stops before the next', async () => {
  const { region } = await some(1_500);
  const id = await begin({ kind: 'tag', name: 'Stopped' }, { filters: { region } });
  const takenUp: unknown[] = [];
  const stoppedMeanwhile = {
    ...bulkWork,
    step: async (...args: Parameters<typeof bulkWork.step>) => {
      const sums = await bulkWork.step(...args);
      // On other connections, while the step's transaction holds the work.
      const stopped = await call('POST', `/customers/works/${id}/cancel`, { as: maker });
      expect(stopped.body).toMatchObject({ state: 'running', cancelRequested: true });
      platform.clock.set('2026-03-06T09:00:00Z');
      takenUp.push(await platform.run((ctx) => claimWork(ctx, id, new Date())));
      return sums;
    },
  };
  const signal = new AbortController().signal;
  await runWork(
    { platform, log: platform.log, signal, transact: (run) => platform.run(run) },
    id,
    () => stoppedMeanwhile,
  );
  expect(takenUp).toEqual([undefined]);
  expect(await workOf(id)).toMatchObject({ state: 'cancelled', done: 1_000, cancelRequested: true });
  const waiting = await begin({ kind: 'bin' }, { filters: { region } });
  expect((await call('POST', `/customers/works/${waiting}/cancel`, { as: maker })).body.state).toBe(
    'cancelled',
  );
  await doWork(platform, waiting);
  expect((await workOf(waiting)).done).toBe(0);
});

test('what nobody could be done is refused at once', async () => {
  const refusal = async (act: object) =>
    (await call('POST', '/customers/works', { as: maker, body: { act, meant: { ids: ['1'] } } })).body.code;
  expect(await refusal({ kind: 'assign', ownerId: '9' })).toBe('customers.owner_not_active');
  expect(await refusal({ kind: 'untag', tagId: '99999' })).toBe('customers.tag_not_found');
  expect(await refusal({ kind: 'edit', change: { timeZone: 'Mars/Base' } })).toBe(
    'customers.time_zone_unknown',
  );
  expect(await refusal({ kind: 'edit', change: { city: 'a', region: 'b' } })).toBe('platform.wrong_input');
});

test('GET /customers/works lists one’s own, the newest first', async () => {
  const { body } = await call('GET', '/customers/works?limit=2', { as: maker });
  expect(body.items).toHaveLength(2);
  expect(Number(body.items[0].id)).toBeGreaterThan(Number(body.items[1].id));
  const others = await call('GET', '/customers/works', { as: { ...maker, userId: '70' } });
  expect(others.body.items).toEqual([]);
});

test('a bulk act waits for whoever is editing a customer, and neither change is lost', async () => {
  const { ids } = await some(1);
  const id = await begin({ kind: 'edit', change: { city: 'Bulk' } }, { ids });
  await platform.run(async (ctx) => {
    await sql`update customers.works set total = 1 where id = ${id}`.execute(ctx.tx);
    await sql`insert into customers.work_chunks (work_id, chunk_no, customer_ids) values (${id}, 0, ${ids}::bigint[])`.execute(
      ctx.tx,
    );
  });
  const [edit, bulk] = await overlapping(
    platform,
    (written) =>
      platform.run(async (ctx) => {
        await sql`update customers.customers set company = 'Edited', version = version + 1 where id = ${ids[0]}`.execute(
          ctx.tx,
        );
        await written();
      }),
    () => doWork(platform, id),
  );
  expect([edit.status, bulk.status]).toEqual(['fulfilled', 'fulfilled']);
  const { body } = await call('GET', `/customers/${ids[0]}`, { as: maker });
  expect(body).toMatchObject({ company: 'Edited', city: 'Bulk', version: 3 });
});

test('what the filters keep by a custom field is meant, and stays so when the work is read again', async () => {
  await platform.run((ctx) => customFieldsFrom(ctx, [{ key: 'vip', type: 'flag', label: { en: 'VIP' } }]));
  const body = { displayName: 'Vera', customFields: { vip: true } };
  const { body: vera } = await call('POST', '/customers', { as: maker, body });
  const filters = { where: JSON.stringify([['field.vip', 'is', 'true']]) };
  expect(await done({ kind: 'tag', name: 'VIP' }, { filters })).toMatchObject({
    state: 'done',
    total: 1,
    done: 1,
  });
  expect((await call('GET', `/customers/${vera.id}`, { as: maker })).body.tags).toMatchObject([
    { name: 'VIP' },
  ]);
});
