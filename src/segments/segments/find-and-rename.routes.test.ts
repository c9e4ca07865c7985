import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { customersFrom } from '#customers/customers.fixtures.ts';
import type { UserActor } from '#platform/access/actor.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { segmentsDomain } from '../domain.ts';
import { keepUp, membersIn } from '../segments.fixtures.ts';

const platform = await testPlatform();
const { db } = platform.database;
const call = await callRoutes(platform, segmentsDomain.routes);
const as = userWith('segments.read', 'segments.write', 'customers.read');
const stranger: UserActor = { ...as, userId: '9', teamId: '2', teamIds: ['2'] };
const inCity = (...values: string[]) => ({
  all: [{ type: 'field', field: 'city', operator: 'is', values }],
});
let people: string[] = [];

async function made(body: object): Promise<string> {
  const { status, body: answer, text } = await call('POST', '/segments', { as, body });
  expect(status, text).toBe(200);
  return answer.id;
}

beforeAll(async () => {
  people = await platform.run((ctx) =>
    customersFrom(ctx, [
      { externalId: 'A', name: 'Ann', city: '杭州' },
      { externalId: 'B', name: 'Bo', city: '上海' },
      { externalId: 'C', name: 'Cy', city: '杭州' },
    ]),
  );
});

test('a new name, or the same rule sent along, works nothing out anew; another rule takes even static members anew', async () => {
  const id = await made({ name: 'Frozen', kind: 'static', rule: inCity('上海') });
  await keepUp(platform);
  const taken = await membersIn(platform, id);
  await sql`update customers.customers set city = '北京' where id = any(${taken}::bigint[])`.execute(db);
  const change = async (version: number, body: object) =>
    (await call('PATCH', `/segments/${id}`, { as, body, headers: { 'if-match': `"${version}"` } })).body;
  expect(await change(1, { name: 'Renamed' })).toMatchObject({ version: 2, filling: false });
  const same = { name: 'Again', description: 'As it was', rule: inCity('上海') };
  expect(await change(2, same)).toMatchObject({ ...same, version: 3, filling: false });
  await keepUp(platform);
  expect(await membersIn(platform, id)).toEqual(taken);
  expect(await change(3, { rule: inCity('北京', '广州') })).toMatchObject({ filling: true });
  await sql`update customers.customers set city = '广州' where id = ${people[2]}`.execute(db);
  await keepUp(platform);
  expect(await membersIn(platform, id)).toEqual([...new Set([...taken, people[2]])].toSorted());
});

test('GET /segments/find finds those in use that one sees by a part of their name, as it is written', async () => {
  await made({ name: 'Find me 100%', description: 'here', rule: inCity('a') });
  const theirs = await made({ name: 'find ME too', rule: inCity('a'), shared: 'all' });
  const gone = await made({ name: 'Find me no more', rule: inCity('a') });
  await call('POST', `/segments/${gone}/archive`, { as });
  const names = async (q: string) =>
    (await call('GET', `/segments/find?q=${encodeURIComponent(q)}`, { as })).body.items.map(
      ({ name }: { name: string }) => name,
    );
  expect(await names('FIND ME')).toEqual(['Find me 100%', 'find ME too']);
  expect(await names('0%')).toEqual(['Find me 100%']);
  expect(await names('%')).toEqual(['Find me 100%']);
  expect((await call('GET', '/segments/find?q=me', { as: stranger })).body.items).toEqual([
    { id: theirs, name: 'find ME too', description: '' },
  ]);
  expect((await call('GET', '/segments/find?q=', { as })).body.code).toBe('platform.wrong_input');
});

test('GET /segments/names leaves out what is archived, not seen, or asks about what one may not read', async () => {
  const all = await made({ name: 'Names all', rule: inCity('a'), shared: 'all' });
  await made({ name: 'Names mine', rule: inCity('a') });
  const gone = await made({ name: 'Names gone', rule: inCity('a'), shared: 'all' });
  await call('POST', `/segments/${gone}/archive`, { as });
  const names = async (by: UserActor) =>
    (await call('GET', '/segments/names', { as: by })).body.items.filter(({ name }: { name: string }) =>
      name.startsWith('Names'),
    );
  expect(await names(stranger)).toEqual([{ id: all, name: 'Names all', kind: 'dynamic', mayChange: false }]);
  expect((await names(as)).map(({ name }: { name: string }) => name)).toEqual(['Names all', 'Names mine']);
  expect(await names({ ...as, fields: { customers: { city: 'hidden' }, orders: {} } })).toEqual([]);
});
