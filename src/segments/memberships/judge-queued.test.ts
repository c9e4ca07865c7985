import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { customersFrom } from '#customers/customers.fixtures.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { segmentsDomain } from '../domain.ts';
import { keepUp, membersIn } from '../segments.fixtures.ts';

const platform = await testPlatform();
const { db } = platform.database;
const call = await callRoutes(platform, segmentsDomain.routes);
const as = userWith('segments.read', 'segments.write', 'customers.read', 'commerce.read');
const inCity = (...values: string[]) => ({ all: [{ type: 'field', field: 'city', operator: 'is', values }] });
const isIn = (...segments: string[]) => ({ all: [{ type: 'segment', operator: 'in', segments }] });
const made = async (name: string, rule: object, more: object = {}): Promise<string> =>
  (await call('POST', '/segments', { as, body: { name, rule, shared: 'all', ...more } })).body.id;
const peopleIn = (city: string, count: number) =>
  platform.run((ctx) =>
    customersFrom(
      ctx,
      Array.from({ length: count }, (_, at) => ({ externalId: `${city} ${at}`, name: `P${at}`, city })),
    ),
  );
const moveTo = (ids: readonly string[], city: string) =>
  sql`update customers.customers set city = ${city} where id = any(${ids}::bigint[])`.execute(db);

test('a customer who cannot be judged is set aside, holds up nobody else, and is tried again in an hour', async () => {
  const people = await peopleIn('北京', 7);
  const id = await made('Tianjin', inCity('天津'));
  await keepUp(platform);
  const bad = [people[2]!, people[5]!];
  await sql`alter table segments.movements add constraint refused
    check (customer_id not in (${sql.join(bad.map((each) => sql.lit(Number(each))))}))`.execute(db);
  await moveTo(people, '天津');
  await keepUp(platform);
  const others = people.filter((each) => !bad.includes(each));
  expect(await membersIn(platform, id)).toEqual(others);
  await sql`alter table segments.movements drop constraint refused`.execute(db);
  await keepUp(platform);
  expect(await membersIn(platform, id)).toEqual(others);
  platform.clock.set('2026-03-05T09:00:00Z');
  await keepUp(platform);
  expect(await membersIn(platform, id)).toEqual(people);
  const { rows } = await sql`select from segments.to_judge`.execute(db);
  expect(rows).toEqual([]);
});

test('a rule that cannot be read any more breaks its segment alone: others are judged, listed and checked beside it', async () => {
  const [one] = await peopleIn('大连', 1);
  const sound = await made('Sound', inCity('长春'));
  const lost = await made('Lost', inCity('大连'));
  const naming = await made('Naming', isIn(lost));
  await keepUp(platform);
  await sql`update segments.segments set rule = '{"all": [{"type": "horoscope"}]}' where id = ${lost}`.execute(
    db,
  );
  await moveTo([one!], '长春');
  await keepUp(platform);
  expect(await membersIn(platform, sound)).toEqual([one]);
  expect(await membersIn(platform, lost)).toEqual([one]);
  const { body, status } = await call('GET', '/segments', { as });
  const told = (id: string) => body.items.find((each: { id: string }) => each.id === id);
  expect(status).toBe(200);
  expect(told(sound)).toMatchObject({ state: 'ok', readable: true, members: 1 });
  expect(told(lost)).toMatchObject({
    state: 'broken',
    filling: false,
    readable: false,
    rule: null,
    members: null,
  });
  // Nobody knows any more what it asked about.
  expect(told(naming).readable).toBe(false);
  const code = async (path: string, more: object = {}) =>
    (await call('GET', path, { as, ...more })).body.code;
  expect(await code(`/segments/${lost}/members`)).toBe('segments.segment_not_readable');
  const copy = await call('POST', `/segments/${lost}/copy`, { as, body: { name: 'x' } });
  expect(copy.body.code).toBe('segments.segment_not_readable');
  const count = await call('POST', '/segments/count', { as, body: { rule: isIn(lost) } });
  expect(count.body.code).toBe('segments.rule_not_askable');
  const names = (await call('GET', `/customers/${one}/segments`, { as })).body.items;
  expect(names.map(({ name }: { name: string }) => name)).toEqual(['Sound']);
  const mended = await call('PATCH', `/segments/${lost}`, {
    ...{ as, body: { rule: inCity('长春') }, headers: { 'if-match': '"1"' } },
  });
  expect(mended.body).toMatchObject({ state: 'ok', readable: true });
  await keepUp(platform);
  expect(await membersIn(platform, lost)).toEqual([one]);
});
