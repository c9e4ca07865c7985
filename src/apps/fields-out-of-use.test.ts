import { afterAll, beforeAll, expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { type ApiWorld, apiWorld, type Headers } from './api-world.fixtures.ts';

let world: ApiWorld;
let owner: Headers;

beforeAll(async () => {
  world = await apiWorld(await testPlatform());
  owner = await world.owner();
});
afterAll(() => world.close());

async function ask<Answer>(
  method: 'GET' | 'PATCH',
  path: string,
  headers: Headers,
  body?: object,
  version?: number,
): Promise<Answer> {
  const { status, text } = await world.send({
    method,
    url: `/api/v1${path}`,
    headers: {
      ...headers,
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    },
    ...(body ? { payload: JSON.stringify(body) } : {}),
  });
  expect([path, status]).toEqual([path, 200]);
  return JSON.parse(text);
}

test('what a role says of a field that is out of use keeps people from nothing, and counts again when the field comes back', async () => {
  const reaches = { see: 'all', change: 'all', unassigned: true };
  const { body: field } = await world.post(
    '/custom-fields',
    { key: 'club', type: 'text', label: { en: 'Club' } },
    owner,
  );
  const rights = { customers: { 'field.club': 'masked', phone: 'write' }, orders: {} };
  const { body: role } = await world.post(
    '/roles',
    {
      name: 'Clerks',
      permissions: ['customers.read', 'ingestion.read'],
      reaches: { customers: reaches, orders: reaches },
      fields: rights,
    },
    owner,
  );
  const clerk = await world.join(owner, role.id);
  type Shown = { id: string; version: number; fields: typeof rights };
  const seen = async () => {
    const { fields, permissions } = await ask<Shown & { permissions: string[] }>('GET', '/session', clerk);
    return [fields.customers['field.club'], permissions.includes('ingestion.read')];
  };
  const ofRole = async () =>
    (await ask<{ items: Shown[] }>('GET', '/roles', owner)).items.find(({ id }) => id === role.id)!;
  const archive = async (archived: boolean) => {
    const { items } = await ask<{ items: Shown[] }>('GET', '/custom-fields', owner);
    const { version } = items.find(({ id }) => id === field.id)!;
    await ask('PATCH', `/custom-fields/${field.id}`, owner, { archived }, version);
  };

  expect(await seen()).toEqual(['masked', false]);
  await archive(true);
  expect(await seen()).toEqual([undefined, true]);
  const shown = await ofRole();
  expect(shown.fields.customers).toEqual({ phone: 'write' });

  // Saved meanwhile as it was shown.
  await ask('PATCH', `/roles/${role.id}`, owner, { fields: shown.fields }, shown.version);
  await archive(false);
  expect(await seen()).toEqual(['masked', false]);
});
