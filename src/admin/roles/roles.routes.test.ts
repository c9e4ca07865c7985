import { beforeEach, expect, test } from 'vitest';
import { reachesEverything } from '#platform/access/reach.contract.ts';
import { type AdminServer, addUser, adminServer, auditedActions, setUpOwner } from '../admin.fixtures.ts';
import type { Role } from './roles.contract.ts';

let server: AdminServer;
let owner: { session: string; userId: string };

const declared = [
  'admin.manage',
  'customers.read',
  'customers.sensitive',
  'customers.write',
  'ingestion.read',
];

const guarded = (...fields: string[]) => new Map(fields.map((field) => [field, []]));

beforeEach(async () => {
  server = await adminServer();
  server.platform.permissions = new Set(declared);
  server.platform.guardedFields = {
    customers: guarded('phone', 'email', 'custom', 'field'),
    orders: guarded('amountMinor', 'field'),
  };
  owner = await setUpOwner(server);
});

const roles = async (): Promise<Role[]> =>
  (await server.call('GET', '/roles', { session: owner.session })).body.items;
const byKey = async (key: string) => (await roles()).find((role) => role.key === key)!;

const make = (body: object, session = owner.session) => server.call('POST', '/roles', { session, body });
const edit = (role: Role, body: object, session = owner.session) =>
  server.call('PATCH', `/roles/${role.id}`, {
    session,
    headers: { 'if-match': `"${role.version}"` },
    body,
  });
const permissionsOf = async (session: string): Promise<string[]> =>
  (await server.call('GET', '/session', { session })).body.permissions;

const teamOnly = { see: 'team', change: 'own', unassigned: false } as const;
const seller = {
  name: 'Seller',
  permissions: ['customers.read', 'customers.write'],
  reaches: { customers: teamOnly, orders: teamOnly },
};

test('five roles come with the product, owners may do everything and viewers only read', async () => {
  const given = Object.fromEntries((await roles()).map((role) => [role.key, role.permissions]));
  expect(given).toEqual({
    owner: declared,
    administrator: declared.filter((permission) => permission !== 'customers.sensitive'),
    manager: ['customers.read', 'customers.write', 'ingestion.read'],
    member: ['customers.read', 'customers.write', 'ingestion.read'],
    viewer: ['customers.read', 'ingestion.read'],
  });
});

test('a role of your own gives what it says from the next request on', async () => {
  const made = await make(seller);
  expect(made.body).toMatchObject({ ...seller, key: null, isAsGiven: false, users: 0, version: 1 });
  const member = await addUser(server, owner.session, 'm@example.com', made.body.id);
  expect(await permissionsOf(member.session)).toEqual(['customers.read', 'customers.write']);
  await edit(made.body, { permissions: ['customers.read'] });
  expect(await permissionsOf(member.session)).toEqual(['customers.read']);
  expect((await auditedActions(server.platform)).at(-1)).toBe('admin.role_rights_changed');
});

test('who does not reach all customers has nothing to do with imports, whatever the role says', async () => {
  const member = await addUser(server, owner.session, 'm@example.com');
  expect(await permissionsOf(member.session)).toContain('ingestion.read');
  await edit(await byKey('member'), { reaches: { customers: teamOnly, orders: teamOnly } });
  expect(await permissionsOf(member.session)).toEqual(['customers.read', 'customers.write']);
  const { body } = await server.call('GET', `/members/${member.userId}/access`, { session: owner.session });
  expect(body.permissions.find((row: { permission: string }) => row.permission === 'ingestion.read')).toEqual(
    {
      permission: 'ingestion.read',
      granted: false,
      why: 'needsAllCustomers',
    },
  );
  expect(body).toMatchObject({ role: 'member', roleName: null, reaches: { customers: teamOnly } });
});

test('a role keeps single fields from people, from the next request on, and with them the files of imports', async () => {
  const member = await addUser(server, owner.session, 'm@example.com');
  const sees = async () => (await server.call('GET', '/session', { session: member.session })).body;
  expect(await sees()).toMatchObject({
    fields: { customers: {}, orders: {} },
    permissions: expect.arrayContaining(['ingestion.read']),
  });
  const readOnly = { customers: { 'custom.Shoe size': 'read' }, orders: { amountMinor: 'read' } };
  const reading = await edit(await byKey('member'), { fields: readOnly });
  expect((await sees()).permissions).toContain('ingestion.read');
  const fields = { ...readOnly, customers: { ...readOnly.customers, phone: 'masked' } };
  expect(reading.body).toMatchObject({ fields: readOnly });
  const less = await edit(await byKey('member'), { fields });
  expect(less.body).toMatchObject({ fields, isAsGiven: true });
  expect(await sees()).toMatchObject({ fields, permissions: ['customers.read', 'customers.write'] });
  const { body } = await server.call('GET', `/members/${member.userId}/access`, { session: owner.session });
  expect(body.fields).toEqual(fields);
  await edit(less.body, { fields: { customers: {}, orders: {} } });
  expect(await sees()).toMatchObject({
    fields: { customers: {}, orders: {} },
    permissions: expect.arrayContaining(['ingestion.read']),
  });
});

test('a field that nobody knows is refused, since it would only seem to be kept from people', async () => {
  const answer = await make({ ...seller, fields: { customers: { phnoe: 'hidden' }, orders: {} } });
  expect([answer.status, answer.body.code, answer.body.values]).toEqual([
    400,
    'admin.field_unknown',
    { field: 'phnoe' },
  ]);
  const ofOrders = await make({ ...seller, fields: { customers: {}, orders: { phone: 'hidden' } } });
  expect(ofOrders.body.code).toBe('admin.field_unknown');
  expect((await make({ ...seller, fields: { customers: { phone: 'secret' }, orders: {} } })).status).toBe(
    400,
  );
});

test('whoever may not read a field gives nobody a role that may', async () => {
  const manage = { name: 'Office', permissions: declared, reaches: reachesEverything };
  const { body: office } = await make({
    ...manage,
    fields: { customers: { phone: 'masked', custom: 'read' }, orders: { amountMinor: 'read' } },
  });
  const clerk = await addUser(server, owner.session, 'clerk@example.com', office.id);
  const codeOf = async (fields: object, orders: object = { amountMinor: 'read' }) =>
    (
      await make(
        { ...seller, name: `N${JSON.stringify(fields).length}`, fields: { customers: fields, orders } },
        clerk.session,
      )
    ).body.code;
  expect(await codeOf({})).toBe('admin.beyond_own_rights');
  expect(await codeOf({ phone: 'read', custom: 'read' })).toBe('admin.beyond_own_rights');
  expect(await codeOf({ phone: 'masked', custom: 'read', 'custom.X': 'write' })).toBe(
    'admin.beyond_own_rights',
  );
  expect((await edit(office, { fields: { customers: {}, orders: {} } }, clerk.session)).body.code).toBe(
    'admin.beyond_own_rights',
  );
  const less = { phone: 'hidden', custom: 'masked', email: 'read' };
  expect(await codeOf(less, {})).toBe('admin.beyond_own_rights');
  expect(await codeOf(less)).toBeUndefined();
});

test('a role of the product goes back to what it was given; owners and names stay as they are', async () => {
  const member = await byKey('member');
  const less = (await edit(member, { permissions: ['customers.read'] })).body;
  expect(less).toMatchObject({ permissions: ['customers.read'], isAsGiven: false });
  expect((await edit(less, { permissions: null })).body).toMatchObject({
    permissions: member.permissions,
    isAsGiven: true,
  });
  expect((await edit(await byKey('member'), { name: 'Staff' })).body.code).toBe('admin.role_fixed');
  expect((await edit(await byKey('owner'), { permissions: [] })).body.code).toBe('admin.role_fixed');
  const { body: own } = await make(seller);
  expect((await edit(own, { permissions: null })).body.code).toBe('admin.role_fixed');
});

test('wrong roles are refused with the reason', async () => {
  expect((await make({ ...seller, permissions: ['customers.fly'] })).body).toMatchObject({
    code: 'admin.permission_unknown',
    values: { permission: 'customers.fly' },
  });
  const wide = { ...teamOnly, change: 'all' };
  const answer = await make({ ...seller, reaches: { customers: wide, orders: teamOnly } });
  expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([400, 'reaches.customers.change']);
  await make(seller);
  expect((await make({ ...seller, name: 'SELLER' })).body.code).toBe('admin.role_name_taken');
  const { body: other } = await make({ ...seller, name: 'Other' });
  expect((await edit(other, { name: 'seller' })).body.code).toBe('admin.role_name_taken');
});

test('a role that somebody has stays until they have another', async () => {
  const { body: role } = await make(seller);
  const member = await addUser(server, owner.session, 'm@example.com', role.id);
  const remove = () => server.call('DELETE', `/roles/${role.id}`, { session: owner.session });
  expect((await remove()).body.code).toBe('admin.role_in_use');
  const changed = await server.call('PATCH', `/members/${member.userId}`, {
    session: owner.session,
    headers: { 'if-match': '"1"' },
    body: { role: 'viewer' },
  });
  expect(changed.body).toMatchObject({ role: 'viewer' });
  expect((await remove()).status).toBe(200);
  const viewer = await byKey('viewer');
  expect((await server.call('DELETE', `/roles/${viewer.id}`, { session: owner.session })).body.code).toBe(
    'admin.role_fixed',
  );
});

test('an administrator becomes no more than they are, and has no power over owners', async () => {
  const admin = await addUser(server, owner.session, 'admin@example.com', 'administrator');
  const as = { session: admin.session };
  const beyond = async (answer: Promise<{ body: { code: string } }>) =>
    expect((await answer).body.code).toBe('admin.beyond_own_rights');
  const sensitive = { name: 'S', permissions: ['customers.sensitive'], reaches: reachesEverything };
  await beyond(make(sensitive, admin.session));
  const { body: role } = await make(sensitive);
  await beyond(edit(role, { name: 'T' }, admin.session));
  await beyond(server.call('DELETE', `/roles/${role.id}`, as));
  const promote = (id: string, body: object) =>
    server.call('PATCH', `/members/${id}`, { ...as, headers: { 'if-match': '"1"' }, body });
  await beyond(promote(admin.userId, { role: 'owner' }));
  await beyond(promote(admin.userId, { role: role.id }));
  await beyond(promote(owner.userId, { role: 'viewer' }));
  await beyond(
    server.call('POST', '/invitations', { ...as, body: { email: 'x@example.com', role: 'owner' } }),
  );
  await beyond(server.call('POST', `/members/${owner.userId}/password-link`, { ...as, body: {} }));
  await beyond(server.call('POST', `/members/${owner.userId}/deactivation`, { ...as, body: {} }));
  const member = await addUser(server, admin.session, 'm@example.com', 'viewer');
  expect((await promote(member.userId, { role: 'manager' })).status).toBe(200);
});

test('members see no roles and nobody’s access', async () => {
  const member = await addUser(server, owner.session, 'm@example.com');
  const as = { session: member.session };
  expect((await server.call('GET', '/roles', as)).status).toBe(403);
  expect((await server.call('GET', `/members/${owner.userId}/access`, as)).status).toBe(403);
  expect((await make(seller, member.session)).status).toBe(403);
});
