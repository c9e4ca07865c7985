import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { customersFrom } from '#customers/customers.fixtures.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { segmentsDomain } from '../domain.ts';
import { keepUp, membersIn } from '../segments.fixtures.ts';

const platform = await testPlatform();
const { db } = platform.database;
const call = await callRoutes(platform, segmentsDomain.routes);
const as = userWith('segments.read', 'segments.write', 'customers.read', 'commerce.read');
const own = { see: 'own', change: 'own', unassigned: false } as const;
const short = { ...as, reaches: { customers: own, orders: own } };
const blind = { ...as, fields: { ...as.fields, customers: { city: 'hidden' as const } } };
const rule = { all: [{ type: 'field', field: 'city', operator: 'is', values: ['杭州'] }] };
let people: string[] = [];
let ruled = '';
let list = '';

const moveTo = (id: string, city: string) =>
  sql`update customers.customers set city = ${city} where id = ${id}`.execute(db);
const get = (path: string, by = as) => call('GET', path, { as: by });
const idsOf = ({ body }: { body: { items: { customerId: string }[] } }) =>
  body.items.map(({ customerId }) => customerId);

beforeAll(async () => {
  people = await platform.run((ctx) =>
    customersFrom(ctx, [
      { externalId: 'A', name: 'Ann', city: '杭州' },
      { externalId: 'B', name: 'Bo', city: '上海' },
      { externalId: 'C', name: 'Cy', city: '杭州' },
    ]),
  );
  await sql`update customers.customers set owner_id = 7, team_id = 1 where id = ${people[0]}`.execute(db);
  const made = async (body: object) => (await call('POST', '/segments', { as, body })).body.id;
  ruled = await made({ name: 'Hangzhou', rule, shared: 'all' });
  list = await made({ name: 'List', kind: 'hand', shared: 'all' });
  await keepUp(platform);
});

test('GET /segments/:id/members pages through whom the reader reaches, who came last first', async () => {
  platform.clock.set('2026-03-05T09:00:00Z');
  await moveTo(people[1]!, '杭州');
  await keepUp(platform);
  const first = await get(`/segments/${ruled}/members?limit=2`);
  expect(idsOf(first)).toEqual([people[1], people[2]]);
  expect(first.body.items[0]).toMatchObject({ displayName: 'Bo', enteredAt: '2026-03-05T09:00:00Z' });
  const next = await get(`/segments/${ruled}/members?limit=2&cursor=${first.body.next}`);
  expect([idsOf(next), next.body.next]).toEqual([[people[0]], null]);
  expect(idsOf(await get(`/segments/${ruled}/members`, short))).toEqual([people[0]]);
  expect((await get(`/segments/${ruled}/members`, blind)).body.code).toBe('segments.segment_not_readable');
  expect((await get('/segments/999/members')).body.code).toBe('segments.segment_not_found');
});

test('GET /segments/:id/movements tells who came and went, with the conditions and facts that decided', async () => {
  await moveTo(people[1]!, '上海');
  await keepUp(platform);
  const first = await get(`/segments/${ruled}/movements?limit=1`);
  expect(first.body.items[0]).toMatchObject({
    ...{ customerId: people[1], displayName: 'Bo', entered: false, cause: 'changed' },
    because: [
      { holds: false, facts: [{ value: '上海' }], sentence: { zh: expect.stringContaining('杭州') } },
    ],
  });
  const rest = await get(`/segments/${ruled}/movements?cursor=${first.body.next}`);
  expect(rest.body.items.map(({ cause }: { cause: string }) => cause)).toEqual(['changed', 'made', 'made']);
  expect(idsOf(await get(`/segments/${ruled}/movements`, short))).toEqual([people[0]]);
  expect((await get(`/segments/${ruled}/movements`, blind)).status).toBe(403);
});

test('GET /segments/:id/daily-counts tells every day since the segment was made, to whom reaches everybody', async () => {
  platform.clock.set('2026-03-07T09:00:00Z');
  const { body } = await get(`/segments/${ruled}/daily-counts?days=10`);
  expect(body.items).toEqual([
    { day: '2026-03-05', members: 2, entered: 3, left: 1 },
    { day: '2026-03-06', members: 2, entered: 0, left: 0 },
    { day: '2026-03-07', members: 2, entered: 0, left: 0 },
  ]);
  expect((await get(`/segments/${ruled}/daily-counts`, short)).body.code).toBe('segments.reach_too_short');
});

test('GET /segments/:id/portrait shows members beside everybody, of whom the reader reaches and by what they may read', async () => {
  await sql`update customers.customers set region = '浙江' where id = any(${[people[0], people[1]]}::bigint[])`.execute(
    db,
  );
  const { body } = await get(`/segments/${ruled}/portrait`);
  const sideOf = (side: string) => body.sides.find((each: { side: string }) => each.side === side).parts;
  expect(body).toMatchObject({ members: 2, everybody: 3, engine: 'postgres' });
  expect(sideOf('region')).toEqual(
    expect.arrayContaining([
      { key: '浙江', members: 1, everybody: 2 },
      { key: null, members: 1, everybody: 1 },
    ]),
  );
  expect(sideOf('spend')).toEqual([{ key: '0', members: 2, everybody: 3 }]);
  expect(sideOf('recency')).toEqual([{ key: null, members: 2, everybody: 3 }]);
  expect((await get(`/segments/${ruled}/portrait`, short)).body).toMatchObject({ members: 1, everybody: 1 });
  const noRegion = { ...as, fields: { ...as.fields, customers: { region: 'masked' as const } } };
  const { body: fewer } = await get(`/segments/${ruled}/portrait`, noRegion);
  expect(fewer.sides.map(({ side }: { side: string }) => side)).not.toContain('region');
});

test('a portrait tells stages, grades and scores of those whose documents the reader sees, to whom may read what they tell', async () => {
  await sql`insert into segments.stages (customer_id, stage, since, orders, cancellations)
    select id, case when id = ${people[0]} then 'loyal' else 'churned' end, now(), 0, 0 from customers.customers`.execute(
    db,
  );
  await sql`insert into segments.grades (customer_id, grade, points, met, since, orders, cancellations)
    values (${people[0]}, 'high', 60, '{}', now(), 0, 0)`.execute(db);
  await sql`insert into segments.rfm (customer_id, last_day, purchases, spend_minor, recency, frequency, spend, rfm_group, rfm_kind)
    values (${people[2]}, '2026-03-01', 1, 100, 5, 1, 1, 'new', 'otherDevelop')`.execute(db);
  const told = async (by = as) => {
    const { sides } = (await get(`/segments/${ruled}/portrait`, by)).body;
    const ofStanding = ['stage', 'grade', 'rfmGroup', 'rfmKind'];
    return sides.filter(({ side }: { side: string }) => ofStanding.includes(side));
  };
  const part = (key: string | null, members: number, everybody: number) => ({ key, members, everybody });
  const whole = { members: 2, everybody: 3 };
  const high = { ...part('high', 1, 1), name: { en: 'High', zh: '高' } };
  expect(await told()).toEqual([
    { side: 'stage', ...whole, parts: [part('churned', 1, 2), part('loyal', 1, 1)] },
    { side: 'grade', ...whole, parts: [part(null, 1, 2), high] },
    { side: 'rfmGroup', ...whole, parts: [part(null, 1, 2), part('new', 1, 1)] },
    { side: 'rfmKind', ...whole, parts: [part(null, 1, 2), part('otherDevelop', 1, 1)] },
  ]);
  const [stages] = await told({ ...as, reaches: { ...as.reaches, orders: own } });
  expect(stages).toEqual({ side: 'stage', members: 1, everybody: 1, parts: [part('loyal', 1, 1)] });
  expect(await told(userWith('segments.read', 'customers.read'))).toEqual([]);
  const noSpend = { ...as, fields: { ...as.fields, customers: { spendMinor: 'hidden' as const } } };
  expect((await told(noSpend)).map(({ side }: { side: string }) => side)).toEqual(['stage']);
});

test('bands of spend are wide in whole units of the currency, whatever its minor unit is', async () => {
  const spends = (minor: number) =>
    sql`update customers.totals set spend_minor = ${minor} where customer_id = ${people[0]}`.execute(db);
  await spends(60_000);
  const { readOrganisation } = platform;
  const keys = async (currency: string) => {
    platform.readOrganisation = async (tx) => ({ ...(await readOrganisation(tx)), currency });
    const { body } = await get(`/segments/${ruled}/portrait`);
    const { parts } = body.sides.find(({ side }: { side: string }) => side === 'spend');
    return parts.map(({ key }: { key: string }) => key).filter((key: string) => key !== '0');
  };
  expect(await keys('CNY')).toEqual(['50000-100000']);
  expect(await keys('JPY')).toEqual(['50000-']);
  expect(await keys('KWD')).toEqual(['1-100000']);
  platform.readOrganisation = readOrganisation;
  await spends(0);
});

test('GET /segments/:id/members/:customerId tells why somebody is a member or is none', async () => {
  const inside = (await get(`/segments/${ruled}/members/${people[0]}`)).body;
  expect(inside).toMatchObject({
    member: true,
    nodes: [
      { holds: true, group: 'all' },
      { holds: true, type: 'field' },
    ],
  });
  const outside = (await get(`/segments/${ruled}/members/${people[1]}`)).body;
  expect(outside).toMatchObject({ member: false, enteredAt: null, nodes: [{ holds: false }, {}] });
  expect(outside.movements.map(({ entered }: { entered: boolean }) => entered)).toEqual([false, true]);
  expect((await get(`/segments/${list}/members/${people[0]}`)).body).toMatchObject({
    member: false,
    nodes: null,
  });
  expect((await get(`/segments/${ruled}/members/${people[1]}`, short)).body.code).toBe('customers.not_found');
});

test('POST /segments/:id/members and /segments/:id/members/remove move customers whom the caller reaches, once each', async () => {
  const add = async (ids: string[], by = as) =>
    (await call('POST', `/segments/${list}/members`, { as: by, body: { ids } })).body;
  expect(await add(people, short)).toMatchObject({ moved: 1 });
  const { moved, ids } = await add([...people, '999']);
  expect([moved, ids.toSorted()]).toEqual([2, [people[1], people[2]]]);
  const out = { ids: [people[1], people[1]] };
  expect((await call('POST', `/segments/${list}/members/remove`, { as, body: out })).body).toEqual({
    moved: 1,
    ids: [people[1]],
  });
  expect(await membersIn(platform, list)).toEqual([people[0], people[2]]);
  expect((await get(`/segments/${list}`)).body).toMatchObject({ members: 2, trend: [{ members: 2 }] });
  const body = { ids: people };
  expect((await call('POST', `/segments/${ruled}/members`, { as, body })).body.code).toBe(
    'segments.not_made_by_hand',
  );
  const other = { ...as, userId: '8' };
  expect((await call('POST', `/segments/${list}/members`, { as: other, body })).body.code).toBe(
    'segments.segment_not_yours',
  );
});

test('GET /customers/:id/segments lists the segments of a customer, of those that the reader may see and read', async () => {
  const namesFor = async (id: string, by = as) =>
    (await get(`/customers/${id}/segments`, by)).body.items.map(({ name }: { name: string }) => name);
  expect(await namesFor(people[0]!)).toEqual(['Hangzhou', 'List']);
  expect(await namesFor(people[1]!)).toEqual([]);
  expect(await namesFor(people[0]!, blind)).toEqual(['List']);
  expect((await get(`/customers/${people[1]}/segments`, short)).body.code).toBe('customers.not_found');
});

test('whoever is in the bin is a member of nothing, and comes back into lists with what was restored', async () => {
  const bin = (at: string | null) =>
    sql`update customers.customers set binned_at = ${at} where id = ${people[0]}`.execute(db);
  await bin('2026-03-07T09:00:00Z');
  await keepUp(platform);
  expect([await membersIn(platform, list), await membersIn(platform, ruled)]).toEqual([
    [people[2]],
    [people[2]],
  ]);
  await bin(null);
  await keepUp(platform);
  const both = [people[0], people[2]];
  expect([await membersIn(platform, list), await membersIn(platform, ruled)]).toEqual([both, both]);
  const { body } = await get(`/segments/${list}/movements?limit=2`);
  expect(body.items.map(({ cause }: { cause: string }) => cause)).toEqual(['gone', 'gone']);
});

test('reasons name no segment that the reader does not see, neither as they are told nor as they are kept', async () => {
  const mate = { ...as, userId: '8' };
  const hidden = (await call('POST', '/segments', { as, body: { name: 'Secret plan', rule } })).body.id;
  const naming = { all: [{ type: 'segment', operator: 'in', segments: [hidden] }] };
  const body = { name: 'Open', rule: naming, shared: 'all' };
  const open = (await call('POST', '/segments', { as, body })).body.id;
  await keepUp(platform);
  await moveTo(people[1]!, '杭州');
  await keepUp(platform);
  const factsFor = async (by: typeof as) => {
    const { body: told, text } = await get(`/segments/${open}/movements?limit=1`, by);
    expect(told.items[0]).toMatchObject({ customerId: people[1], entered: true, because: [{ holds: true }] });
    return { facts: told.items[0].because[0].facts, text };
  };
  expect((await factsFor(as)).facts).toEqual([{ fact: 'segment', value: 'Secret plan', id: hidden }]);
  const seen = await factsFor(mate);
  expect(seen.facts).toEqual([]);
  expect(seen.text).not.toContain('Secret');
  const { rows } = await sql`select from segments.movements where because::text like '%Secret%'`.execute(db);
  expect(rows).toEqual([]);
});

test('a reason that reads documents is told of those whose documents the reader reaches', async () => {
  const few = { all: [{ type: 'orders', measure: 'count', operator: 'atMost', value: 0 }] };
  const body = { name: 'No orders', rule: few, shared: 'all' };
  const id = (await call('POST', '/segments', { as, body })).body.id;
  await keepUp(platform);
  const [dee, eve] = await platform.run((ctx) =>
    customersFrom(ctx, [
      { externalId: 'D', name: 'Dee', city: '杭州' },
      { externalId: 'E', name: 'Eve', city: '杭州' },
    ]),
  );
  await sql`update customers.customers set owner_id = 7, team_id = 1 where id = ${dee}`.execute(db);
  await keepUp(platform);
  const edit = { as, body: { rule }, headers: { 'if-match': '"1"' } };
  expect((await call('PATCH', `/segments/${id}`, edit)).status).toBe(200);
  await keepUp(platform);
  const reasons = async (by: typeof as) => {
    const { items } = (await get(`/segments/${id}/movements`, by)).body;
    return [dee, eve].map(
      (each) =>
        items.find(
          (row: { customerId: string; cause: string }) => row.customerId === each && row.cause === 'changed',
        ).because.length,
    );
  };
  expect(await reasons(as)).toEqual([1, 1]);
  expect(await reasons({ ...as, reaches: { ...as.reaches, orders: own } })).toEqual([1, 0]);
});

test('why somebody is a member is told where the rule names a segment that the reader does not see, without its name', async () => {
  const hidden = (await call('POST', '/segments', { as, body: { name: 'Top secret', rule } })).body.id;
  const naming = { all: [{ type: 'segment', operator: 'in', segments: [hidden] }] };
  const body = { name: 'Shared', rule: naming, shared: 'all' };
  const shared = (await call('POST', '/segments', { as, body })).body.id;
  await keepUp(platform);
  const path = `/segments/${shared}/members/${people[0]}`;
  const own = await get(path);
  expect(own.body.nodes[1]).toMatchObject({ holds: true, because: [{ value: 'Top secret', id: hidden }] });
  const others = await get(path, { ...as, userId: '8' });
  expect(others.body).toMatchObject({ member: true, nodes: [{ holds: true }, { holds: true, because: [] }] });
  expect(others.text).not.toContain('secret');
});
