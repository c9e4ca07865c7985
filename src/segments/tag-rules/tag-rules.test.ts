import { beforeEach, expect, test } from 'vitest';
import { customersFrom } from '#customers/customers.fixtures.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { overlapping } from '#platform/testing/overlapping.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { segmentsDomain } from '../domain.ts';
import { followChanges } from '../memberships/follow-changes.ts';
import { judgeQueued } from '../memberships/judge-queued.ts';
import { keepUp, membersIn } from '../segments.fixtures.ts';
import { settleTag } from './follow-segments.ts';
import { endTagRule } from './tag-rules.ts';

const platform = await testPlatform();
const { pool } = platform.database;
const call = await callRoutes(platform, segmentsDomain.routes);
const as = userWith(
  'segments.read',
  'segments.write',
  'customers.read',
  'customers.write',
  'customers.tags',
  'commerce.read',
);
const inCity = (...values: string[]) => ({ all: [{ type: 'field', field: 'city', operator: 'is', values }] });
const made = async (rule: object): Promise<string> =>
  (await call('POST', '/segments', { as, body: { name: `S${Math.random()}`, rule, shared: 'all' } })).body.id;
const move = (name: string, city: string) =>
  pool.query('update customers.customers set city = $2 where display_name = $1', [name, city]);
const follow = (tagId: string, segmentId: string) =>
  call('PUT', `/tags/${tagId}/rule`, { as, body: { segmentId } });
const end = (tagId: string, carriers: 'keep' | 'takeOff') =>
  call('POST', `/tags/${tagId}/rule/end`, { as, body: { carriers } });
const carriers = async (tagId: string) =>
  (
    await pool.query(
      `select display_name as name from customers.customer_tags g join customers.customers c on c.id = g.customer_id
        where tag_id = $1 order by 1`,
      [tagId],
    )
  ).rows.map(({ name }) => name);
const byHand = (tagId: string, name: string) =>
  pool.query(
    `insert into customers.customer_tags (customer_id, tag_id) select id, $1 from customers.customers where display_name = $2
      on conflict (customer_id, tag_id) do update set by_rule = false`,
    [tagId, name],
  );

let tag: string;
let segment: string;

await platform.run((ctx) =>
  customersFrom(ctx, [
    { externalId: 'A', name: 'Ann' },
    { externalId: 'B', name: 'Bo' },
    { externalId: 'C', name: 'Cy' },
  ]),
);

beforeEach(async () => {
  await pool.query('truncate segments.tag_rules, segments.segments, segments.members cascade');
  await pool.query('truncate customers.customer_tags, customers.tags cascade');
  for (const [name, city] of [
    ['Ann', '杭州'],
    ['Bo', '上海'],
    ['Cy', '北京'],
  ])
    await move(name!, city!);
  tag = (await pool.query(`insert into customers.tags (name) values ('South') returning id`)).rows[0].id;
  segment = await made(inCity('杭州'));
  await keepUp(platform);
});

test('a tag puts itself on the members of its segment, follows who comes and goes, and tells it as any change of tags', async () => {
  await follow(tag, segment);
  await keepUp(platform);
  expect(await carriers(tag)).toEqual(['Ann']);
  await pool.query('truncate platform.outbox');
  await move('Bo', '杭州');
  await move('Ann', '上海');
  await keepUp(platform);
  expect(await carriers(tag)).toEqual(['Bo']);
  const { rows } = await pool.query(`select payload from platform.outbox where type = 'customers.updated'`);
  expect(rows).toHaveLength(2);
  await keepUp(platform);
  expect(await carriers(tag)).toEqual(['Bo']);
  const kept = await pool.query(
    `select before, after from customers.value_changes where field = 'tags' order by id`,
  );
  expect(kept.rows.slice(-2)).toEqual(
    expect.arrayContaining([
      { before: null, after: 'South' },
      { before: 'South', after: null },
    ]),
  );
});

test('what somebody put on by hand stays when the rule holds no longer, before or after the rule came', async () => {
  await byHand(tag, 'Ann');
  await byHand(tag, 'Cy');
  await follow(tag, segment);
  await keepUp(platform);
  await move('Bo', '杭州');
  await keepUp(platform);
  await byHand(tag, 'Bo');
  await move('Ann', '上海');
  await move('Bo', '上海');
  await keepUp(platform);
  expect(await carriers(tag)).toEqual(['Ann', 'Bo', 'Cy']);
});

test('what an import tells of a tag that a rule put on stays when the rule holds no longer', async () => {
  await follow(tag, segment);
  await keepUp(platform);
  await pool.query(
    `insert into customers.tag_tellings (customer_id, tag_id, import_id, alone)
      select customer_id, tag_id, 77, false from customers.customer_tags`,
  );
  await move('Ann', '上海');
  await keepUp(platform);
  expect(await carriers(tag)).toEqual(['Ann']);
  const { rows } = await pool.query('select import_id, by_rule from customers.customer_tags');
  expect(rows).toEqual([{ import_id: '77', by_rule: false }]);
});

test('another segment behind a tag takes it off those who are no members of it', async () => {
  await follow(tag, segment);
  await keepUp(platform);
  await byHand(tag, 'Cy');
  await follow(tag, await made(inCity('上海')));
  await keepUp(platform);
  expect(await carriers(tag)).toEqual(['Bo', 'Cy']);
});

test('a rule that is ended leaves the tag on, or takes off what it put on; in both cases it goes no further', async () => {
  for (const how of ['keep', 'takeOff'] as const) {
    await follow(tag, segment);
    await byHand(tag, 'Cy');
    await keepUp(platform);
    expect(await carriers(tag)).toEqual(['Ann', 'Cy']);
    await end(tag, how);
    await keepUp(platform);
    expect(await carriers(tag)).toEqual(how === 'keep' ? ['Ann', 'Cy'] : ['Cy']);
    await pool.query('delete from customers.customer_tags');
    await move('Bo', '杭州');
    await keepUp(platform);
    expect(await carriers(tag)).toEqual([]);
    await move('Bo', '上海');
    await keepUp(platform);
    expect((await pool.query('select ruled from customers.tags')).rows).toEqual([{ ruled: false }]);
    expect((await pool.query('select from segments.tag_rules')).rowCount).toBe(0);
  }
});

test('who is moved and breaks off before the end carries no tag, and is told once when it comes again', async () => {
  await follow(tag, segment);
  await keepUp(platform);
  await pool.query('truncate platform.outbox');
  await move('Bo', '杭州');
  await platform.run(followChanges);
  const killed = platform.run(async (ctx) => {
    await judgeQueued(ctx);
    throw new Error('killed');
  });
  await expect(killed).rejects.toThrow('killed');
  expect(await carriers(tag)).toEqual(['Ann']);
  await keepUp(platform);
  expect(await carriers(tag)).toEqual(['Ann', 'Bo']);
  const told = await pool.query(
    `select type from platform.outbox where type in ('customers.updated', 'segments.customers_entered') order by 1`,
  );
  expect(told.rows.map(({ type }) => type)).toEqual(['customers.updated', 'segments.customers_entered']);
});

test('a rule that is ended while members move leaves nobody with a tag that only a rule could take off', async () => {
  await follow(tag, segment);
  await keepUp(platform);
  await move('Bo', '杭州');
  await platform.run(followChanges);
  await overlapping(
    platform,
    (written) =>
      platform.run(async (ctx) => {
        await judgeQueued(ctx);
        await written();
      }),
    () => platform.run((ctx) => endTagRule(ctx, { id: tag, carriers: 'keep' })),
  );
  expect(await carriers(tag)).toEqual(['Ann', 'Bo']);
  expect((await pool.query('select from customers.customer_tags where by_rule')).rowCount).toBe(0);
});

test('a tag is settled after those who move just now, so that whoever comes in keeps it', async () => {
  await follow(tag, await made(inCity('上海')));
  await keepUp(platform);
  expect(await carriers(tag)).toEqual(['Bo']);
  await follow(tag, segment);
  await move('Bo', '杭州');
  await platform.run(followChanges);
  await overlapping(
    platform,
    (written) =>
      platform.run(async (ctx) => {
        await judgeQueued(ctx);
        await written();
      }),
    () => platform.run((ctx) => settleTag(ctx, tag)),
  );
  await keepUp(platform);
  expect(await carriers(tag)).toEqual(['Ann', 'Bo']);
});

test('a member who is there no more does not keep a tag from being settled', async () => {
  await pool.query(
    `insert into segments.members (segment_id, customer_id, entered_at) values ($1, 999999, now())`,
    [segment],
  );
  await follow(tag, segment);
  expect(await platform.run((ctx) => settleTag(ctx, tag))).toBe(false);
  expect(await carriers(tag)).toEqual(['Ann']);
});

test('a tag of many is settled piece by piece, each customer looked at once', async () => {
  await follow(tag, segment);
  await keepUp(platform);
  const other = await made(inCity('上海'));
  await keepUp(platform);
  await pool.query(`insert into customers.customers (display_name, kind, created_at, updated_at)
    select 'Many', 'person', now(), now() from generate_series(1, 2500)`);
  await pool.query(
    `insert into customers.customer_tags (customer_id, tag_id, by_rule)
      select id, $1, true from customers.customers where display_name = 'Many' and id % 3 > 0`,
    [tag],
  );
  await pool.query(
    `insert into segments.members (segment_id, customer_id, entered_at)
      select $1, id, now() from customers.customers where display_name = 'Many' and id % 3 < 2`,
    [other],
  );
  await follow(tag, other);
  let pieces = 1;
  while (await platform.run((ctx) => settleTag(ctx, tag))) pieces += 1;
  expect(pieces).toBe(2);
  const { rows } = await pool.query(
    `select count(*) filter (where m.customer_id is null) as wrong, count(*) as carrying
      from customers.customer_tags g left join segments.members m on m.customer_id = g.customer_id and m.segment_id = $1`,
    [other],
  );
  expect(rows[0]).toMatchObject({ wrong: '0', carrying: String((await membersIn(platform, other)).length) });
  await pool.query(`delete from customers.customers where display_name = 'Many'`);
});

test('who carries the tag by an import when the rule comes carries it by both from then on', async () => {
  await pool.query(
    `insert into customers.customer_tags (customer_id, tag_id, import_id)
      select id, $1, 77 from customers.customers where display_name = 'Ann'`,
    [tag],
  );
  await follow(tag, segment);
  await keepUp(platform);
  const { rows } = await pool.query('select import_id, by_rule from customers.customer_tags');
  expect(rows).toEqual([{ import_id: '77', by_rule: true }]);
});

test('of two who settle a tag at once the second finds nothing left to do', async () => {
  await follow(tag, segment);
  const [, second] = await overlapping(
    platform,
    (written) =>
      platform.run(async (ctx) => {
        await settleTag(ctx, tag);
        await written();
      }),
    () => platform.run((ctx) => settleTag(ctx, tag)),
  );
  expect(second).toMatchObject({ status: 'fulfilled', value: false });
  expect(await carriers(tag)).toEqual(['Ann']);
});
