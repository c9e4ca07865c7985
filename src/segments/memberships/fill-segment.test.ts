import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { customersFrom, customFieldsFrom } from '#customers/customers.fixtures.ts';
import type { Context } from '#platform/db/context.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { segmentsDomain } from '../domain.ts';
import { computeStages } from '../lifecycle/lifecycle.ts';
import { checkSegments } from '../segments/check-segments.ts';
import { keepUp, membersIn } from '../segments.fixtures.ts';
import { fillSegment } from './fill-segment.ts';
import { bringUpToDate } from './keep-members.ts';

const platform = await testPlatform();
const { db } = platform.database;
const call = await callRoutes(platform, segmentsDomain.routes);
const as = userWith('segments.read', 'segments.write', 'customers.read', 'commerce.read');
const inCity = (...values: string[]) => ({ all: [{ type: 'field', field: 'city', operator: 'is', values }] });
const isIn = (...segments: string[]) => ({ all: [{ type: 'segment', operator: 'in', segments }] });
const made = async (name: string, rule: object, kind = 'dynamic'): Promise<string> =>
  (await call('POST', '/segments', { as, body: { name, rule, kind, shared: 'all' } })).body.id;
const change = (id: string, body: object, version = 1) =>
  call('PATCH', `/segments/${id}`, { as, body, headers: { 'if-match': `"${version}"` } });
const [ann, bo] = await platform.run((ctx) =>
  customersFrom(ctx, [
    { externalId: 'A', name: 'Ann', city: '杭州' },
    { externalId: 'B', name: 'Bo', city: '上海' },
  ]),
);

test('segments that stand on another follow it when its rule is edited, however far away', async () => {
  const named = await made('Named', inCity('杭州'));
  const naming = await made('Naming', isIn(named));
  const far = await made('Far', isIn(naming));
  await keepUp(platform);
  expect(await membersIn(platform, far)).toEqual([ann]);
  await change(named, { rule: inCity('上海') });
  await keepUp(platform);
  expect(await membersIn(platform, naming)).toEqual([bo]);
  expect(await membersIn(platform, far)).toEqual([bo]);
});

test('segments are filled after those that they stand on, whichever is older', async () => {
  const later = await made('Later', inCity('a'));
  const named = await made('Base', inCity('杭州'));
  await change(later, { rule: isIn(named) });
  await keepUp(platform);
  expect(await membersIn(platform, later)).toEqual([ann]);
  const { rows } = await sql<{ cause: string }>`select cause from segments.movements
    where segment_id = ${later}`.execute(db);
  expect(rows).toEqual([{ cause: 'made' }]);
});

/** Fills it, and does something between the question and the answer. */
const fillMeanwhile = (id: string, meanwhile: () => Promise<unknown>) =>
  platform.run((ctx) => {
    const ask: Context['facts']['ask'] = async (statement, options) => {
      const answer = await ctx.facts.ask(statement, options);
      await meanwhile();
      return answer;
    };
    return fillSegment({ ...ctx, facts: { ...ctx.facts, ask } }, id);
  });

test('a segment can be edited and archived while it is worked out, and its members are those of the new rule', async () => {
  const id = await made('Edited', inCity('杭州'));
  const edit = async () => expect((await change(id, { rule: inCity('上海') })).status).toBe(200);
  expect(await fillMeanwhile(id, edit)).toBe(false);
  expect(await membersIn(platform, id)).toEqual([]);
  const archive = async () =>
    expect((await call('POST', `/segments/${id}/archive`, { as })).status).toBe(200);
  expect(await fillMeanwhile(id, archive)).toBe(false);
  await call('POST', `/segments/${id}/unarchive`, { as });
  await keepUp(platform);
  expect(await membersIn(platform, id)).toEqual([bo]);
});

test('a server that stops breaks off what is being worked out', async () => {
  await made('Endless', inCity('杭州'));
  const stopping = new AbortController();
  const asked = Promise.withResolvers<void>();
  const columnar = {
    asOf: () => new Date(),
    isComing: () => false,
    ask: ({ gone }: { gone: AbortSignal | undefined }) =>
      new Promise<never>((_, reject) => {
        gone?.addEventListener('abort', () => reject(new Error('broken off')));
        asked.resolve();
      }),
  };
  const running = bringUpToDate({ ...platform, columnar }, { signal: stopping.signal });
  await asked.promise;
  stopping.abort();
  await running;
  await keepUp(platform);
});

test('the owner is told of a rule that breaks before its members are worked out, once, of a static segment too', async () => {
  const fields = ['one', 'two'].map((key) => ({ key, type: 'text' as const, label: { en: key } }));
  await platform.run((ctx) => customFieldsFrom(ctx, fields));
  const naming = (field: string) => ({ type: 'customField', field, operator: 'filled' });
  const filling = await made('Filling', naming('one'));
  const checked = await made('Checked', naming('two'), 'static');
  await sql`update customers.custom_fields set archived_at = now() where key in ('one', 'two')`.execute(db);
  expect(await platform.run((ctx) => fillSegment(ctx, filling))).toBe(false);
  await platform.run(checkSegments);
  await platform.run(checkSegments);
  const { rows } = await sql<{
    id: string;
    user: string;
  }>`select subject ->> 'segmentId' as id, user_id as user
    from platform.notifications where kind = 'segments.segment_broken' order by id`.execute(db);
  expect(rows).toEqual([filling, checked].map((id) => ({ id, user: '7' })));
  expect((await call('GET', `/segments/${checked}`, { as })).body.state).toBe('broken');
  await sql`update customers.custom_fields set archived_at = null where key in ('one', 'two')`.execute(db);
  await platform.run(checkSegments);
  await keepUp(platform);
  expect((await call('GET', `/segments/${checked}`, { as })).body).toMatchObject({
    state: 'ok',
    filling: false,
  });
});

test('who comes and who goes is the same however many move, and each is noted once', async () => {
  await sql`insert into customers.customers (display_name, city, created_at)
    select 'C' || n, (array['东莞', '佛山', '珠海'])[1 + n % 3], now() from generate_series(1, 9000) n`.execute(
    db,
  );
  const id = await made('Large', inCity('东莞', '佛山'));
  await keepUp(platform);
  await change(id, { rule: inCity('佛山', '珠海') });
  await keepUp(platform);
  const count = async (of: string) =>
    (await sql<{ count: number }>`select count(*)::int from ${sql.raw(of)}`.execute(db)).rows[0]!.count;
  expect(
    await count(`segments.members m join customers.customers c on c.id = m.customer_id
    where segment_id = ${id} and city in ('佛山', '珠海')`),
  ).toBe(6_000);
  const moved = (what: string) => count(`segments.movements where segment_id = ${id} and ${what}`);
  expect([
    await moved("cause = 'made'"),
    await moved("cause = 'rule' and entered"),
    await moved('true'),
  ]).toEqual([6_000, 3_000, 12_000]);
  const { body } = await call('GET', `/segments/${id}`, { as });
  expect(body.members).toBe(6_000);
});

test('a day that begins while a segment is worked out has it looked through for that day', async () => {
  await sql`update customers.customers set created_at = '2026-03-05T07:00:00Z' where id = any(${[ann, bo]}::bigint[])`.execute(
    db,
  );
  await platform.run(computeStages);
  await keepUp(platform);
  platform.clock.set('2026-03-05T15:59:59Z');
  const id = await made('Of today', {
    type: 'field',
    field: 'createdAt',
    operator: 'within',
    within: { days: 1 },
  });
  const midnight = async () => platform.clock.set('2026-03-05T16:00:01Z');
  expect(await fillMeanwhile(id, midnight)).toBe(true);
  expect(await membersIn(platform, id)).toEqual([ann, bo]);
  await keepUp(platform);
  expect(await membersIn(platform, id)).toEqual([]);
});
