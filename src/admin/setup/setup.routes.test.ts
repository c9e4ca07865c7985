import { beforeAll, expect, test } from 'vitest';
import { type AdminServer, adminServer, auditedActions, setupForm, tokenOf } from '../admin.fixtures.ts';
import { readOrganisation, setupLink } from '../public.ts';

let server: AdminServer;

beforeAll(async () => {
  server = await adminServer();
});

async function freshToken(): Promise<string> {
  return tokenOf((await setupLink(server.platform))!);
}

test('anybody sees that a fresh installation waits for its owner', async () => {
  expect((await server.call('GET', '/setup')).body).toEqual({ needed: true });
});

test('before the set-up the organisation has neutral settings, so that the command line can work', async () => {
  expect(await server.platform.run(({ tx }) => readOrganisation(tx))).toMatchObject({ timeZone: 'UTC' });
});

test('the link is kept as a hash only', async () => {
  const token = await freshToken();
  const { rows } = await server.platform.database.pool.query('select token_hash from admin.setup_links');
  expect(rows).toHaveLength(1);
  expect(rows[0].token_hash.toString('base64url')).not.toBe(token);
});

test('a made-up link and one of an earlier start get the same answer', async () => {
  const earlier = await freshToken();
  await freshToken();
  const replaced = await server.call('POST', '/setup', { body: setupForm(earlier) });
  const madeUp = await server.call('POST', '/setup', { body: setupForm('x'.repeat(43)) });
  expect(replaced.status).toBe(403);
  expect(replaced.body.code).toBe('admin.setup_link_wrong');
  expect({ ...madeUp.body, reference: '' }).toEqual({ ...replaced.body, reference: '' });
});

test('a link in the address instead of the body is not taken', async () => {
  const token = await freshToken();
  const { token: _token, ...rest } = setupForm(token);
  const answer = await server.call('POST', `/setup?token=${token}`, { body: rest });
  expect(answer.body.code).toBe('platform.wrong_input');
});

test.each([
  ['timeZone', 'Mars/Olympus'],
  ['timeZone', '+08:00'],
  ['currency', 'XQX'],
  ['email', 'not an address'],
  ['password', 'short'],
  ['organisationName', '   '],
])('a wrong %s (%s) is named and the link stays good', async (field, value) => {
  const token = await freshToken();
  const answer = await server.call('POST', '/setup', { body: { ...setupForm(token), [field]: value } });
  expect(answer.status).toBe(400);
  expect(answer.body.errors.map((error: { path: string }) => error.path)).toContain(field);
  expect((await server.call('GET', '/setup')).body).toEqual({ needed: true });
});

test('a password that anybody would try is refused', async () => {
  const token = await freshToken();
  const answer = await server.call('POST', '/setup', {
    body: { ...setupForm(token), password: 'aaaaaaaaaaaa' },
  });
  expect(answer.body).toMatchObject({ code: 'admin.password_too_easy', errors: [{ path: 'password' }] });
});

test('whoever is on the machine gets a fresh link, which puts the earlier one out; nobody else does', async () => {
  const earlier = await freshToken();
  const answer = await server.callAsOperator('POST', '/setup/link', { body: {} });
  expect(answer.body.url).toMatch(/^http:\/\/127\.0\.0\.1:4380\/setup\?token=.{43}$/);
  const spent = await server.call('POST', '/setup', { body: setupForm(earlier) });
  expect(spent.body.code).toBe('admin.setup_link_wrong');
  expect((await server.call('POST', '/setup/link', { body: {} })).status).toBe(401);
});

test('of two people with one link one makes the organisation; then the link and the page are gone', async () => {
  const token = await freshToken();
  const answers = await Promise.all([
    server.call('POST', '/setup', { body: setupForm(token) }),
    server.call('POST', '/setup', { body: { ...setupForm(token), email: 'second@example.com' } }),
  ]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 403]);
  const winner = answers.find((answer) => answer.status === 200)!;
  const users = await server.platform.database.pool.query(
    'select r.key as role from admin.users u join admin.roles r on r.id = u.role_id',
  );
  expect(users.rows).toEqual([{ role: 'owner' }]);
  expect((await server.call('GET', '/setup')).body).toEqual({ needed: false });
  expect(await setupLink(server.platform)).toBeUndefined();
  expect((await server.call('POST', '/setup', { body: setupForm(token) })).body.code).toBe(
    'admin.setup_link_wrong',
  );
  const link = await server.callAsOperator('POST', '/setup/link', { body: {} });
  expect([link.status, link.body.code]).toEqual([409, 'admin.already_set_up']);
  const session = await server.call('GET', '/session', { session: winner.session! });
  expect(session.body).toMatchObject({
    user: { name: 'Lin Mei', role: 'owner', language: 'zh' },
    organisation: { name: 'Evergreen Trading', currency: 'CNY', timeZone: 'Asia/Shanghai', language: 'zh' },
    permissions: ['admin.manage', 'customers.read'],
  });
  expect(await auditedActions(server.platform)).toEqual(['admin.organisation_set_up', 'admin.signed_in']);
  const events = await server.platform.database.pool.query('select type from platform.outbox order by id');
  expect(events.rows.map((row) => row.type)).toEqual(['admin.organisation_set_up', 'admin.user_added']);
});
