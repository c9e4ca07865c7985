import { beforeEach, expect, test } from 'vitest';
import { type AdminServer, addUser, adminServer, auditedActions, setUpOwner } from '../admin.fixtures.ts';

let server: AdminServer;
let owner: { session: string; userId: string };
let member: { session: string; userId: string };

beforeEach(async () => {
  server = await adminServer();
  server.platform.permissions = new Set(['admin.manage', 'customers.read', 'customers.write']);
  owner = await setUpOwner(server);
  member = await addUser(server, owner.session, 'm@example.com');
});

const wish = { name: 'Shop', permissions: ['customers.read'], days: 30 };
const make = (body: object = wish, session = member.session) =>
  server.call('POST', '/account/keys', { session, body });
const list = async (session = member.session) =>
  (await server.call('GET', '/account/keys', { session })).body.items;
const bearing = (key: string, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) =>
  server.call(method, path, {
    headers: { authorization: `Bearer ${key}` },
    ...(body === undefined ? {} : { body }),
  });

test('a key acts for its user with the permissions that it was made for, and is kept as a hash alone', async () => {
  const { body } = await make();
  expect(body).toMatchObject({
    name: 'Shop',
    permissions: ['customers.read'],
    rowsADay: 100_000,
    lastUsedAt: null,
  });
  expect(body.key).toMatch(/^pn_[\w-]{43}$/);
  expect(body.key.startsWith(body.hint)).toBe(true);
  const session = await bearing(body.key, 'GET', '/session');
  expect(session.body).toMatchObject({ user: { id: member.userId }, permissions: ['customers.read'] });
  expect((await list())[0]).toMatchObject({ lastUsedAt: '2026-03-05T08:00:00Z', lastAddress: '127.0.0.1' });
  const { rows } = await server.platform.database.pool.query('select k::text as text from admin.api_keys k');
  expect(rows[0].text).not.toContain(body.key.slice(body.hint.length));
  expect(JSON.stringify(await list())).not.toContain(body.key.slice(body.hint.length));
});

test('a key is never more than its user is at that moment', async () => {
  const { body } = await make({ ...wish, permissions: ['customers.read', 'customers.write'] });
  expect((await make({ ...wish, permissions: ['admin.manage'] })).body.code).toBe('admin.beyond_own_rights');
  expect((await make({ ...wish, permissions: ['customers.fly'] })).body.code).toBe(
    'admin.permission_unknown',
  );
  await server.call('PATCH', `/members/${member.userId}`, {
    session: owner.session,
    headers: { 'if-match': '"1"' },
    body: { role: 'viewer' },
  });
  expect((await bearing(body.key, 'GET', '/session')).body.permissions).toEqual(['customers.read']);
  await server.call('POST', `/members/${member.userId}/deactivation`, { session: owner.session, body: {} });
  expect((await bearing(body.key, 'GET', '/session')).status).toBe(401);
});

test('a key makes no keys, ends none, and changes nothing of the account', async () => {
  const { body } = await make({ ...wish, permissions: ['customers.read'] });
  const refused = async (answer: Promise<{ status: number; body: { code: string } }>) => {
    const { status, body: problem } = await answer;
    expect([status, problem.code]).toEqual([403, 'admin.not_for_keys']);
  };
  await refused(bearing(body.key, 'POST', '/account/keys', wish));
  await refused(bearing(body.key, 'GET', '/account/keys'));
  await refused(bearing(body.key, 'DELETE', `/account/keys/${body.id}`));
  await refused(bearing(body.key, 'GET', '/account/sessions'));
  const words = { password: 'x', newPassword: 'a long enough phrase' };
  await refused(bearing(body.key, 'POST', '/account/password', words));
  expect((await bearing(body.key, 'GET', '/members')).status).toBe(403);
});

test('ended, expired, unknown and mangled keys open nothing, also beside a session that would', async () => {
  const { body } = await make();
  const mine = (await make()).body;
  expect((await server.call('DELETE', `/account/keys/${mine.id}`, { session: owner.session })).status).toBe(
    404,
  );
  expect((await server.call('DELETE', `/account/keys/${mine.id}`, { session: member.session })).status).toBe(
    200,
  );
  for (const key of [mine.key, `${body.key}x`, 'pn_x', member.session]) {
    const answer = await server.call('GET', '/session', {
      session: member.session,
      headers: { authorization: `Bearer ${key}` },
    });
    expect(answer.status).toBe(401);
  }
  const lives = (id: string) => server.platform.run((ctx) => ctx.keyLives(id));
  expect([await lives(mine.id), await lives(body.id)]).toEqual([false, true]);
  server.platform.clock.set('2026-04-04T08:00:00Z');
  expect((await bearing(body.key, 'GET', '/session')).status).toBe(401);
  expect(await lives(body.id)).toBe(false);
  expect((await auditedActions(server.platform)).filter((action) => action.startsWith('admin.key'))).toEqual([
    'admin.key_made',
    'admin.key_made',
    'admin.key_ended',
  ]);
});

test('a key that calls too often waits, and is told how long', async () => {
  server.platform.config = { ...server.platform.config, keyCallsAMinute: 3 };
  const { body } = await make();
  const from = (address: string) =>
    server.call('GET', '/session', { headers: { authorization: `Bearer ${body.key}` }, address });
  for (let call = 0; call < 3; call++) expect((await from(`192.0.2.${call}`)).status).toBe(200);
  const late = await bearing(body.key, 'GET', '/session');
  expect([late.status, late.body.code]).toEqual([429, 'platform.too_many_calls']);
  expect(Number(late.headers['retry-after'])).toBeGreaterThan(0);
  expect((await server.call('GET', '/session', { session: member.session })).status).toBe(200);
});

test('people and strangers who call too often wait as well, each by themselves', async () => {
  server.platform.clock.set('2026-03-05T09:00:00Z');
  server.platform.config = { ...server.platform.config, userCallsAMinute: 2, strangerCallsAMinute: 2 };
  const asMember = () => server.call('GET', '/session', { session: member.session });
  const asStranger = (address: string) => server.call('GET', '/setup', { address });
  for (let call = 0; call < 2; call++) {
    expect((await asMember()).status).toBe(200);
    expect((await asStranger('192.0.2.1')).status).toBe(200);
  }
  for (const late of [await asMember(), await asStranger('192.0.2.1')]) {
    expect([late.status, late.body.code]).toEqual([429, 'platform.too_many_calls']);
    expect(late.headers['retry-after']).toBe('60');
  }
  expect((await asStranger('192.0.2.2')).status).toBe(200);
  expect((await server.call('GET', '/session', { session: owner.session })).status).toBe(200);
  server.platform.clock.set('2026-03-05T09:01:00Z');
  expect((await asMember()).status).toBe(200);
});

test('what a key did stands in the audit as done over the API', async () => {
  const { body } = await make({ ...wish, permissions: ['admin.manage'] }, owner.session);
  await bearing(body.key, 'POST', '/teams', { name: 'East', parentId: '1' });
  const { rows } = await server.platform.database.pool.query(
    `select actor, via from platform.audit_entries where action = 'admin.team_made'`,
  );
  expect(rows).toEqual([{ actor: `user:${owner.userId}`, via: 'api' }]);
});
