import { beforeAll, expect, test } from 'vitest';
import { type CallRoute, callRoutes, userWith } from '#platform/testing/call-route.ts';
import { type TestPlatform, testPlatform } from '#platform/testing/test-platform.ts';
import { givenUpload, ordersText } from '../imports/imports.fixtures.ts';
import { importRoutes } from '../imports/imports.routes.ts';
import { recipeRoutes } from './recipes.routes.ts';

let platform: TestPlatform;
let call: CallRoute;
const writer = userWith('ingestion.read', 'ingestion.write');
const reader = userWith('ingestion.read');

beforeAll(async () => {
  platform = await testPlatform();
  call = await callRoutes(platform, [importRoutes, recipeRoutes]);
});

async function draft(text = ordersText()): Promise<string> {
  const uploadId = await givenUpload(platform, { text });
  return (await call('POST', '/imports', { body: { uploadId }, as: writer })).body.id;
}

async function saved(name: string): Promise<string> {
  const importId = await draft();
  return (await call('POST', '/recipes', { body: { importId, name }, as: writer })).body.id;
}

test('a recipe is saved under a name of its own and listed by it', async () => {
  const id = await saved('Shop');
  expect((await call('GET', '/recipes', { as: reader })).body.items).toEqual([
    expect.objectContaining({ id, name: 'Shop', kind: 'orders', used: 0 }),
  ]);
  const again = await call('POST', '/recipes', {
    body: { importId: await draft(), name: 'Shop' },
    as: writer,
  });
  expect(again).toMatchObject({ status: 409, body: { code: 'ingestion.recipe_name_taken' } });
});

test('a recipe is renamed and deleted', async () => {
  const id = await saved('Till');
  const renamed = await call('PATCH', `/recipes/${id}`, { body: { name: 'Till north' }, as: writer });
  expect(renamed.body.name).toBe('Till north');
  expect((await call('DELETE', `/recipes/${id}`, { as: writer })).status).toBe(200);
  expect(await call('DELETE', `/recipes/${id}`, { as: writer })).toMatchObject({
    status: 404,
    body: { code: 'ingestion.recipe_not_found' },
  });
});

test('only a recipe that exists sets up a draft', async () => {
  const id = await draft();
  expect(
    await call('POST', `/imports/${id}/recipe`, { body: { recipeId: '999' }, as: writer }),
  ).toMatchObject({ status: 404, body: { code: 'ingestion.recipe_not_found' } });
});

test('nobody saves or applies recipes without the permission', async () => {
  const id = await draft();
  const body = { importId: id, name: 'x' };
  expect((await call('POST', '/recipes', { body, as: reader })).status).toBe(403);
  expect((await call('PATCH', '/recipes/1', { body: {}, as: reader })).status).toBe(403);
  expect((await call('DELETE', '/recipes/1', { as: reader })).status).toBe(403);
  expect((await call('POST', `/imports/${id}/recipe`, { body: { recipeId: null }, as: reader })).status).toBe(
    403,
  );
  expect((await call('GET', '/recipes')).status).toBe(401);
});
