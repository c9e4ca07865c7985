import { beforeEach, expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersFrom, doWork } from '../customers.fixtures.ts';
import { customersDomain } from '../domain.ts';
import { untellTagsOf } from '../records/take-back.queries.ts';
import { beginTagRule, endTagRule, tagByRule, untagByRule } from './tags-by-rule.ts';

const platform = await testPlatform();
const { pool } = platform.database;
const call = await callRoutes(platform, customersDomain.routes);
const as = userWith('customers.read', 'customers.write', 'customers.tags');
const [ann, bo] = await platform.run((ctx) =>
  customersFrom(ctx, [
    { externalId: 'A', name: 'Ann' },
    { externalId: 'B', name: 'Bo' },
  ]),
);
let tag: string;
let plain: string;

beforeEach(async () => {
  await pool.query('truncate customers.customer_tags, customers.tags cascade');
  const make = async (name: string) =>
    (await pool.query('insert into customers.tags (name) values ($1) returning id', [name])).rows[0].id;
  tag = await make('Ruled');
  plain = await make('Plain');
  await platform.run((ctx) => beginTagRule(ctx, tag));
  await platform.run((ctx) => tagByRule(ctx, tag, [ann!]));
});

const carried = async () => (await pool.query('select customer_id as id from customers.customer_tags')).rows;

test('a tag that a rule put on cannot be taken off by hand, one by one or many at once, and says why', async () => {
  const one = await call('DELETE', `/customers/${ann}/tags/${tag}`, { as });
  expect(one).toMatchObject({ status: 409, body: { code: 'customers.tag_by_rule' } });
  const many = await call('POST', '/customers/untag', { as, body: { tagId: tag, ids: [ann] } });
  expect(many.body).toEqual({ removed: 0 });
  expect(await carried()).toEqual([{ id: ann }]);
});

test('whoever attaches it by hand may take it off by hand, and the rule does not', async () => {
  await call('POST', `/customers/${ann}/tags`, { as, body: { name: 'Ruled' } });
  await platform.run((ctx) => untagByRule(ctx, tag, [ann!]));
  expect(await carried()).toEqual([{ id: ann }]);
  expect((await call('DELETE', `/customers/${ann}/tags/${tag}`, { as })).body).toEqual({ items: [] });
});

test('a tag with a rule can be renamed, but not archived or merged into another until the rule is ended', async () => {
  const change = async (body: object) => {
    const { rows } = await pool.query('select version from customers.tags where id = $1', [tag]);
    return call('PATCH', `/tags/${tag}`, { as, body, headers: { 'if-match': `"${rows[0].version}"` } });
  };
  expect((await change({ archived: true })).body.code).toBe('customers.tag_ruled');
  const merge = () => call('POST', `/tags/${tag}/merge`, { as, body: { into: plain } });
  expect((await merge()).body.code).toBe('customers.tag_ruled');
  expect((await change({ name: 'Renamed' })).body).toMatchObject({ name: 'Renamed', ruled: true });
  await platform.run((ctx) => tagByRule(ctx, tag, [bo!]));
  expect(await carried()).toHaveLength(2);
  await platform.run((ctx) => endTagRule(ctx, tag));
  expect((await merge()).status).toBe(200);
});

test('no tag is merged into one with a rule, which could stand on that tag', async () => {
  const merge = () => call('POST', `/tags/${plain}/merge`, { as, body: { into: tag } });
  expect((await merge()).body).toMatchObject({ code: 'customers.tag_ruled' });
  await platform.run((ctx) => endTagRule(ctx, tag));
  expect((await merge()).status).toBe(200);
});

test('a tag that an import told before its rule goes once neither tells it, whichever ends first', async () => {
  const importTells = () =>
    pool.query('insert into customers.customer_tags (customer_id, tag_id, import_id) values ($1, $2, 77)', [
      bo,
      tag,
    ]);
  const undone = () => platform.run((ctx) => untellTagsOf(ctx, '77', [bo!]));
  const ruleEnds = () => platform.run((ctx) => untagByRule(ctx, tag, [ann!, bo!]));
  for (const [first, second] of [
    [undone, ruleEnds],
    [ruleEnds, undone],
  ]) {
    await importTells();
    await platform.run((ctx) => tagByRule(ctx, tag, [bo!]));
    await first!();
    expect(await carried()).toContainEqual({ id: bo });
    await second!();
    expect(await carried()).toEqual([]);
  }
});

test('what an import told of a tag that is merged into one which a rule put on goes on to hold', async () => {
  await platform.run((ctx) => endTagRule(ctx, tag));
  const { body: work } = await call('POST', `/tags/${plain}/merge`, { as, body: { into: tag } });
  await pool.query(
    'insert into customers.customer_tags (customer_id, tag_id, import_id) values ($1, $2, 77)',
    [ann, plain],
  );
  await pool.query('delete from customers.customer_tags where tag_id = $1', [tag]);
  await platform.run((ctx) => beginTagRule(ctx, tag));
  await platform.run((ctx) => tagByRule(ctx, tag, [ann!]));
  await doWork(platform, work.id);
  await platform.run((ctx) => untagByRule(ctx, tag, [ann!]));
  expect(await carried()).toEqual([{ id: ann }]);
  await platform.run((ctx) => untellTagsOf(ctx, '77', [ann!]));
  expect(await carried()).toEqual([]);
});
