import { beforeAll, beforeEach, expect, test } from 'vitest';
import { reachesEverything } from '#platform/access/reach.contract.ts';
import {
  type AdminServer,
  addUser,
  adminServer,
  auditedActions,
  memberPassword,
  setUpOwner,
} from '../admin.fixtures.ts';

let server: AdminServer;
let owner: { session: string; userId: string };
let member: { session: string; userId: string };
let made = 0;

beforeAll(async () => {
  server = await adminServer();
  owner = await setUpOwner(server);
});

beforeEach(async () => {
  made += 1;
  member = await addUser(server, owner.session, `member${made}@example.com`);
});

function signInAgain(password = memberPassword) {
  const body = { email: `member${made}@example.com`, password };
  return server.call('POST', '/session', {
    body,
    address: `198.51.100.${made}`,
    headers: { 'user-agent': 'Phone' },
  });
}

test.each([
  ['GET', '/session'],
  ['PATCH', '/account'],
  ['POST', '/account/password'],
  ['GET', '/account/sessions'],
  ['DELETE', '/account/sessions/1'],
  ['DELETE', '/account/sessions'],
] as const)(
  '%s %s asks strangers to sign in and tells the command line that it has no account',
  async (method, path) => {
    const body = path.endsWith('password') ? { password: 'x', newPassword: 'another long word' } : undefined;
    const options = { headers: { 'if-match': '"1"' }, ...(body ? { body } : {}) };
    const stranger = await server.call(method, path, options);
    expect([stranger.status, stranger.body.code]).toEqual([401, 'platform.sign_in_first']);
    const operator = await server.callAsOperator(method, path, options);
    expect([operator.status, operator.body.code]).toEqual([403, 'admin.not_a_user']);
  },
);

test('the session tells who is signed in and for which organisation', async () => {
  const answer = await server.call('GET', '/session', { session: member.session });
  expect(answer.body).toEqual({
    user: {
      id: member.userId,
      name: `member${made}`,
      email: `member${made}@example.com`,
      role: 'member',
      teamId: '1',
      language: 'zh',
      version: 1,
    },
    reaches: reachesEverything,
    fields: { customers: {}, orders: {} },
    organisation: { name: 'Evergreen Trading', currency: 'CNY', timeZone: 'Asia/Shanghai', language: 'zh' },
    permissions: ['customers.read'],
    blockedBy: null,
  });
});

test('signing out ends the session and clears the cookie, and a second time answers the same', async () => {
  const answer = await server.call('DELETE', '/session', { session: member.session });
  expect([answer.status, answer.session]).toEqual([200, '']);
  expect((await server.call('GET', '/session', { session: member.session })).status).toBe(401);
  const again = await server.call('DELETE', '/session', { session: member.session });
  expect([again.status, again.session]).toEqual([200, '']);
  expect((await auditedActions(server.platform)).at(-1)).toBe('admin.signed_out');
});

test('name and language change for the version that was read, and not for an older one', async () => {
  const change = (version: string, body: object) =>
    server.call('PATCH', '/account', { session: member.session, headers: { 'if-match': version }, body });
  const changed = await change('"1"', { name: '王小明', language: 'en' });
  expect(changed.body).toMatchObject({ name: '王小明', language: 'en', version: 2 });
  expect(changed.headers.etag).toBe('"2"');
  const late = await change('"1"', { name: 'Late' });
  expect([late.status, late.body.code]).toEqual([409, 'admin.version_conflict']);
  const missing = await server.call('PATCH', '/account', { session: member.session, body: { name: 'X' } });
  expect(missing.body.code).toBe('platform.if_match_missing');
});

test('a role cannot be changed through the own account', async () => {
  const answer = await server.call('PATCH', '/account', {
    session: member.session,
    headers: { 'if-match': '"1"' },
    body: { role: 'owner' },
  });
  expect(answer.status).toBe(400);
});

test('a new password ends all other sessions and lets this one go on under another token', async () => {
  const phone = await signInAgain();
  const answer = await server.call('POST', '/account/password', {
    session: member.session,
    body: { password: memberPassword, newPassword: 'seven brass buttons' },
  });
  expect(answer.body).toEqual({ endedSessions: 1 });
  expect((await server.call('GET', '/session', { session: phone.session! })).status).toBe(401);
  expect((await server.call('GET', '/session', { session: answer.session! })).status).toBe(200);
  expect((await signInAgain()).status).toBe(401);
  expect((await server.call('GET', '/session', { session: member.session })).status).toBe(401);
  expect((await signInAgain('seven brass buttons')).status).toBe(200);
});

test('a new password needs the current one, and trying many of those means waiting', async () => {
  const attempt = (password: string, newPassword = 'seven brass buttons') =>
    server.call('POST', '/account/password', { session: member.session, body: { password, newPassword } });
  const wrong = await attempt('not my password');
  expect([wrong.status, wrong.body.code]).toEqual([400, 'admin.password_wrong']);
  const easy = await attempt(memberPassword, `member${made}@example.com`);
  expect(easy.body).toMatchObject({ code: 'admin.password_too_easy', errors: [{ path: 'newPassword' }] });
  for (let guess = 0; guess < 5; guess++) await attempt('not my password');
  expect((await attempt(memberPassword)).body.code).toBe('platform.too_many_calls');
});

test('a user sees their own devices, this one first, and ends one or all others', async () => {
  const phone = await signInAgain();
  const tablet = await signInAgain();
  const list = await server.call('GET', '/account/sessions', { session: member.session });
  expect(list.body.items.map((item: { current: boolean }) => item.current)).toEqual([true, false, false]);
  expect(list.body.items[1]).toMatchObject({ userAgent: 'Phone', address: `198.51.100.${made}` });
  expect(JSON.stringify(list.body)).not.toMatch(/token/i);
  const tabletId = list.body.items[1].id;
  const ended = await server.call('DELETE', `/account/sessions/${tabletId}`, { session: member.session });
  expect(ended.status).toBe(200);
  expect((await server.call('GET', '/session', { session: tablet.session! })).status).toBe(401);
  const others = await server.call('DELETE', '/account/sessions', { session: member.session });
  expect(others.body).toEqual({ endedSessions: 1 });
  expect((await server.call('GET', '/session', { session: phone.session! })).status).toBe(401);
  expect((await server.call('GET', '/session', { session: member.session })).status).toBe(200);
});

test("a stranger's session cannot be ended, nor one that is gone", async () => {
  const list = await server.call('GET', '/account/sessions', { session: owner.session });
  const path = `/account/sessions/${list.body.items[0].id}`;
  const answer = await server.call('DELETE', path, { session: member.session });
  expect([answer.status, answer.body.code]).toEqual([404, 'admin.session_not_found']);
  expect((await server.call('GET', '/session', { session: owner.session })).status).toBe(200);
});

test('PUT /account/visit begins a visit after a pause, and GET /account/visit says until when the one before lasted', async () => {
  const since = async (method: 'GET' | 'PUT') =>
    (await server.call(method, '/account/visit', { session: member.session })).body.since;
  const start = Date.parse('2026-03-05T08:00:00Z');
  const at = (minutes: number) => {
    const time = new Date(start + minutes * 60_000).toISOString();
    server.platform.clock.set(time);
    return time.replace('.000Z', 'Z');
  };
  at(0);
  expect([await since('GET'), await since('PUT')]).toEqual([null, null]);
  const left = at(20);
  expect(await since('PUT')).toBeNull();
  at(49);
  expect(await since('GET')).toBeNull();
  at(51);
  expect([await since('GET'), await since('PUT')]).toEqual([left, left]);
  at(60);
  expect([await since('PUT'), await since('GET')]).toEqual([left, left]);
  server.platform.clock.set('2026-03-05T08:00:00Z');
});
