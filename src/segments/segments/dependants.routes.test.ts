import { expect, test } from 'vitest';
import { customFieldsFrom } from '#customers/customers.fixtures.ts';
import type { UserActor } from '#platform/access/actor.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { segmentsDomain } from '../domain.ts';
import { changeScheme, ofRules } from '../grades/grades.fixtures.ts';
import type { Rule } from '../rules/rule-tree.contract.ts';

const platform = await testPlatform();
const { pool } = platform.database;
const call = await callRoutes(platform, segmentsDomain.routes);
const as = userWith('segments.read', 'segments.write', 'segments.manage', 'customers.read', 'customers.tags');
const colleague: UserActor = { ...as, userId: '8' };
const inCity = { all: [{ type: 'field', field: 'city', operator: 'is', values: ['杭州'] }] };
const isIn = (id: string): Rule => ({ type: 'segment', operator: 'in', segments: [id] });

async function made(name: string, rule: object, { kind = 'dynamic', shared = 'all', by = as } = {}) {
  const { status, body, text } = await call('POST', '/segments', {
    as: by,
    body: { name, rule, kind, shared },
  });
  expect(status, text).toBe(200);
  return body.id as string;
}

const dependants = async (id: string, by = as) =>
  (await call('GET', `/segments/${id}/dependants`, { as: by })).body;

test('GET /segments/:id/dependants tells what stands on a segment, by name where one sees it, and nothing of one that is hidden', async () => {
  const named = await made('Named', inCity);
  expect(await dependants(named)).toEqual({ segments: [], tags: [], standings: [] });

  const on = await made('On it', { any: [isIn(named), inCity] });
  const hidden = await made('Hidden', isIn(named), { shared: 'me', by: colleague });
  const archived = await made('Put away', isIn(named));
  await call('POST', `/segments/${archived}/archive`, { as });
  const { rows } = await pool.query(`insert into customers.tags (name) values ('Best') returning id`);
  const tag = { id: rows[0].id, name: 'Best' };
  const followed = await call('PUT', `/tags/${tag.id}/rule`, { as, body: { segmentId: named } });
  expect(followed.status, followed.text).toBe(200);
  const staged = await call('PUT', '/segments/lifecycle/settings', {
    as,
    body: { stages: [{ stage: 'loyal', rule: isIn(named) }] },
    headers: { 'if-match': '"1"' },
  });
  expect(staged.status, staged.text).toBe(200);
  expect(await dependants(named)).toEqual({
    segments: [
      { id: on, name: 'On it' },
      { id: hidden, name: null },
    ],
    tags: [tag],
    standings: ['stages'],
  });

  const scheme = ofRules(30);
  if (scheme.by !== 'rules') throw new Error('These grades are given by rules.');
  scheme.grades[0]!.rule = isIn(named);
  await changeScheme(platform, scheme);
  expect((await dependants(named)).standings).toEqual(['stages', 'grades']);

  expect((await dependants(hidden)).code).toBe('segments.segment_not_found');
  expect((await dependants('404')).code).toBe('segments.segment_not_found');
});

test('GET /segments/naming-field tells whose rules ask for a field of customers, to whom may read it', async () => {
  const field = { key: 'level', type: 'text' as const, label: { en: 'Level' } };
  await platform.run((ctx) => customFieldsFrom(ctx, [field]));
  const path = '/segments/naming-field?key=level';
  const none = { segments: [], tags: [], standings: [] };
  expect((await call('GET', path, { as })).body).toEqual(none);
  const rule = { type: 'customField', field: 'level', operator: 'is', values: ['gold'] };
  const id = await made('Gold', { all: [rule, inCity] });
  expect((await call('GET', path, { as })).body).toEqual({ ...none, segments: [{ id, name: 'Gold' }] });
  expect((await call('GET', '/segments/naming-field?key=other', { as })).body).toEqual(none);
  const blind = { ...as, fields: { ...as.fields, customers: { 'field.level': 'hidden' as const } } };
  expect((await call('GET', path, { as: blind })).body.code).toBe('customers.field_not_readable');
});
