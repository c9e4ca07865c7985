import { beforeAll, expect, test } from 'vitest';
import { type AdminServer, addUser, adminServer, auditedActions, setUpOwner } from '../admin.fixtures.ts';
import { readOrganisation } from '../public.ts';

let server: AdminServer;
let owner: { session: string; userId: string };
let member: { session: string; userId: string };

beforeAll(async () => {
  server = await adminServer();
});

function change(body: object, version: number, session = owner.session) {
  return server.call('PATCH', '/organisation', { session, headers: { 'if-match': `"${version}"` }, body });
}

test('before the set-up there is nothing to show or change', async () => {
  const shown = await server.callAsOperator('GET', '/organisation');
  expect([shown.status, shown.body.code]).toEqual([409, 'admin.not_set_up']);
  const changed = await server.callAsOperator('PATCH', '/organisation', {
    headers: { 'if-match': '"1"' },
    body: { name: 'Early' },
  });
  expect(changed.body.code).toBe('admin.not_set_up');
  owner = await setUpOwner(server);
  member = await addUser(server, owner.session, 'member@example.com');
});

test('everybody signed in sees the settings, strangers do not', async () => {
  const shown = await server.call('GET', '/organisation', { session: member.session });
  expect(shown.body).toEqual({
    name: 'Evergreen Trading',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    language: 'zh',
    version: 1,
  });
  expect((await server.call('GET', '/organisation')).status).toBe(401);
});

test('only an owner changes them', async () => {
  const answer = await change({ name: 'Mine' }, 1, member.session);
  expect([answer.status, answer.body.code]).toEqual([403, 'platform.permission_missing']);
});

test('a change shows at once in what amounts and days count on, and an older version is refused', async () => {
  const changed = await change({ name: 'Evergreen', timeZone: 'Europe/Berlin', language: 'en' }, 1);
  expect(changed.body).toMatchObject({
    name: 'Evergreen',
    timeZone: 'Europe/Berlin',
    language: 'en',
    version: 2,
  });
  expect(await server.platform.run(({ tx }) => readOrganisation(tx))).toEqual({
    name: 'Evergreen',
    currency: 'CNY',
    timeZone: 'Europe/Berlin',
    language: 'en',
  });
  const late = await change({ name: 'Late' }, 1);
  expect([late.status, late.body.code]).toEqual([409, 'admin.version_conflict']);
  expect((await auditedActions(server.platform)).at(-1)).toBe('admin.organisation_changed');
});

test.each([{ timeZone: 'Nowhere/Town' }, { currency: 'USD' }, { name: '' }])(
  'the change %j is refused',
  async (body) => {
    expect((await change(body, 2)).body.code).toBe('platform.wrong_input');
  },
);
