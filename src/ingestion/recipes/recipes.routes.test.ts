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

test('a recipe is taken over by the next file with its columns, and can be left for a fresh start', async () => {
  const first = await draft();
  const { mapping } = (await call('GET', `/imports/${first}`, { as: reader })).body;
  const columns = mapping.columns.filter((column: { field: string }) => column.field !== 'customer.country');
  await call('PATCH', `/imports/${first}`, {
    body: { mapping: { ...mapping, columns }, options: { source: 'north' } },
    as: writer,
  });
  const { body: kept } = await call('POST', '/recipes', {
    body: { importId: first, name: 'North' },
    as: writer,
  });
  expect(kept.columns).not.toContain('Country');
  const second = (await call('GET', `/imports/${await draft()}`, { as: reader })).body;
  expect(second).toMatchObject({ recipe: { id: kept.id, name: 'North' }, options: { source: 'north' } });
  expect(second.mapping.columns).toEqual(columns);
  const { body } = await call('POST', `/imports/${second.id}/recipe`, {
    body: { recipeId: null },
    as: writer,
  });
  expect(body).toMatchObject({ recipe: null, options: { source: 'default' } });
  expect(body.mapping.columns).toEqual(mapping.columns);
});

test('a recipe does not fit a file without its columns', async () => {
  const recipeId = await saved('Whole');
  const id = await draft('姓名,手机\n张伟,13800138000');
  expect(await call('POST', `/imports/${id}/recipe`, { body: { recipeId }, as: writer })).toMatchObject({
    status: 409,
    body: { code: 'ingestion.recipe_does_not_fit' },
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
