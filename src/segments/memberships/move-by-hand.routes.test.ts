import { sql } from 'kysely';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { customersFrom, doWork } from '#customers/customers.fixtures.ts';
import type { UserActor } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { segmentsDomain } from '../domain.ts';
import { keepUp, membersIn } from '../segments.fixtures.ts';
import { listAct } from './list-act.ts';
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
  expect((await addMeant(id, { filters: { city: '杭州' } })).body).toEqual({ moved: 2, work: null });
  expect(await membersIn(platform, id)).toEqual([people[0], people[2]]);
  expect((await addMeant(id, { filters: {} })).body).toEqual({ moved: 1, work: null });
  expect((await addMeant(id, { ids: people })).body).toEqual({ moved: 0, work: null });
  const own = { see: 'own', change: 'own', unassigned: false } as const;
  const ofOwn: UserActor = { ...as, reaches: { customers: own, orders: own } };
  const empty = await made({ name: 'Own', kind: 'hand' });
  await sql`update customers.customers set owner_id = ${as.userId} where id = ${people[1]}`.execute(db);
  expect((await addMeant(empty, { filters: {} }, ofOwn)).body).toEqual({ moved: 1, work: null });
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
    return { condition: sql`true` };
  };
  const name = 'customers.segment';
  platform.listFilters = new Map([[name, { name, holds, mayAsk: async () => true }]]);
  expect((await addMeant(id, { filters: { segment: '1' } })).body).toEqual({ moved: 3, work: null });
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

describe('very many', () => {
  const many = 50_001;
  let colleague: UserActor;

  beforeAll(async () => {
    colleague = as;
    platform.bulkActs = new Map([[listAct.name, listAct]]);
    platform.readColleague = async () => colleague;
    await sql`insert into customers.customers (kind, display_name, created_at, updated_at)
      select 'person', 'Many ' || n, now(), now() from generate_series(1, ${many}::int) n`.execute(db);
  });

  const begun = async (id: string): Promise<string> => {
    const { body } = await addMeant(id, { filters: {} });
    expect(body).toMatchObject({ moved: 0, work: { kind: 'list', about: { list: 'Many' } } });
    return body.work.id;
  };
  const workNow = async (id: string) =>
    (
      await sql<Record<string, unknown>>`select state, done::int, refused::int, error ->> 'code' as code
      from customers.works where id = ${id}`.execute(db)
    ).rows[0];
  const onceOf = async (id: string) => {
    const { rows } = await sql<Record<string, number>>`select
      (select members from segments.segments where id = ${id})::int as counted,
      (select count(*) from segments.members where segment_id = ${id})::int as members,
      (select count(*) from segments.movements where segment_id = ${id} and cause = 'hand')::int as movements,
      (select sum(entered) from segments.daily_counts where segment_id = ${id})::int as entered,
      (select count(*) from platform.outbox, jsonb_array_elements_text(payload -> 'ids')
        where type = 'segments.customers_entered' and payload ->> 'segmentId' = ${id})::int as told`.execute(
      db,
    );
    return Object.values(rows[0]!);
  };

  test('are put in by work in the background, each once, whenever it breaks off', async () => {
    const id = await made({ name: 'Many', kind: 'hand' });
    const work = await begun(id);
    const { doTo } = listAct;
    const breaksOff = vi.spyOn(listAct, 'doTo').mockImplementationOnce(doTo);
    breaksOff.mockImplementationOnce(async (...given) => {
      await doTo(...given);
      throw new Error('the server is gone');
    });
    await expect(doWork(platform, work)).rejects.toThrow('the server is gone');
    breaksOff.mockRestore();
    expect(await onceOf(id)).toEqual(Array(5).fill(1_000));
    await Promise.all([doWork(platform, work), doWork(platform, work)]);
    expect(await workNow(work)).toEqual({ state: 'done', done: many + 3, refused: 0, code: null });
    expect(await onceOf(id)).toEqual(Array(5).fill(many + 3));
  });

  test('are put in as far as whoever asked reaches when their turn comes, while the list is theirs to change', async () => {
    const id = await made({ name: 'Many', kind: 'hand', shared: 'all' });
    const [first, second] = [await begun(id), await begun(id)];
    const own = { see: 'own', change: 'own', unassigned: false } as const;
    const { doTo } = listAct;
    const narrowing = vi.spyOn(listAct, 'doTo').mockImplementationOnce((...given) => {
      colleague = { ...as, reaches: { customers: own, orders: own } };
      return doTo(...given);
    });
    await doWork(platform, first);
    narrowing.mockRestore();
    expect(await workNow(first)).toEqual({
      state: 'done',
      done: 1_000,
      refused: many + 3 - 1_000,
      code: null,
    });
    expect((await onceOf(id))[1]).toBe(1_000);
    colleague = { ...as, userId: '9', teamId: '2', teamIds: ['2'] };
    await doWork(platform, second);
    expect(await workNow(second)).toMatchObject({ state: 'failed', code: 'segments.segment_not_yours' });
    expect((await onceOf(id))[1]).toBe(1_000);
  });
});
