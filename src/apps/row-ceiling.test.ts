import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestPlatform, testPlatform } from '#platform/testing/test-platform.ts';
import { type ApiWorld, apiWorld, type Headers } from './api-world.fixtures.ts';

let platform: TestPlatform;
let world: ApiWorld;
let owner: Headers;

beforeAll(async () => {
  platform = await testPlatform();
  world = await apiWorld(platform);
  owner = await world.owner();
  for (const name of ['Ada', 'Bo', 'Cai', 'Di', 'Eva'])
    await world.post('/customers', { displayName: name }, owner);
});
afterAll(() => world.close());

const permissions = ['customers.read', 'customers.write', 'customers.export'];

async function keyWith(rowsADay: number): Promise<Headers> {
  const { body } = await world.post('/account/keys', { name: 'Shop', permissions, rowsADay }, owner);
  return { authorization: `Bearer ${body.key}` };
}

async function get(path: string, headers: Headers) {
  const answer = await world.send({ method: 'GET', url: `/api/v1${path}`, headers });
  const code = answer.contentType.includes('problem') ? JSON.parse(answer.text).code : undefined;
  return { status: answer.status, code, waits: Number(answer.headers['retry-after']) };
}

test('lists, single records and exports of a key share one ceiling a day; past it each is told when to come again', async () => {
  const key = await keyWith(11);
  expect(await get('/customers', key)).toMatchObject({ status: 200 });
  expect(await get('/customers/export', key)).toMatchObject({ status: 200 });
  expect(await get('/customers/1', key)).toMatchObject({ status: 200 });
  for (const path of ['/customers', '/customers/export', '/customers/1']) {
    const refused = await get(path, key);
    expect([path, refused.status, refused.code]).toEqual([path, 429, 'platform.rows_used_up']);
    // 08:00 of the day in UTC.
    expect(refused.waits).toBe(16 * 3600);
  }
  expect(await get('/customers/count', key)).toMatchObject({ status: 200 });
  expect(await get('/customers', owner)).toMatchObject({ status: 200 });
  platform.clock.set('2026-03-06T00:00:01Z');
  expect(await get('/customers', key)).toMatchObject({ status: 200 });
});

test('a page that would pass the ceiling is refused and costs nothing', async () => {
  const key = await keyWith(4);
  expect(await get('/customers', key)).toMatchObject({ status: 429 });
  expect(await get('/customers?limit=4', key)).toMatchObject({ status: 200 });
});

test('of many calls at the same moment as many are answered as the ceiling has room for', async () => {
  const key = await keyWith(12);
  const answers = await Promise.all(Array.from({ length: 10 }, () => get('/customers', key)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
});

test('the audit names the key by which something was done, and finds it by that', async () => {
  const key = await keyWith(100);
  await world.post('/customers', { displayName: 'By a program' }, key);
  const hint = key.authorization!.slice('Bearer '.length, 'Bearer '.length + 9);
  const { text } = await world.send({
    method: 'GET',
    url: `/api/v1/audit?text=${hint}&action=customers.create`,
    headers: owner,
  });
  expect(JSON.parse(text).items).toMatchObject([{ detail: { byKey: hint }, via: 'api' }]);
});
