import { beforeEach, expect, test } from 'vitest';
import { customersFrom } from '#customers/customers.fixtures.ts';
import { reachesEverything } from '#platform/access/reach.contract.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { segmentsDomain } from '../domain.ts';
import { keepUp } from '../segments.fixtures.ts';

const platform = await testPlatform();
const { pool } = platform.database;
const call = await callRoutes(platform, segmentsDomain.routes);
const reader = userWith('segments.read', 'customers.read', 'commerce.read');
const as = userWith('segments.read', 'segments.write', 'customers.read', 'customers.tags', 'commerce.read');
const ownReach = { see: 'own', change: 'own', unassigned: false } as const;
const inCity = { all: [{ type: 'field', field: 'city', operator: 'is', values: ['杭州'] }] };
const carrying = (...tags: string[]) => ({ all: [{ type: 'tag', operator: 'any', tags }] });
const made = async (rule: object, shared = 'all', kind = 'dynamic') =>
  (await call('POST', '/segments', { as, body: { name: 'Some', rule, shared, kind } })).body;
const follow = (tagId: string, segmentId: string, who = as) =>
  call('PUT', `/tags/${tagId}/rule`, { as: who, body: { segmentId } });
const newTag = async (name: string): Promise<string> =>
  (await pool.query('insert into customers.tags (name) values ($1) returning id', [name])).rows[0].id;

await platform.run((ctx) => customersFrom(ctx, [{ externalId: 'A', name: 'Ann', city: '杭州' }]));

let tag: string;
let other: string;
beforeEach(async () => {
  await pool.query('truncate segments.tag_rules');
  await pool.query('truncate customers.customer_tags, customers.tags cascade');
  tag = await newTag('One');
  other = await newTag('Two');
});

test('GET /tags/:id/rule tells the segment that a tag follows, by name to whom it is shared with', async () => {
  expect((await call('GET', `/tags/${tag}/rule`, { as: reader })).body).toEqual({
    segment: null,
    settled: true,
  });
  const { id } = await made(inCity, 'me');
  expect((await follow(tag, id)).body).toEqual({ segment: { id, name: 'Some' }, settled: false });
  await keepUp(platform);
  expect((await call('GET', `/tags/${tag}/rule`, { as })).body.settled).toBe(true);
  const stranger = { ...reader, userId: '99' };
  expect((await call('GET', `/tags/${tag}/rule`, { as: stranger })).body.segment).toEqual({ id, name: null });
});

test('PUT /tags/:id/rule refuses lists without a rule that goes on to hold, archived tags and segments, and narrow reach', async () => {
  const { id } = await made(inCity);
  const still = await made(inCity, 'all', 'static');
  expect((await follow(tag, still.id)).body.code).toBe('segments.tag_needs_rule');
  expect((await follow(tag, '404')).body.code).toBe('segments.segment_not_found');
  expect((await follow('404', id)).body.code).toBe('customers.tag_not_found');
  await pool.query('update customers.tags set archived_at = now() where id = $1', [other]);
  expect((await follow(other, id)).body.code).toBe('customers.tag_not_found');
  const narrow = { ...as, reaches: { ...reachesEverything, customers: ownReach } };
  expect((await follow(tag, id, narrow)).body.code).toBe('customers.needs_all');
  await call('POST', `/segments/${id}/archive`, { as });
  expect((await follow(tag, id)).body.code).toBe('segments.tag_needs_rule');
});

test('a tag that its own rule asks for is refused, also by way of segments and other tags, and whichever comes last', async () => {
  const asksForTag = await made(carrying(tag));
  expect((await follow(tag, asksForTag.id)).body.code).toBe('segments.tag_in_circles');
  const by = { all: [{ type: 'segment', operator: 'in', segments: [asksForTag.id] }] };
  expect((await follow(tag, (await made(by)).id)).body.code).toBe('segments.tag_in_circles');
  const asksForOther = await made(carrying(other));
  expect((await follow(tag, asksForOther.id)).status).toBe(200);
  expect((await follow(other, asksForTag.id)).body.code).toBe('segments.tag_in_circles');
  const free = await made(inCity);
  expect((await follow(other, free.id)).status).toBe(200);
  const edit = await call('PATCH', `/segments/${free.id}`, {
    as,
    body: { rule: carrying(tag) },
    headers: { 'if-match': '"1"' },
  });
  expect(edit.body.code).toBe('segments.tag_in_circles');
});

test('a rule of stages that asks for a tag which stands on stages is refused', async () => {
  const loyal = await made({ all: [{ type: 'stage', operator: 'in', stages: ['loyal'] }] });
  expect((await follow(tag, loyal.id)).status).toBe(200);
  const edit = (rule: object) =>
    call('PUT', '/segments/lifecycle/settings', {
      as: userWith(...as.permissions, 'segments.manage'),
      body: { stages: [{ stage: 'loyal', rule }] },
      headers: { 'if-match': '"1"' },
    });
  expect((await edit(carrying(tag))).body.code).toBe('segments.tag_in_circles');
  expect((await edit(carrying(other))).status).toBe(200);
});

test('POST /tags/:id/rule/end says what becomes of those who carry the tag, and changes nothing where there is no rule', async () => {
  const { id } = await made(inCity);
  await follow(tag, id);
  await keepUp(platform);
  const end = (carriers: unknown) => call('POST', `/tags/${tag}/rule/end`, { as, body: { carriers } });
  expect((await end('perhaps')).status).toBe(400);
  expect((await end('takeOff')).body).toEqual({ segment: null, settled: false });
  await keepUp(platform);
  expect((await end('keep')).body).toEqual({ segment: null, settled: true });
  expect((await pool.query('select from customers.customer_tags')).rowCount).toBe(0);
});

test('rules of tags are for those who keep tags', async () => {
  const { id } = await made(inCity);
  const answers = [
    await follow(tag, id, reader),
    await call('POST', `/tags/${tag}/rule/end`, { as: reader, body: { carriers: 'keep' } }),
    await call('GET', `/tags/${tag}/rule`, { as: userWith('customers.read') }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
});
