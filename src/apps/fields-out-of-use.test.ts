import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { FieldRights } from '#platform/access/field-rights.contract.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { type ApiWorld, apiWorld, type Headers } from './api-world.fixtures.ts';

let world: ApiWorld;
let owner: Headers;
let made = 0;
/** A field of customers that the test may archive. */
let field: { id: string; key: string };

beforeAll(async () => {
  world = await apiWorld(await testPlatform());
  owner = await world.owner();
});
beforeEach(async () => {
  made += 1;
  const key = `club${made}`;
  field = (await world.post('/custom-fields', { key, type: 'text', label: { en: key } }, owner)).body;
});
afterAll(() => world.close());

type Method = 'GET' | 'POST' | 'PATCH';

async function send(method: Method, path: string, headers: Headers, body?: object, version?: number) {
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
  return { status, body: JSON.parse(text) };
}

interface Role {
  id: string;
  version: number;
  fields: FieldRights;
}

const whole = { see: 'all', change: 'all', unassigned: true };
const wishOf = (permissions: string[], customers: FieldRights['customers']) => ({
  name: `Role ${made} ${permissions.length} ${Object.values(customers)}`,
  permissions,
  reaches: { customers: whole, orders: whole },
  fields: { customers, orders: {} },
});
const roleWith = async (permissions: string[], customers: FieldRights['customers']): Promise<Role> =>
  (await world.post('/roles', wishOf(permissions, customers), owner)).body;
const roleNow = async (id: string): Promise<Role> =>
  (await send('GET', '/roles', owner)).body.items.find((role: Role) => role.id === id);

async function archive(archived: boolean) {
  const { items } = (await send('GET', '/custom-fields', owner)).body;
  const { version } = items.find(({ id }: { id: string }) => id === field.id);
  expect((await send('PATCH', `/custom-fields/${field.id}`, owner, { archived }, version)).status).toBe(200);
}

/** What somebody is told of the field, and whether files of imports are for them. */
async function seenBy(who: Headers) {
  const { fields, permissions } = (await send('GET', '/session', who)).body;
  const { items } = (await send('GET', '/custom-fields', who)).body;
  return {
    right: fields.customers[`field.${field.key}`],
    readsFiles: permissions.includes('ingestion.read'),
    isTold: items.some(({ key }: { key: string }) => key === field.key),
  };
}

test('what a role says of a field counts while it is archived too, since its values lie in files and source records still', async () => {
  const role = await roleWith(['customers.read', 'ingestion.read'], { [`field.${field.key}`]: 'hidden' });
  const clerk = await world.join(owner, role.id);
  const kept = { right: 'hidden', readsFiles: false, isTold: false };
  expect(await seenBy(clerk)).toEqual(kept);
  await archive(true);
  expect(await seenBy(clerk)).toEqual(kept);
  expect((await roleNow(role.id)).fields).toEqual(role.fields);
  await archive(false);
  expect(await seenBy(clerk)).toEqual(kept);
});

test('whoever may not read a field gives nobody a right to it while it is archived', async () => {
  const hidden = { [`field.${field.key}`]: 'hidden' } as const;
  const role = await roleWith(['admin.manage', 'customers.read'], hidden);
  const clerk = await world.join(owner, role.id);
  await archive(true);
  const open = wishOf(['customers.read'], {});
  expect((await send('POST', '/roles', clerk, open)).body.code).toBe('admin.beyond_own_rights');
  for (const customers of [{}, { [`field.${field.key}`]: 'write' }]) {
    const change = { fields: { customers, orders: {} } };
    const answer = await send('PATCH', `/roles/${role.id}`, clerk, change, role.version);
    expect(answer.body.code).toBe('admin.beyond_own_rights');
  }
  expect((await send('POST', '/roles', clerk, wishOf(['customers.read'], hidden))).status).toBe(200);
});

test('nobody gives more than they have by naming a field that there is not', async () => {
  const manage = ['admin.manage', 'customers.read'];
  const clerk = await world.join(owner, (await roleWith(manage, {})).id);
  const wish = wishOf([...manage, 'ingestion.write'], { 'field.zzz': 'hidden' });
  expect((await send('POST', '/roles', clerk, wish)).body).toMatchObject({
    code: 'admin.field_unknown',
    values: { field: 'field.zzz' },
  });
  // As somebody may have stored it before.
  const stored = await roleWith(wish.permissions, {});
  await world.platform.database.pool.query('update admin.roles set fields = $2 where id = $1', [
    stored.id,
    JSON.stringify(wish.fields),
  ]);
  expect((await roleNow(stored.id)).fields.customers).toEqual({});
  const invitation = { email: 'more@example.com', role: stored.id };
  expect((await send('POST', '/invitations', clerk, invitation)).body.code).toBe('admin.beyond_own_rights');
});
