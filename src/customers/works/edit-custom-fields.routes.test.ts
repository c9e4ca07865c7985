import { expect, test } from 'vitest';
import type { UserActor } from '#platform/access/actor.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersFrom, customFieldsFrom, doWork } from '../customers.fixtures.ts';
import { customersDomain } from '../domain.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, customersDomain.routes);
const maker = userWith('customers.read', 'customers.write');
let asker: UserActor = maker;
platform.readColleague = async () => asker;

const choices = ['gold', 'silver'].map((key) => ({ key, label: { en: key, zh: `${key} 级` } }));
await platform.run((ctx) =>
  customFieldsFrom(ctx, [
    { key: 'level', type: 'choice', label: { en: 'Level', zh: '级别' }, choices },
    { key: 'size', type: 'number', label: { en: 'Size', zh: '人数' }, kinds: ['organisation'] },
    { key: 'card', type: 'text', label: { en: 'Card', zh: '卡号' }, unique: true },
    { key: 'must', type: 'text', label: { en: 'Must', zh: '必填项' }, required: true },
    { key: 'invoice', of: 'order', type: 'text', label: { en: 'Invoice', zh: '发票' } },
  ]),
);
const ids = await platform.run((ctx) =>
  customersFrom(ctx, [
    { externalId: '1', name: 'Ann' },
    { externalId: '2', name: 'Bo' },
    { externalId: '3', name: 'Tea Ltd', kind: 'organisation' },
  ]),
);

const begin = (customFields: object, as: UserActor = maker) =>
  call('POST', '/customers/works', {
    as,
    body: { act: { kind: 'edit', change: { customFields } }, meant: { ids } },
  });

async function done(customFields: object) {
  const { status, body, text } = await begin(customFields);
  expect(status, text).toBe(200);
  await doWork(platform, body.id);
  return (await call('GET', `/customers/works/${body.id}`, { as: maker })).body;
}

async function valuesOf(key: string) {
  const answers = await Promise.all(ids.map((id) => call('GET', `/customers/${id}`, { as: maker })));
  return answers.map(({ body }) => body.customFields[key] ?? null);
}

test('a custom field is set and cleared for many, who keep it as set by hand, with its history', async () => {
  expect(await done({ level: 'gold' })).toMatchObject({
    ...{ state: 'done', done: 3, unchanged: 0 },
    about: { field: 'field.level', label: 'Level / 级别', value: 'gold / gold 级' },
  });
  expect(await valuesOf('level')).toEqual(['gold', 'gold', 'gold']);
  const { body } = await call('GET', `/customers/${ids[0]}`, { as: maker });
  expect(body.editedFields).toEqual(['field.level']);
  const history = await call('GET', `/customers/${ids[0]}/history`, { as: maker });
  expect(history.body.items).toMatchObject([
    { field: 'field.level', before: null, after: 'gold', way: 'work' },
  ]);
  expect(await done({ level: 'gold' })).toMatchObject({ done: 0, unchanged: 3 });
  expect(await done({ level: null })).toMatchObject({ done: 3, about: { value: null } });
  expect(await valuesOf('level')).toEqual([null, null, null]);
});

test('whoever is of a kind that the field is not of is refused and stays as they are', async () => {
  expect(await done({ size: '007' })).toMatchObject({ done: 1, unchanged: 0, refused: 2 });
  expect(await valuesOf('size')).toEqual([null, null, '7']);
});

test('what nobody could be given is refused before anything begins', async () => {
  const refusals: [object, string][] = [
    [{ level: 'bronze' }, 'customers.field_wrong_choice'],
    [{ card: 'A-1' }, 'customers.field_unique_for_many'],
    [{ must: null }, 'customers.field_required'],
    [{ invoice: 'I-1' }, 'customers.field_unknown'],
    [{ level: 'gold', must: 'x' }, 'platform.wrong_input'],
    [{}, 'platform.wrong_input'],
  ];
  for (const [fields, code] of refusals) expect((await begin(fields)).body.code).toBe(code);
  const fields = { customers: { 'field.level': 'read' }, orders: {} } as const;
  expect((await begin({ level: 'gold' }, { ...maker, fields })).body.code).toBe(
    'customers.field_not_writable',
  );
});

test('whoever may not set the field by the time that it is done sets it for nobody', async () => {
  const { body } = await begin({ level: 'silver' });
  asker = { ...maker, fields: { customers: { 'field.level': 'read' }, orders: {} } };
  await doWork(platform, body.id);
  asker = maker;
  expect((await call('GET', `/customers/works/${body.id}`, { as: maker })).body).toMatchObject({
    ...{ state: 'failed', done: 0 },
    error: { code: 'customers.field_not_writable' },
  });
  expect(await valuesOf('level')).toEqual([null, null, null]);
});
