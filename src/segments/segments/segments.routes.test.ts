import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { customersFrom, customFieldsFrom } from '#customers/customers.fixtures.ts';
import type { UserActor } from '#platform/access/actor.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { segmentsDomain } from '../domain.ts';
import { keepUp, membersIn } from '../segments.fixtures.ts';
import { checkSegments } from './check-segments.ts';

const platform = await testPlatform();
const { db } = platform.database;
const call = await callRoutes(platform, segmentsDomain.routes);
const as = userWith('segments.read', 'segments.write', 'customers.read', 'commerce.read');
const mate: UserActor = { ...as, userId: '8' };
const stranger: UserActor = { ...as, userId: '9', teamId: '2', teamIds: ['2'] };
const inCity = (...values: string[]) => ({
  all: [{ type: 'field', field: 'city', operator: 'is', values }],
});
const isIn = (...segments: string[]) => ({ all: [{ type: 'segment', operator: 'in', segments }] });
let people: string[] = [];

async function made(body: object, by = as): Promise<string> {
  const { status, body: answer, text } = await call('POST', '/segments', { as: by, body });
  expect(status, text).toBe(200);
  return answer.id;
}
const codeOf = async (method: 'GET' | 'POST' | 'PATCH', path: string, options: object = {}) =>
  (await call(method, path, { as, ...options })).body.code;

beforeAll(async () => {
  people = await platform.run((ctx) =>
    customersFrom(ctx, [
      { externalId: 'A', name: 'Ann', city: '杭州' },
      { externalId: 'B', name: 'Bo', city: '上海' },
      { externalId: 'C', name: 'Cy', city: '杭州' },
    ]),
  );
});

test('a segment is saved, told in words, listed with its count and share, changed by its version', async () => {
  const id = await made({ name: 'Hangzhou', rule: inCity('杭州') });
  expect((await call('GET', `/segments/${id}`, { as })).body).toMatchObject({
    filling: true,
    members: 0,
    ownerId: '7',
  });
  await keepUp(platform);
  const { body } = await call('GET', '/segments', { as });
  const listed = body.items.find((each: { id: string }) => each.id === id);
  expect(listed).toMatchObject({
    ...{ name: 'Hangzhou', kind: 'dynamic', state: 'ok', filling: false, members: 2, mayChange: true },
    sentence: { zh: expect.stringContaining('杭州') },
    trend: [{ day: '2026-03-05', members: 2 }],
  });
  expect(listed.share).toBeCloseTo(2 / 3);
  const change = { name: 'East', rule: inCity('杭州', '上海') };
  expect(await codeOf('PATCH', `/segments/${id}`, { body: change, headers: { 'if-match': '"9"' } })).toBe(
    'segments.version_conflict',
  );
  const changed = await call('PATCH', `/segments/${id}`, {
    as,
    body: change,
    headers: { 'if-match': '"1"' },
  });
  expect(changed.body).toMatchObject({ name: 'East', version: 2, filling: true, members: 2 });
  await keepUp(platform);
  expect(await membersIn(platform, id)).toEqual(people);
});

test('a segment is seen by whom it is shared with, and changed by its owner and, where shared, by administrators', async () => {
  const mine = await made({ name: 'Mine', rule: inCity('a') });
  const ours = await made({ name: 'Ours', rule: inCity('a'), shared: 'team' });
  const everybodys = await made({ name: 'All', rule: inCity('a'), shared: 'all' });
  const seen = async (by: UserActor) =>
    (await call('GET', '/segments', { as: by })).body.items
      .map(({ id }: { id: string }) => id)
      .filter((id: string) => [mine, ours, everybodys].includes(id));
  expect((await seen(as)).length).toBe(3);
  expect((await seen(mate)).toSorted()).toEqual([ours, everybodys].toSorted());
  expect(await seen(stranger)).toEqual([everybodys]);
  expect(await codeOf('GET', `/segments/${mine}`, { as: mate })).toBe('segments.segment_not_found');
  const rename = { body: { name: 'x' }, headers: { 'if-match': '"1"' } };
  expect(await codeOf('PATCH', `/segments/${ours}`, { as: mate, ...rename })).toBe(
    'segments.segment_not_yours',
  );
  const admin = { ...mate, permissions: new Set([...mate.permissions, 'admin.manage']) };
  expect((await call('PATCH', `/segments/${ours}`, { as: admin, ...rename })).status).toBe(200);
  expect(await codeOf('PATCH', `/segments/${mine}`, { as: admin, ...rename })).toBe(
    'segments.segment_not_found',
  );
});

test('nobody but its owner makes a shared segment private, and sharing with a team means that of the owner', async () => {
  const id = await made({ name: 'Theirs', rule: inCity('a'), shared: 'all' }, stranger);
  const permissions = new Set([...as.permissions, 'admin.manage']);
  const share = (shared: string, by: UserActor, version = 1) =>
    call('PATCH', `/segments/${id}`, { as: by, body: { shared }, headers: { 'if-match': `"${version}"` } });
  expect((await share('me', { ...as, permissions })).body.code).toBe('segments.hides_from_yourself');
  platform.readAssignee = async (_tx, userId) => (userId === '9' ? { teamId: '2', active: true } : undefined);
  expect((await share('team', { ...as, permissions })).body.code).toBe('segments.hides_from_yourself');
  const above = { ...as, permissions, teamIds: ['1', '2'] };
  expect((await share('team', above)).body).toMatchObject({ shared: 'team', version: 2 });
  expect((await call('GET', `/segments/${id}`, { as: mate })).status).toBe(404);
  expect((await share('me', stranger, 2)).body).toMatchObject({ shared: 'me' });
});

test('POST /segments refuses rules that do not fit, and rules of lists made by hand', async () => {
  const body = { name: 'x' };
  expect(await codeOf('POST', '/segments', { body })).toBe('segments.rule_lacking');
  expect(await codeOf('POST', '/segments', { body: { ...body, kind: 'hand', rule: inCity('a') } })).toBe(
    'segments.rule_of_hand_made',
  );
  expect(await codeOf('POST', '/segments', { body: { ...body, rule: isIn('999') } })).toBe(
    'segments.rule_not_askable',
  );
  expect(await codeOf('POST', '/segments', { body: { ...body, rule: { all: [] } } })).toBe(
    'platform.wrong_input',
  );
  const blind = { ...as, fields: { ...as.fields, customers: { city: 'hidden' } } };
  expect(await codeOf('POST', '/segments', { as: blind, body: { ...body, rule: inCity('a') } })).toBe(
    'customers.field_not_readable',
  );
});

test('POST /segments/combine makes one of those in any, in all, or in the first alone', async () => {
  const first = await made({ name: 'First', rule: inCity('杭州') });
  const both = await made({ name: 'Both', rule: inCity('杭州', '上海') });
  const bo = await made({ name: 'Bo', rule: inCity('上海') });
  const combine = async (operation: string, segments: string[]) =>
    (await call('POST', '/segments/combine', { as, body: { operation, segments, name: operation } })).body.id;
  const union = await combine('union', [first, bo]);
  const intersection = await combine('intersection', [first, both]);
  const difference = await combine('difference', [both, first]);
  await keepUp(platform);
  expect(await membersIn(platform, union)).toEqual(people);
  expect(await membersIn(platform, intersection)).toEqual([people[0], people[2]]);
  expect(await membersIn(platform, difference)).toEqual([people[1]]);
  // What they stand on moves them within the same piece of work.
  await sql`update customers.customers set city = '杭州' where id = ${people[1]}`.execute(db);
  await keepUp(platform);
  expect(await membersIn(platform, difference)).toEqual([]);
  expect(await membersIn(platform, intersection)).toEqual(people);
  await sql`update customers.customers set city = '上海' where id = ${people[1]}`.execute(db);
  await keepUp(platform);
});

test('rules never go in circles, also where two are saved at once', async () => {
  const one = await made({ name: 'One', rule: inCity('a') });
  const two = await made({ name: 'Two', rule: isIn(one) });
  const point = (id: string, at: string) =>
    call('PATCH', `/segments/${id}`, { as, body: { rule: isIn(at) }, headers: { 'if-match': '"1"' } });
  expect((await point(one, two)).body.code).toBe('segments.goes_in_circles');
  expect((await point(one, one)).body.code).toBe('segments.goes_in_circles');
  const three = await made({ name: 'Three', rule: inCity('a') });
  const four = await made({ name: 'Four', rule: inCity('a') });
  const answers = await Promise.all([point(three, four), point(four, three)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
});

test('POST /segments/:id/archive breaks rules that name the segment, tells their owner, and unarchive mends them', async () => {
  const named = await made({ name: 'Named', rule: inCity('杭州') });
  const naming = await made({ name: 'Naming', rule: isIn(named) });
  await keepUp(platform);
  expect((await call('POST', `/segments/${named}/archive`, { as })).body.archivedAt).not.toBeNull();
  await platform.run(checkSegments);
  const told = async () =>
    (
      await sql<{
        user_id: string;
      }>`select user_id from platform.notifications where kind = 'segments.segment_broken'
      and subject ->> 'segmentId' = ${naming}`.execute(db)
    ).rows;
  expect((await call('GET', `/segments/${naming}`, { as })).body).toMatchObject({
    ...{ state: 'broken', members: 2 },
    findings: [{ kind: 'segment', name: named, called: { en: 'Named', zh: 'Named' }, problem: 'archived' }],
  });
  expect(await told()).toEqual([{ user_id: '7' }]);
  const { body: archived } = await call('GET', '/segments?archived=true', { as });
  expect(archived.items.map(({ id }: { id: string }) => id)).toContain(named);
  expect((await call('POST', `/segments/${named}/unarchive`, { as })).body.archivedAt).toBeNull();
  await platform.run(checkSegments);
  await keepUp(platform);
  expect((await call('GET', `/segments/${naming}`, { as })).body).toMatchObject({
    state: 'ok',
    filling: false,
  });
  expect(await told()).toHaveLength(1);
});

test('what an archived segment was called is told of a rule to whoever sees it, and to nobody else', async () => {
  const named = await made({ name: 'Put away', rule: inCity('杭州') });
  await call('POST', `/segments/${named}/archive`, { as });
  const described = async (who: UserActor) => {
    const { body } = await call('POST', '/segments/describe', { as: who, body: { rule: isIn(named) } });
    return { called: body.findings[0].called, names: body.names, english: body.sentence.en };
  };
  expect(await described(as)).toEqual({
    called: { en: 'Put away', zh: 'Put away' },
    names: [{ kind: 'segment', id: named, name: 'Put away' }],
    english: 'Customers who are in the segment Put away',
  });
  expect(await described(stranger)).toEqual({
    called: undefined,
    names: [],
    english: `Customers who are in the segment ${named}`,
  });
  await call('POST', `/segments/${named}/unarchive`, { as });
  const naming = await made({ name: 'Naming it', rule: isIn(named), shared: 'all' });
  await call('POST', `/segments/${named}/archive`, { as });
  await platform.run(checkSegments);
  const found = async (who: UserActor) =>
    (await call('GET', `/segments/${naming}`, { as: who })).body.findings[0];
  expect(await found(as)).toMatchObject({ problem: 'archived', called: { en: 'Put away' } });
  expect((await found(stranger)).called).toBeUndefined();
});

test('a rule is broken when a field that it names is archived, keeps its members, and mends itself with it', async () => {
  const fields = [{ key: 'level', type: 'text' as const, label: { en: 'Level' } }];
  await platform.run((ctx) => customFieldsFrom(ctx, fields));
  await sql`update customers.customers set field_values = '{"level": "gold"}' where id = ${people[0]}`.execute(
    db,
  );
  const rule = { all: [{ type: 'customField', field: 'level', operator: 'is', values: ['gold'] }] };
  const id = await made({ name: 'Gold', rule });
  await keepUp(platform);
  expect(await membersIn(platform, id)).toEqual([people[0]]);
  await sql`update customers.custom_fields set archived_at = now() where key = 'level'`.execute(db);
  await keepUp(platform);
  expect((await call('GET', `/segments/${id}`, { as })).body).toMatchObject({ state: 'broken', members: 1 });
  await sql`update customers.custom_fields set archived_at = null where key = 'level'`.execute(db);
  await sql`update customers.customers set field_values = '{"level": "gold"}' where id = ${people[1]}`.execute(
    db,
  );
  await keepUp(platform);
  expect((await call('GET', `/segments/${id}`, { as })).body).toMatchObject({ state: 'ok', members: 2 });
});

test('POST /segments/:id/copy saves the rule as one’s own, and a list made by hand with its members', async () => {
  const rule = await made({ name: 'Shared', rule: inCity('杭州'), shared: 'all' });
  const copied = await call('POST', `/segments/${rule}/copy`, { as: stranger, body: { name: 'Own' } });
  expect(copied.body).toMatchObject({ name: 'Own', ownerId: '9', shared: 'me', rule: inCity('杭州') });
  const list = await made({ name: 'List', kind: 'hand' });
  await call('POST', `/segments/${list}/members`, { as, body: { ids: people } });
  const copy = (await call('POST', `/segments/${list}/copy`, { as, body: { name: 'Copy' } })).body;
  expect(copy).toMatchObject({ kind: 'hand', members: 3 });
});

test('a static segment is worked out once and stays', async () => {
  const id = await made({ name: 'Then', kind: 'static', rule: inCity('上海') });
  await keepUp(platform);
  expect(await membersIn(platform, id)).toEqual([people[1]]);
  await sql`update customers.customers set city = '上海' where id = ${people[0]}`.execute(db);
  await keepUp(platform);
  expect(await membersIn(platform, id)).toEqual([people[1]]);
});

test('counts cover whom the reader reaches, and nothing is told of a rule that asks what they may not read', async () => {
  await sql`update customers.customers set owner_id = 7, team_id = 1 where id = ${people[1]}`.execute(db);
  const id = await made({ name: 'Reach', rule: inCity('上海'), shared: 'all' });
  await keepUp(platform);
  const own = { see: 'own', change: 'own', unassigned: false } as const;
  const short = { ...as, reaches: { customers: own, orders: own } };
  expect((await call('GET', `/segments/${id}`, { as: short })).body).toMatchObject({
    members: 1,
    share: 1,
    trend: null,
  });
  const blind = { ...as, fields: { ...as.fields, customers: { city: 'hidden' as const } } };
  const told = (await call('GET', `/segments/${id}`, { as: blind })).body;
  expect(told).toMatchObject({
    readable: false,
    rule: null,
    sentence: null,
    members: null,
    share: null,
    trend: null,
  });
  // Nor by way of another segment.
  expect(await codeOf('POST', '/segments/count', { as: blind, body: { rule: isIn(id) } })).toBe(
    'customers.field_not_readable',
  );
  const naming = await made({ name: 'Via', rule: isIn(id), shared: 'all' });
  expect((await call('GET', `/segments/${naming}`, { as: blind })).body.readable).toBe(false);
});

test('GET /segments/ready-made lists rules in words that can be saved as they are', async () => {
  const { body } = await call('GET', '/segments/ready-made', { as });
  expect(body.items.length).toBeGreaterThan(10);
  for (const { name, rule, sentence } of body.items) {
    expect(
      [name.zh, sentence.zh].every((text: string) => /[一-鿿]/.test(text)),
      JSON.stringify(name),
    ).toBe(true);
    await made({ name: name.en, rule });
  }
  const blind = { ...as, fields: { ...as.fields, customers: { birthday: 'hidden' as const } } };
  const { body: fewer } = await call('GET', '/segments/ready-made', { as: blind });
  expect(fewer.items.map(({ key }: { key: string }) => key)).not.toContain('birthdays');
});
