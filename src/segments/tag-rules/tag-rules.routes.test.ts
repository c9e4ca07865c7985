import { beforeEach, expect, test } from 'vitest';
import { customersFrom } from '#customers/customers.fixtures.ts';
import type { Actor } from '#platform/access/actor.ts';
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
const follow = (tagId: string, segmentId: string, who: Actor = as) =>
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
  expect((await follow(tag, id)).body).toEqual({
    segment: { id, name: 'Some', standsStill: null },
    settled: false,
  });
  await keepUp(platform);
  expect((await call('GET', `/tags/${tag}/rule`, { as })).body.settled).toBe(true);
  const stranger = { ...reader, userId: '99' };
  const seen = async (by: typeof as) => (await call('GET', `/tags/${tag}/rule`, { as: by })).body.segment;
  expect(await seen(stranger)).toEqual({ id, name: null, standsStill: null });
  await pool.query(`update segments.segments set findings = '[{}]' where id = $1`, [id]);
  expect(await seen(as)).toEqual({ id, name: 'Some', standsStill: 'broken' });
  await pool.query(`update segments.segments set findings = '[]' where id = $1`, [id]);
  await call('POST', `/segments/${id}/archive`, { as });
  expect(await seen(as)).toEqual({ id, name: 'Some', standsStill: 'archived' });
  expect(await seen(stranger)).toEqual({ id, name: null, standsStill: 'archived' });
});

test('GET /tags/settling names the tags that are put on or taken off just now', async () => {
  const settling = async () => (await call('GET', '/tags/settling', { as: reader })).body.ids;
  expect(await settling()).toEqual([]);
  const { id } = await made(inCity);
  await keepUp(platform);
  await follow(tag, id);
  expect(await settling()).toEqual([tag]);
  await keepUp(platform);
  expect(await settling()).toEqual([]);
  await call('POST', `/tags/${tag}/rule/end`, { as, body: { carriers: 'takeOff' } });
  expect(await settling()).toEqual([tag]);
  await keepUp(platform);
  expect(await settling()).toEqual([]);
});

test('GET /tags/settling names the tags whose segment is archived or broken, for as long as it is', async () => {
  const still = async () => (await call('GET', '/tags/settling', { as: reader })).body.standStill;
  const [one, two] = [await made(inCity), await made(inCity)];
  await follow(tag, one.id);
  await follow(other, two.id);
  expect(await still()).toEqual([]);
  await call('POST', `/segments/${one.id}/archive`, { as });
  expect(await still()).toEqual([tag]);
  await pool.query(`update segments.segments set findings = '[{}]' where id = $1`, [two.id]);
  expect(await still()).toEqual([tag, other]);
  await call('POST', `/segments/${one.id}/unarchive`, { as });
  expect(await still()).toEqual([other]);
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

test('another rule of a segment that a tag follows, or stands on, is for those who may put tags on everybody', async () => {
  const behind = await made(inCity);
  const { id } = await made({ all: [{ type: 'segment', operator: 'in', segments: [behind.id] }] });
  const free = await made(inCity);
  await follow(tag, id);
  const narrow = { ...as, reaches: { ...reachesEverything, customers: ownReach } };
  const untagging = userWith('segments.read', 'segments.write', 'customers.read', 'commerce.read');
  const unwritable = { ...as, fields: { customers: { tags: 'read' }, orders: {} } } as const;
  const edit = (segmentId: string, body: object, who: Actor) =>
    call('PATCH', `/segments/${segmentId}`, { as: who, body, headers: { 'if-match': '"1"' } });
  const other = { rule: { all: [{ type: 'field', field: 'city', operator: 'filled' }] } };
  for (const [who, code] of [
    [untagging, 'segments.tag_follows'],
    [narrow, 'customers.needs_all'],
    [unwritable, 'customers.field_not_writable'],
  ] as const) {
    expect((await edit(id, other, who)).body.code).toBe(code);
    expect((await edit(behind.id, other, who)).body.code).toBe(code);
  }
  expect((await edit(free.id, other, untagging)).status).toBe(200);
  expect((await edit(behind.id, { rule: inCity, name: 'Same rule' }, untagging)).status).toBe(200);
  expect((await edit(id, other, as)).status).toBe(200);
});

test('whoever may not change tags lets none follow a segment, nor ends that', async () => {
  const { id } = await made(inCity);
  const unwritable = { ...as, fields: { customers: { tags: 'read' }, orders: {} } } as const;
  expect((await follow(tag, id, unwritable)).body.code).toBe('customers.field_not_writable');
  await follow(tag, id);
  const end = await call('POST', `/tags/${tag}/rule/end`, { as: unwritable, body: { carriers: 'keep' } });
  expect(end.body.code).toBe('customers.field_not_writable');
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
