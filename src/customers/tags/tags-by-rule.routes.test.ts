import { beforeEach, expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersFrom } from '../customers.fixtures.ts';
import { customersDomain } from '../domain.ts';
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
