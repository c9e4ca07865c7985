import { beforeAll, expect, test } from 'vitest';
import {
  type AdminServer,
  addUser,
  adminServer,
  auditedActions,
  memberPassword,
  setUpOwner,
  tokenOf,
} from '../admin.fixtures.ts';

let server: AdminServer;
let owner: { session: string; userId: string };
let member: { session: string; userId: string };

beforeAll(async () => {
  server = await adminServer();
  owner = await setUpOwner(server);
  member = await addUser(server, owner.session, 'member@example.com');
});

const asOwner = (
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
  version?: number,
) =>
  server.call(method, path, {
    session: owner.session,
    ...(body ? { body } : {}),
    ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }),
  });

test.each([
  ['GET', '/members'],
  ['PATCH', '/members/1'],
  ['POST', '/members/1/deactivation'],
  ['DELETE', '/members/1/deactivation'],
  ['POST', '/members/1/password-link'],
] as const)('%s %s is for owners', async (method, path) => {
  const answer = await server.call(method, path, { session: member.session });
  expect([answer.status, answer.body.code]).toEqual([403, 'platform.permission_missing']);
  expect((await server.call(method, path)).status).toBe(401);
});

test('everybody signed in knows the names of their colleagues, and no more', async () => {
  const answer = await server.call('GET', '/colleagues', { session: member.session });
  expect(answer.body.items).toContainEqual({ id: owner.userId, name: 'Lin Mei', active: true });
  expect(Object.keys(answer.body.items[0]).sort()).toEqual(['active', 'id', 'name']);
  expect((await server.call('GET', '/colleagues')).status).toBe(401);
});

test('an owner sees all users with role and state, and no hash', async () => {
  const answer = await asOwner('GET', '/members');
  expect(answer.body.items).toContainEqual({
    id: member.userId,
    name: 'member',
    email: 'member@example.com',
    role: 'member',
    teamId: '1',
    language: 'zh',
    createdAt: '2026-03-05T08:00:00Z',
    lastSeenAt: '2026-03-05T08:00:00Z',
    deactivatedAt: null,
    hasTwoStep: false,
    version: 1,
  });
  expect(JSON.stringify(answer.body)).not.toContain('argon2');
});

test.each([
  ['PATCH', '/members/999', { role: 'owner' }],
  ['POST', '/members/999/deactivation', undefined],
  ['DELETE', '/members/999/deactivation', undefined],
  ['POST', '/members/999/password-link', undefined],
] as const)('%s %s finds nobody', async (method, path, body) => {
  const answer = await asOwner(method, path, body, 1);
  expect([answer.status, answer.body.code]).toEqual([404, 'admin.member_not_found']);
});

test('a role counts from the next request on, and only for the version that was read', async () => {
  const raised = await asOwner('PATCH', `/members/${member.userId}`, { role: 'owner' }, 1);
  expect(raised.body).toMatchObject({ role: 'owner', version: 2 });
  expect((await server.call('GET', '/members', { session: member.session })).status).toBe(200);
  const late = await asOwner('PATCH', `/members/${member.userId}`, { role: 'member' }, 1);
  expect([late.status, late.body.code]).toEqual([409, 'admin.version_conflict']);
  await asOwner('PATCH', `/members/${member.userId}`, { role: 'member' }, 2);
  expect((await server.call('GET', '/members', { session: member.session })).status).toBe(403);
});

test('the last active owner can be neither lowered nor deactivated', async () => {
  const lowered = await asOwner('PATCH', `/members/${owner.userId}`, { role: 'member' }, 1);
  const deactivated = await asOwner('POST', `/members/${owner.userId}/deactivation`);
  for (const answer of [lowered, deactivated]) {
    expect([answer.status, answer.body.code]).toEqual([409, 'admin.last_owner']);
  }
});

test('two owners who lower or deactivate each other at the same moment leave one', async () => {
  for (let round = 0; round < 5; round++) {
    const other = await addUser(server, owner.session, `owner${round}@example.com`, 'owner');
    const answers = await Promise.all([
      asOwner('POST', `/members/${other.userId}/deactivation`),
      server.call('PATCH', `/members/${owner.userId}`, {
        session: other.session,
        headers: { 'if-match': '"1"' },
        body: { role: 'member' },
      }),
    ]);
    const { rows } = await server.platform.database.pool.query(
      `select id from admin.users where role_id = (select id from admin.roles where key = 'owner') and deactivated_at is null`,
    );
    expect(rows.length).toBe(1);
    expect(answers.filter((answer) => answer.status === 200).length).toBe(1);
    await server.platform.database.pool.query(
      `update admin.users set version = 1,
        role_id = (select r.id from admin.roles r where r.key = case when users.id = $1 then 'owner' else 'member' end)`,
      [owner.userId],
    );
  }
});

test('a deactivated user is out at once, cannot sign in, and comes back when reactivated', async () => {
  const leaving = await addUser(server, owner.session, 'leaving@example.com');
  const signIn = () =>
    server.call('POST', '/session', { body: { email: 'leaving@example.com', password: memberPassword } });
  const out = await asOwner('POST', `/members/${leaving.userId}/deactivation`);
  expect(out.body.deactivatedAt).toBe('2026-03-05T08:00:00Z');
  expect((await server.call('GET', '/session', { session: leaving.session })).status).toBe(401);
  expect((await signIn()).status).toBe(401);
  expect((await asOwner('POST', `/members/${leaving.userId}/deactivation`)).body).toEqual(out.body);
  const link = await asOwner('POST', `/members/${leaving.userId}/password-link`);
  expect([link.status, link.body.code]).toEqual([409, 'admin.member_deactivated']);
  const back = await asOwner('DELETE', `/members/${leaving.userId}/deactivation`);
  expect(back.body.deactivatedAt).toBeNull();
  expect((await server.call('GET', '/session', { session: leaving.session })).status).toBe(401);
  expect((await signIn()).status).toBe(200);
  expect(await auditedActions(server.platform)).toEqual(
    expect.arrayContaining(['admin.user_deactivated', 'admin.user_reactivated', 'admin.role_changed']),
  );
});

test('a password link works once, ends all sessions, and only the newest one counts', async () => {
  const forgetful = await addUser(server, owner.session, 'forgetful@example.com');
  const path = `/members/${forgetful.userId}/password-link`;
  const earlier = await asOwner('POST', path);
  const link = await asOwner('POST', path);
  expect(link.body).toEqual({
    path: expect.stringMatching(/^\/new-password\?token=[\w-]{43}$/),
    expiresAt: '2026-03-06T08:00:00.000Z',
  });
  const use = (from: string, password = 'fresh paper boats') =>
    server.call('POST', '/password-links/use', { body: { token: tokenOf(from), password } });
  expect((await use(earlier.body.path)).body.code).toBe('admin.password_link_wrong');
  expect((await use(link.body.path, 'aaaaaaaaaaaa')).body.code).toBe('admin.password_too_easy');
  const used = await Promise.all([use(link.body.path), use(link.body.path)]);
  expect(used.map((answer) => answer.status).sort()).toEqual([200, 403]);
  expect((await server.call('GET', '/session', { session: forgetful.session })).status).toBe(401);
  const body = { email: 'forgetful@example.com', password: 'fresh paper boats' };
  expect((await server.call('POST', '/session', { body })).status).toBe(200);
});

test('a password link is good for a day, and not after its user is deactivated', async () => {
  const late = await addUser(server, owner.session, 'late@example.com');
  const path = `/members/${late.userId}/password-link`;
  const use = (from: string) =>
    server.call('POST', '/password-links/use', {
      body: { token: tokenOf(from), password: 'fresh paper boats' },
    });
  const expired = await asOwner('POST', path);
  server.platform.clock.set('2026-03-06T08:00:00Z');
  expect((await use(expired.body.path)).body.code).toBe('admin.password_link_wrong');
  const link = await asOwner('POST', path);
  await asOwner('POST', `/members/${late.userId}/deactivation`);
  await asOwner('DELETE', `/members/${late.userId}/deactivation`);
  expect((await use(link.body.path)).body.code).toBe('admin.password_link_wrong');
  server.platform.clock.set('2026-03-05T08:00:00Z');
});
