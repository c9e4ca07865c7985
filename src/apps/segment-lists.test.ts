import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { customersFrom } from '#customers/customers.fixtures.ts';
import type { UserActor } from '#platform/access/actor.ts';
import { reachesEverything } from '#platform/access/reach.contract.ts';
import { declaredFields, declaredListFilters, declaredPermissions } from '#platform/domains/registry.ts';
import { callRoutes } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { keepUp } from '#segments/segments.fixtures.ts';
import { domains } from './domains.ts';
import { asking } from './reach.fixtures.ts';

const platform = await testPlatform();
platform.guardedFields = declaredFields(domains);
platform.listFilters = declaredListFilters(domains);
const call = await callRoutes(
  platform,
  domains.flatMap(({ routes }) => routes),
);
const permissions = declaredPermissions(domains);
const as = asking(reachesEverything.customers, permissions);
const stranger: UserActor = { ...as, userId: '9', teamId: '20', teamIds: ['20'] };
const inCity = (...values: string[]) => ({
  all: [{ type: 'field', field: 'city', operator: 'is', values }],
});
const boughtOnce = {
  all: [{ type: 'orders', measure: 'count', kind: 'purchases', operator: 'atLeast', value: 1 }],
};
let people: string[] = [];
let hangzhou = '';
let private_ = '';
let buyers = '';

async function made(body: object): Promise<string> {
  const { status, body: answer, text } = await call('POST', '/segments', { as, body });
  expect(status, text).toBe(200);
  return answer.id;
}

/** Names of whom the list, its count and the preview of a bulk act keep: always the same. */
async function kept(filters: Record<string, string>, by: UserActor = as): Promise<string> {
  const words = new URLSearchParams(filters);
  const { status, body, text } = await call('GET', `/customers?sort=displayName&${words}`, { as: by });
  expect(status, text).toBe(200);
  const { body: counted } = await call('GET', `/customers/count?${words}`, { as: by });
  expect(counted).toEqual({ count: body.items.length, exact: true });
  const { body: met } = await call('POST', '/customers/works/preview', {
    as: by,
    body: { meant: { filters } },
  });
  expect(met.customers).toBe(body.items.length);
  return body.items.map(({ displayName }: { displayName: string }) => displayName).join(' ');
}

const answer = async (filters: Record<string, string>, by: UserActor = as) =>
  (await call('GET', `/customers?${new URLSearchParams(filters)}`, { as: by })).body;
const refused = async (filters: Record<string, string>, by: UserActor = as) =>
  (await answer(filters, by)).code;

beforeAll(async () => {
  people = await platform.run((ctx) =>
    customersFrom(ctx, [
      { externalId: 'A', name: 'Ann', city: '杭州' },
      { externalId: 'B', name: 'Bo', city: '上海' },
      { externalId: 'C', name: 'Cy', city: '杭州' },
    ]),
  );
  const lines = [{ productCode: 'P', productName: 'Tea', quantity: '1', unitPrice: '10' }];
  for (const [index, customerId] of people.slice(0, 2).entries())
    expect(
      await call('POST', '/orders', { as, body: { customerId, kind: 'sale', number: `N${index}`, lines } }),
    ).toMatchObject({ status: 200 });
  hangzhou = await made({ name: 'Hangzhou', rule: inCity('杭州'), shared: 'all' });
  private_ = await made({ name: 'Shanghai', rule: inCity('上海') });
  buyers = await made({ name: 'Buyers', rule: boughtOnce, shared: 'all' });
  await keepUp(platform);
});

test('GET /customers keeps members of any of some segments, and whoever is in none of others', async () => {
  expect(await kept({ segment: hangzhou })).toBe('Ann Cy');
  expect(await kept({ segment: `${hangzhou},${private_}` })).toBe('Ann Bo Cy');
  expect(await kept({ notSegment: hangzhou })).toBe('Bo');
  expect(await kept({ segment: hangzhou, notSegment: buyers })).toBe('Cy');
  expect(await kept({ notSegment: `${hangzhou},${private_}` })).toBe('');
  expect(await kept({ segment: buyers, city: '上海', q: 'b' })).toBe('Bo');
});

test('a list that a rule narrows says until when changes are in it; others are as of now', async () => {
  const asOf = new Date(Date.now() - 30_000);
  const { columnar } = platform;
  platform.columnar = {
    asOf: () => asOf,
    isComing: () => false,
    ask: async () => ({ rows: [{ ids: people.slice(0, 1).join(), count: '1' }], asOf }),
  };
  const byRule = await answer({ rule: JSON.stringify(inCity('杭州')), segment: hangzhou });
  if (columnar) platform.columnar = columnar;
  else delete platform.columnar;
  expect(byRule).toMatchObject({ items: [{ displayName: 'Ann' }], asOf: asOf.toISOString() });
  expect(await answer({ segment: hangzhou })).not.toHaveProperty('asOf');
});

test('a segment that is not there, not seen or not in use narrows nothing and is refused alike', async () => {
  const gone = await made({ name: 'Gone', rule: inCity('杭州'), shared: 'all' });
  await call('POST', `/segments/${gone}/archive`, { as });
  const noRight: UserActor = { ...as, permissions: new Set(['customers.read']) };
  for (const word of ['segment', 'notSegment']) {
    expect(await answer({ [word]: '999' })).toMatchObject({
      ...{ code: 'customers.filter_gone', values: { filter: word } },
      errors: [{ path: word, code: 'customers.filter_gone' }],
    });
    expect(await refused({ [word]: `${hangzhou},${private_}` }, stranger)).toBe('customers.filter_gone');
    expect(await refused({ [word]: gone })).toBe('customers.filter_gone');
    expect(await refused({ [word]: hangzhou }, noRight)).toBe('customers.filter_gone');
    expect(await refused({ [word]: '1,x' })).toBe('platform.wrong_input');
  }
  const bulk = (by: UserActor) =>
    call('POST', '/customers/works', {
      as: by,
      body: { act: { kind: 'bin' }, meant: { filters: { segment: private_ } } },
    });
  expect((await bulk(stranger)).body.code).toBe('customers.filter_gone');
  const start = await call('POST', '/customers/works/export', { as: stranger, body: { segment: private_ } });
  expect(start.body.code).toBe('customers.filter_gone');
});

test('a segment that is not filled yet is neither everybody nor nobody, and is refused by name', async () => {
  const filling = await made({ name: 'Filling', rule: inCity('上海') });
  for (const word of ['segment', 'notSegment'])
    expect(await answer({ [word]: `${hangzhou},${filling}` })).toMatchObject({
      ...{ code: 'segments.segment_not_filled', values: { name: 'Filling' } },
    });
  const preview = await call('POST', '/customers/works/preview', {
    as,
    body: { meant: { filters: { notSegment: filling } } },
  });
  expect(preview.body.code).toBe('segments.segment_not_filled');
  await keepUp(platform);
  expect(await kept({ notSegment: filling })).toBe('Ann Cy');
});

test('a segment whose rule broke before it was filled says so, and one that was filled keeps its last members', async () => {
  const { body: tag } = await call('POST', '/tags', { as, body: { name: 'Soon gone' } });
  const rule = { type: 'tag', operator: 'any', tags: [tag.id] };
  const filled = await made({ name: 'Filled', rule: { any: [rule, inCity('上海')] } });
  await keepUp(platform);
  const never = await made({ name: 'Never', rule });
  await sql`delete from customers.tags where id = ${tag.id}`.execute(platform.database.db);
  await keepUp(platform);
  for (const word of ['segment', 'notSegment'])
    expect(await answer({ [word]: never })).toMatchObject({
      ...{ code: 'segments.rule_broken', values: { name: 'Never' } },
    });
  expect(await kept({ segment: filled })).toBe('Bo');
});

test('who may no longer see a segment, or read what a rule does, may no longer ask by it; archived it stays theirs', async () => {
  const archived = await made({ name: 'Archived', rule: inCity('上海') });
  await call('POST', `/segments/${archived}/archive`, { as });
  const may = (name: string, value: string, by: UserActor) =>
    platform.run((ctx) => platform.listFilters!.get(`customers.${name}`)!.mayAsk(ctx, value), by);
  const cityless: UserActor = { ...as, fields: { customers: { city: 'hidden' }, orders: {} } };
  const asked = [
    ['segment', `${private_},${archived}`],
    ['notSegment', private_],
    ['segmentMove', `${private_}:entered:2026-03-05`],
    ['rule', JSON.stringify({ type: 'segment', operator: 'in', segments: [private_] })],
  ] as const;
  for (const [name, value] of asked) {
    expect(await may(name, value, as), name).toBe(true);
    expect(await may(name, value, stranger), name).toBe(false);
    expect(await may(name, value, cityless), name).toBe(false);
  }
});

test('nobody is told by a segment whose rule reads what they may not, nor of customers beyond their reach', async () => {
  const cityless: UserActor = { ...as, fields: { customers: { city: 'hidden' }, orders: {} } };
  expect(await refused({ segment: hangzhou }, cityless)).toBe('segments.segment_not_readable');
  expect(await refused({ notSegment: hangzhou }, cityless)).toBe('segments.segment_not_readable');
  expect(await refused({ rule: JSON.stringify(inCity('杭州')) }, cityless)).toBe(
    'customers.field_not_readable',
  );
  await sql`update customers.customers set owner_id = 1, team_id = 11 where id = ${people[0]}`.execute(
    platform.database.db,
  );
  const own = { see: 'own', change: 'own', unassigned: false } as const;
  const ofOwn: UserActor = { ...as, reaches: { customers: own, orders: own } };
  expect(await kept({ segment: hangzhou }, ofOwn)).toBe('Ann');
  expect(await kept({ notSegment: private_ }, ofOwn)).toBe('Ann');
  // Who sees every customer, but few documents, is told nothing of the others by what they bought, not even that they did not.
  const fewOrders: UserActor = { ...as, reaches: { customers: reachesEverything.customers, orders: own } };
  expect(await kept({ segment: buyers }, fewOrders)).toBe('Ann');
  expect(await kept({ notSegment: buyers }, fewOrders)).toBe('');
  expect(await kept({ segment: `${buyers},${hangzhou}` }, fewOrders)).toBe('Ann Cy');
  expect(await kept({ rule: JSON.stringify(boughtOnce) }, fewOrders)).toBe('Ann');
});

test('who came or left on a day is kept by the day of the organisation', async () => {
  await sql`update segments.movements set moved_at = '2026-03-05T16:30:00Z' where customer_id = ${people[0]}`.execute(
    platform.database.db,
  );
  expect(await kept({ segmentMove: `${hangzhou}:entered:2026-03-05` })).toBe('Cy');
  expect(await kept({ segmentMove: `${hangzhou}:entered:2026-03-06` })).toBe('Ann');
  expect(await kept({ segmentMove: `${hangzhou}:left:2026-03-06` })).toBe('');
  expect(await refused({ segmentMove: `${private_}:entered:2026-03-05` }, stranger)).toBe(
    'customers.filter_gone',
  );
  expect(await refused({ segmentMove: `${hangzhou}:entered:2026-02-31` })).toBe('platform.wrong_input');
});

test('a rule of an address keeps whom it means now, and one that cannot be asked is refused', async () => {
  expect(await kept({ rule: JSON.stringify(inCity('杭州')) })).toBe('Ann Cy');
  expect(await kept({ rule: JSON.stringify({ none: [inCity('杭州')] }) })).toBe('Bo');
  expect(await kept({ rule: JSON.stringify(inCity('nowhere')) })).toBe('');
  for (const rule of ['{', '[]', '{"all":[{"type":"tag","operator":"any","tags":["99"]}]}'])
    expect(await refused({ rule })).toBe('segments.rule_not_askable');
  const odd = { all: [{ type: 'field', field: 'city', operator: 'atLeast', value: 1 }] };
  expect((await answer({ rule: JSON.stringify(odd) })).errors[0].path).toBe('rule.all.0.operator');
  const long = await answer({ rule: JSON.stringify(inCity('杭'.repeat(1_400))) });
  expect(long).toMatchObject({ code: 'platform.wrong_input', errors: [{ path: 'rule' }] });
});

test('of many the count is exact, and a rule is asked once for all that a search or an export reads', async () => {
  await sql`with made as (
      insert into customers.customers (kind, display_name, city, created_at, updated_at)
      select 'person', 'Many ' || n, '宁波', now(), now() from generate_series(1, 10001) n returning id
    ) insert into customers.totals (customer_id, orders, spend_minor) select id, 0, 0 from made
    on conflict do nothing`.execute(platform.database.db);
  const rule = JSON.stringify(inCity('宁波'));
  const counted = await call('GET', `/customers/count?${new URLSearchParams({ rule })}`, { as });
  expect(counted.body).toEqual({ count: 10_001, exact: true });
  const given = platform.listFilters!.get('customers.rule')!;
  let asked = 0;
  const holds: typeof given.holds = (ctx, value) => {
    asked += 1;
    return given.holds(ctx, value);
  };
  platform.listFilters = new Map(platform.listFilters).set('customers.rule', { ...given, holds });
  const words = new URLSearchParams({ rule, columns: 'displayName' });
  const { text } = await call('GET', `/customers/export?${words}`, { as });
  expect(text.trim().split('\r\n')).toHaveLength(10_002);
  expect(asked).toBe(1);
});

test('an export of members holds them alone, and the audit log says of which segment', async () => {
  const { text } = await call('GET', `/customers/export?segment=${buyers}&columns=displayName`, { as });
  expect(
    text
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',').at(-1))
      .toSorted(),
  ).toEqual(['Ann', 'Bo']);
  const { rows } = await sql<{ entry: object }>`select to_jsonb(e) as entry from platform.audit_entries e
    where action like '%export%' order by id desc limit 1`.execute(platform.database.db);
  expect(JSON.stringify(rows[0])).toContain(`"segment":"${buyers}"`);
});
