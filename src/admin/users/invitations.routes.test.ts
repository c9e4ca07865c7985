import { beforeAll, beforeEach, expect, test } from 'vitest';
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
let minute = 0;

beforeAll(async () => {
  server = await adminServer();
  owner = await setUpOwner(server);
});

// Links may be tried some times a minute only.
beforeEach(() => {
  minute += 1;
  server.platform.clock.set(new Date(Date.parse('2026-03-05T08:00:00Z') + minute * 60_000).toISOString());
});

const invite = (email: string, role?: string) =>
  server.call('POST', '/invitations', { session: owner.session, body: role ? { email, role } : { email } });
const read = (token: string) => server.call('POST', '/invitations/reading', { body: { token } });
const accept = (token: string, more: object = {}) =>
  server.call('POST', '/invitations/accept', {
    body: { token, name: '新同事', password: memberPassword, ...more },
  });

async function expectDead(token: string): Promise<void> {
  for (const answer of [await read(token), await accept(token)]) {
    expect([answer.status, answer.body.code]).toEqual([403, 'admin.invitation_wrong']);
  }
}

test.each([
  ['GET', '/invitations'],
  ['POST', '/invitations'],
  ['DELETE', '/invitations/1'],
] as const)('%s %s is for owners', async (method, path) => {
  const member = await addUser(server, owner.session, `member${minute}@example.com`);
  const answer = await server.call(method, path, { session: member.session });
  expect([answer.status, answer.body.code]).toEqual([403, 'platform.permission_missing']);
});

test('an invitation makes a member in the language of the organisation and signs them in', async () => {
  const invited = await invite('New@Example.com');
  expect(invited.body.path).toMatch(/^\/join\?token=[\w-]{43}$/);
  const token = tokenOf(invited.body.path);
  expect((await read(token)).body).toEqual({
    email: 'new@example.com',
    organisationName: 'Evergreen Trading',
    language: 'zh',
  });
  const joined = await accept(token);
  const session = await server.call('GET', '/session', { session: joined.session! });
  expect(session.body.user).toMatchObject({
    name: '新同事',
    email: 'new@example.com',
    role: 'member',
    language: 'zh',
  });
  await expectDead(token);
  expect(await auditedActions(server.platform)).toEqual(
    expect.arrayContaining(['admin.invited', 'admin.invitation_accepted', 'admin.signed_in']),
  );
});

test('the link is shown once: the list and the tables hold no token', async () => {
  const invited = await server.call('POST', '/invitations', {
    session: owner.session,
    body: { email: 'listed@example.com', role: 'owner' },
    headers: { 'idempotency-key': 'invite' },
  });
  const list = await server.call('GET', '/invitations', { session: owner.session });
  expect(list.body.items[0]).toMatchObject({
    id: invited.body.id,
    email: 'listed@example.com',
    role: 'owner',
    invitedBy: 'Lin Mei',
    expired: false,
  });
  const token = tokenOf(invited.body.path);
  expect(JSON.stringify(list.body)).not.toContain(token);
  const { rows } = await server.platform.database.pool.query(`
    select query_to_xml('select * from admin.invitations', true, false, '')::text
      || query_to_xml('select * from platform.audit_entries', true, false, '')::text
      || query_to_xml('select * from platform.idempotency_keys', true, false, '')::text as all`);
  expect(rows[0].all).toContain('listed@example.com');
  expect(rows[0].all).not.toContain(token);
});

test('a second invitation for an address takes the place of the first', async () => {
  const first = await invite('twice@example.com');
  const second = await invite('twice@example.com', 'owner');
  expect(second.body.id).toBe(first.body.id);
  await expectDead(tokenOf(first.body.path));
  expect((await accept(tokenOf(second.body.path))).status).toBe(200);
});

test('an address with an account cannot be invited', async () => {
  const answer = await invite('OWNER@example.com');
  expect([answer.status, answer.body.code]).toEqual([409, 'admin.email_taken']);
});

test('a withdrawn invitation is dead and cannot be withdrawn again', async () => {
  const invited = await invite('unwanted@example.com');
  const withdraw = () => server.call('DELETE', `/invitations/${invited.body.id}`, { session: owner.session });
  expect((await withdraw()).status).toBe(200);
  await expectDead(tokenOf(invited.body.path));
  const again = await withdraw();
  expect([again.status, again.body.code]).toEqual([404, 'admin.invitation_not_found']);
});

test('an invitation dies after seven days, stays in the list as expired, and can be renewed', async () => {
  const invited = await invite('slow@example.com');
  server.platform.clock.set(invited.body.expiresAt);
  await expectDead(tokenOf(invited.body.path));
  const session = owner.session;
  const list = await server.call('GET', '/invitations', { session });
  expect(list.body.items.find((item: { id: string }) => item.id === invited.body.id).expired).toBe(true);
  expect((await accept(tokenOf((await invite('slow@example.com')).body.path))).status).toBe(200);
});

test('of two people who open one invitation at the same moment one gets in', async () => {
  const token = tokenOf((await invite('race@example.com')).body.path);
  const answers = await Promise.all([accept(token), accept(token)]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 403]);
});

test('two invitations for one address at the same moment leave one link that works', async () => {
  const answers = await Promise.all([invite('both@example.com'), invite('both@example.com')]);
  const statuses: number[] = [];
  for (const answer of answers) statuses.push((await accept(tokenOf(answer.body.path))).status);
  expect(statuses.sort()).toEqual([200, 403]);
});

test('a password that is easy to guess is refused and the invitation stays good', async () => {
  const token = tokenOf((await invite('easy@example.com')).body.path);
  expect((await accept(token, { password: 'easy@example.com' })).body.code).toBe('admin.password_too_easy');
  expect((await accept(token, { language: 'en' })).status).toBe(200);
});

test('the command line can invite, which nobody is named for', async () => {
  const invited = await server.callAsOperator('POST', '/invitations', { body: { email: 'ops@example.com' } });
  const list = await server.callAsOperator('GET', '/invitations');
  expect(list.body.items.find((item: { id: string }) => item.id === invited.body.id).invitedBy).toBeNull();
});
