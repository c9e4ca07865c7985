import { sql } from 'kysely';
import { beforeAll, expect, test, vi } from 'vitest';
import { customersFrom } from '#customers/customers.fixtures.ts';
import type { UserActor } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { segmentsDomain } from '../domain.ts';
import { keepUp, membersIn } from '../segments.fixtures.ts';
import { moveByHand } from './move-by-hand.ts';

const platform = await testPlatform();
const { db } = platform.database;
const call = await callRoutes(platform, segmentsDomain.routes);
const as = userWith('segments.read', 'segments.write', 'customers.read');
const inCity = (...values: string[]) => ({
  all: [{ type: 'field', field: 'city', operator: 'is', values }],
});
let people: string[] = [];

async function made(body: object): Promise<string> {
  const { status, body: answer, text } = await call('POST', '/segments', { as, body });
  expect(status, text).toBe(200);
  return answer.id;
}

const addMeant = (id: string, meant: object, by: UserActor = as) =>
  call('POST', `/segments/${id}/members/meant`, { as: by, body: { meant } });

beforeAll(async () => {
  people = await platform.run((ctx) =>
    customersFrom(ctx, [
      { externalId: 'A', name: 'Ann', city: '杭州' },
      { externalId: 'B', name: 'Bo', city: '上海' },
      { externalId: 'C', name: 'Cy', city: '杭州' },
    ]),
  );
});

test('POST /segments/:id/members/meant puts in everybody whom the filters keep, of those that one reaches, once', async () => {
  const id = await made({ name: 'Fair', kind: 'hand' });
  expect((await addMeant(id, { filters: { city: '杭州' } })).body).toEqual({ moved: 2 });
  expect(await membersIn(platform, id)).toEqual([people[0], people[2]]);
  expect((await addMeant(id, { filters: {} })).body).toEqual({ moved: 1 });
  expect((await addMeant(id, { ids: people })).body).toEqual({ moved: 0 });
  const own = { see: 'own', change: 'own', unassigned: false } as const;
  const ofOwn: UserActor = { ...as, reaches: { customers: own, orders: own } };
  const empty = await made({ name: 'Own', kind: 'hand' });
  await sql`update customers.customers set owner_id = ${as.userId} where id = ${people[1]}`.execute(db);
  expect((await addMeant(empty, { filters: {} }, ofOwn)).body).toEqual({ moved: 1 });
  expect(await membersIn(platform, empty)).toEqual([people[1]]);
});

test('two who put the same customers into a list at once put in each of them once', async () => {
  const id = await made({ name: 'Together', kind: 'hand' });
  const both = await Promise.all([addMeant(id, { filters: {} }), addMeant(id, { ids: people.toReversed() })]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  expect(both[0].body.moved + both[1].body.moved).toBe(3);
  expect((await call('GET', `/segments/${id}`, { as })).body.members).toBe(3);
});

test('nobody is put into what follows a rule, is not theirs, or by what they may not read', async () => {
  const ruled = await made({ name: 'Ruled', rule: inCity('杭州') });
  expect((await addMeant(ruled, { ids: people })).body.code).toBe('segments.not_made_by_hand');
  const id = await made({ name: 'Theirs', kind: 'hand', shared: 'all' });
  const stranger: UserActor = { ...as, userId: '9', teamId: '2', teamIds: ['2'] };
  expect((await addMeant(id, { ids: people }, stranger)).body.code).toBe('segments.segment_not_yours');
  const cityless: UserActor = { ...as, fields: { customers: { city: 'hidden' }, orders: {} } };
  expect((await addMeant(id, { filters: { city: '杭州' } }, cityless)).body.code).toBe(
    'customers.field_not_readable',
  );
  expect((await addMeant(ruled, { filters: { city: '杭州' } }, cityless)).body.code).toBe(
    'segments.not_made_by_hand',
  );
  expect(await membersIn(platform, id)).toEqual([]);
});

test('who is meant is read within the time of a list, and what follows is not bound by it', async () => {
  const id = await made({ name: 'In time', kind: 'hand' });
  const bounds: string[] = [];
  const holds = async (ctx: Context) => {
    const { rows } = await sql<{
      most: string;
    }>`select current_setting('statement_timeout') as most`.execute(ctx.tx);
    bounds.push(rows[0]!.most);
    return sql`true`;
  };
  const name = 'customers.segment';
  platform.listFilters = new Map([[name, { name, holds, mayAsk: async () => true }]]);
  expect((await addMeant(id, { filters: { segment: '1' } })).body).toEqual({ moved: 3 });
  expect(bounds).toEqual(['8s']);
});

test('only who moves is judged anew, and only where some rule stands on the list', async () => {
  await sql`update segments.lifecycle_settings set applied_version = version`.execute(db);
  const id = await made({ name: 'Stood on', kind: 'hand' });
  const add = (ids: string[]) => call('POST', `/segments/${id}/members`, { as, body: { ids } });
  const queued = async () =>
    (
      await sql<{ id: string }>`select customer_id as id from segments.to_judge order by 1`.execute(db)
    ).rows.map((row) => row.id);
  await keepUp(platform);
  expect((await add([people[0]!])).body.moved).toBe(1);
  expect(await queued()).toEqual([]);
  const rule = { type: 'segment', operator: 'in', segments: [id] };
  const standing = await made({ name: 'Stands on it', rule });
  await keepUp(platform);
  expect((await add(people.slice(0, 2))).body.moved).toBe(1);
  expect(await queued()).toEqual([people[1]]);
  await keepUp(platform);
  expect(await membersIn(platform, standing)).toEqual(people.slice(0, 2));
});

test('whoever is put in while a rule that names the list is saved comes into that segment too', async () => {
  const id = await made({ name: 'Raced', kind: 'hand' });
  const rule = { type: 'segment', operator: 'in', segments: [id] };
  const begun = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const moving = platform.run(async (ctx) => {
    await moveByHand(ctx, { id, ids: people }, 'enter');
    begun.resolve();
    await goOn.promise;
  }, as);
  moving.catch(begun.reject);
  await begun.promise;
  let isSaved = false;
  const saving = made({ name: 'Races', rule }).then((segment) => {
    isSaved = true;
    return segment;
  });
  try {
    await vi.waitUntil(
      async () => {
        const { rows } = await sql`select from pg_locks where locktype = 'advisory' and not granted`.execute(
          db,
        );
        return rows.length > 0 || isSaved;
      },
      { timeout: 20_000 },
    );
    expect(isSaved).toBe(false);
  } finally {
    goOn.resolve();
  }
  await moving;
  const racing = await saving;
  await keepUp(platform);
  expect(await membersIn(platform, racing)).toEqual(people);
});

test('more than can be put in at once are refused whole', async () => {
  const id = await made({ name: 'Many', kind: 'hand' });
  await sql`insert into customers.customers (kind, display_name, created_at, updated_at)
    select 'person', 'Many ' || n, now(), now() from generate_series(1, 50001) n`.execute(db);
  expect((await addMeant(id, { filters: {} })).body.code).toBe('segments.too_many_at_once');
  expect(await membersIn(platform, id)).toEqual([]);
  await sql`delete from customers.customers where display_name like 'Many %'`.execute(db);
});

test('POST /segments/:id/retake takes the members of a static segment again, of no other', async () => {
  const id = await made({ name: 'Taken', kind: 'static', rule: inCity('上海') });
  await keepUp(platform);
  await sql`update customers.customers set city = '上海' where id = ${people[0]}`.execute(db);
  await keepUp(platform);
  expect(await membersIn(platform, id)).toEqual([people[1]]);
  const retake = (which: string) => call('POST', `/segments/${which}/retake`, { as });
  expect((await retake(id)).body).toMatchObject({ filling: true, version: 2 });
  await keepUp(platform);
  expect(await membersIn(platform, id)).toEqual([people[0], people[1]]);
  expect((await retake(await made({ name: 'Goes on', rule: inCity('a') }))).body.code).toBe(
    'segments.not_taken_once',
  );
  await call('POST', `/segments/${id}/archive`, { as });
  expect((await retake(id)).body.code).toBe('segments.not_taken_once');
});
