import { beforeAll, beforeEach, expect, test } from 'vitest';
import {
  type AdminServer,
  addUser,
  adminServer,
  auditedActions,
  memberPassword,
  ownerPassword,
  setUpOwner,
} from '../admin.fixtures.ts';
import { appOf, pass, setUpTwoStep, type TwoStepUser } from './two-step.fixtures.ts';

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

const statusOf = async (session: string | undefined) =>
  (await server.call('GET', '/session', { session: session ?? 'none' })).status;

const setUp = () => setUpTwoStep(server, member.session, memberPassword);

function signIn(password = memberPassword) {
  const body = { email: `member${made}@example.com`, password };
  return server.call('POST', '/session', { body, address: `198.51.100.${made}` });
}

async function half(): Promise<string> {
  return (await signIn()).body.halfSession.token;
}

function finish(token: string, code: string) {
  return server.call('POST', '/session/code', { body: { token, code }, address: `198.51.100.${made}` });
}

test.each([
  ['GET', '/account/two-step'],
  ['POST', '/account/two-step/setup'],
  ['PUT', '/account/two-step'],
  ['POST', '/account/two-step/removal'],
  ['POST', '/account/two-step/recovery-codes'],
] as const)('%s %s asks strangers to sign in and is nothing for the command line', async (method, path) => {
  const body = { password: 'x', code: '123456' };
  const wanted = path.endsWith('/two-step') ? { code: '123456' } : body;
  const options = method === 'GET' ? {} : { body: wanted };
  expect((await server.call(method, path, options)).status).toBe(401);
  expect((await server.callAsOperator(method, path, options)).body.code).toBe('admin.not_a_user');
});

test('without a second step the password alone signs in', async () => {
  const answer = await signIn();
  expect(answer.body).toEqual({ userId: member.userId, halfSession: null });
  const shown = await server.call('GET', '/account/two-step', { session: member.session });
  expect(shown.body).toEqual({
    turnedOnAt: null,
    recoveryCodesLeft: 0,
    required: false,
    asksPassword: true,
  });
});

test('once an app proved itself, the password opens a half session that does nothing, and a code the whole one', async () => {
  const phone = await signIn();
  const { session, code, turnedOn } = await setUp();
  expect(turnedOn.body).toMatchObject({ endedSessions: 1 });
  expect(turnedOn.body.recoveryCodes).toHaveLength(10);
  expect(await Promise.all([session, member.session, phone.session].map(statusOf))).toEqual([200, 401, 401]);
  const answer = await signIn();
  expect([answer.status, answer.body.userId, answer.session]).toEqual([200, null, undefined]);
  const { token } = answer.body.halfSession;
  expect(await statusOf(token)).toBe(401);
  pass(server, 30);
  const finished = await finish(token, code());
  expect(finished.body).toEqual({ userId: member.userId });
  expect(await statusOf(finished.session)).toBe(200);
  pass(server, 30);
  expect((await finish(token, code())).body.code).toBe('admin.half_session_over');
});

test('the secret and the recovery codes are nowhere readable in the database', async () => {
  const started = await server.call('POST', '/account/two-step/setup', {
    session: member.session,
    body: { password: memberPassword },
  });
  expect(started.body.link).toMatch(
    /^otpauth:\/\/totp\/Evergreen%20Trading:member\d+%40example\.com\?secret=/,
  );
  const code = appOf(server, started.body.secret);
  const turnedOn = await server.call('PUT', '/account/two-step', {
    session: member.session,
    body: { code: code() },
  });
  const { rows } = await server.platform.database.pool.query(
    'select secret as bytes from admin.two_step union all select code_hash from admin.recovery_codes',
  );
  const stored = rows.map(({ bytes }) => `${bytes.toString('latin1')} ${bytes.toString('hex')}`).join();
  expect(rows.length).toBeGreaterThan(10);
  for (const secret of [started.body.secret, ...turnedOn.body.recoveryCodes])
    expect(stored).not.toContain(secret);
});

test('a code is taken once, also by two who send it at the same moment, and no older one after it', async () => {
  const { code } = await setUp();
  pass(server, 30);
  const tokens = await Promise.all([half(), half(), half()]);
  const answers = await Promise.all(tokens.map((token) => finish(token, code())));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401]);
  expect((await finish(await half(), code(-1))).body.code).toBe('admin.code_wrong');
  expect((await finish(await half(), code(1))).status).toBe(200);
});

test('a recovery code signs in once, however it is typed', async () => {
  const { recoveryCodes } = await setUp();
  const typed = recoveryCodes[0]!.toUpperCase().replaceAll('-', ' ');
  expect((await finish(await half(), typed)).status).toBe(200);
  expect((await finish(await half(), recoveryCodes[0]!)).body.code).toBe('admin.code_wrong');
  const tokens = await Promise.all([half(), half()]);
  const both = await Promise.all(tokens.map((token) => finish(token, recoveryCodes[1]!)));
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 401]);
  const left = await server.call('GET', '/account/two-step', {
    session: both.find(({ status }) => status === 200)!.session!,
  });
  expect(left.body.recoveryCodesLeft).toBe(8);
});

test('who guesses codes waits, from whatever network, and a new password ends what waits for a code', async () => {
  const { session, code } = await setUp();
  const token = await half();
  const waiting = await half();
  for (let guess = 0; guess < 5; guess++)
    await server.call('POST', '/session/code', {
      body: { token, code: '00000x' },
      address: `192.0.2.${guess}`,
    });
  pass(server, 0.2);
  expect((await finish(token, code(1))).body.code).toBe('platform.too_many_calls');
  const changed = await server.call('POST', '/account/password', {
    session,
    body: { password: memberPassword, newPassword: 'seven brass buttons' },
  });
  expect(changed.status).toBe(200);
  pass(server, 60);
  expect((await finish(waiting, code())).body.code).toBe('admin.half_session_over');
  expect(
    (await auditedActions(server.platform)).filter((action) => action === 'admin.code_refused'),
  ).not.toEqual([]);
});

test('a half session lasts five minutes', async () => {
  const { code } = await setUp();
  const token = await half();
  pass(server, 300);
  expect((await finish(token, code())).body.code).toBe('admin.half_session_over');
});

test('another app takes password and a code of the former, which then fits no more', async () => {
  const { session, code, recoveryCodes } = await setUp();
  const start = (body: object) => server.call('POST', '/account/two-step/setup', { session, body });
  expect((await start({ password: memberPassword })).body.code).toBe('admin.code_wrong');
  expect((await start({ password: 'wrong', code: code(1) })).body.code).toBe('admin.password_wrong');
  const started = await start({ password: memberPassword, code: code(1) });
  const other = appOf(server, started.body.secret);
  const replaced = await server.call('PUT', '/account/two-step', { session, body: { code: other() } });
  expect(replaced.status).toBe(200);
  pass(server, 60);
  expect((await finish(await half(), code())).status).toBe(401);
  expect((await finish(await half(), recoveryCodes[0]!)).status).toBe(401);
  expect((await finish(await half(), other())).status).toBe(200);
  expect((await auditedActions(server.platform)).includes('admin.two_step_replaced')).toBe(true);
});

test('a secret that no app proved within half an hour is worth nothing', async () => {
  const body = { password: memberPassword };
  const started = await server.call('POST', '/account/two-step/setup', { session: member.session, body });
  pass(server, 1800);
  const late = await server.call('PUT', '/account/two-step', {
    session: member.session,
    body: { code: appOf(server, started.body.secret)() },
  });
  expect([late.status, late.body.code]).toEqual([409, 'admin.two_step_setup_over']);
});

test('turning it off and new recovery codes take password and code, and end the codes before', async () => {
  const { session, code, recoveryCodes } = await setUp();
  const act = (path: string, body: object) =>
    server.call('POST', `/account/two-step/${path}`, { session, body });
  const wrong = await act('recovery-codes', { password: memberPassword, code: '000000' });
  expect(wrong.body.code).toBe('admin.code_wrong');
  const renewed = await act('recovery-codes', { password: memberPassword, code: code(1) });
  expect(renewed.body.recoveryCodes).toHaveLength(10);
  expect((await finish(await half(), recoveryCodes[0]!)).status).toBe(401);
  const noPassword = await act('removal', { password: 'wrong', code: renewed.body.recoveryCodes[0] });
  expect(noPassword.body.code).toBe('admin.password_wrong');
  const off = await act('removal', { password: memberPassword, code: renewed.body.recoveryCodes[0] });
  expect(off.status).toBe(200);
  expect((await signIn()).body.userId).toBe(member.userId);
  const again = await server.call('POST', '/account/two-step/removal', {
    session: off.session!,
    body: { password: memberPassword, code: '000000' },
  });
  expect(again.body.code).toBe('admin.two_step_off');
});

test('DELETE /members/:id/two-step lets somebody in who lost the app, ends their sessions, and is nothing for oneself', async () => {
  const { session } = await setUp();
  const reset = (id: string, as = owner.session) =>
    server.call('DELETE', `/members/${id}/two-step`, { session: as });
  expect((await reset(member.userId, session)).status).toBe(403);
  expect((await reset(owner.userId)).body.code).toBe('admin.two_step_own');
  expect((await reset(member.userId)).body).toEqual({ endedSessions: 1 });
  expect(await statusOf(session)).toBe(401);
  expect((await signIn()).body.userId).toBe(member.userId);
  expect((await reset(member.userId)).body.code).toBe('admin.two_step_off');
  expect((await auditedActions(server.platform)).includes('admin.two_step_reset')).toBe(true);
});

test('DELETE /members/:id/sessions signs a member out everywhere', async () => {
  await signIn();
  const path = `/members/${member.userId}/sessions`;
  expect((await server.call('DELETE', path, { session: member.session })).status).toBe(403);
  expect((await server.call('DELETE', path, { session: owner.session })).body).toEqual({ endedSessions: 2 });
  expect(await statusOf(member.session)).toBe(401);
});

test('whom the policy concerns can do nothing but set it up, by session and by key, and the command line frees a locked-out owner', async () => {
  const policy = (wanted: string) =>
    server.call('PUT', '/organisation/two-step', { session: owner.session, body: { policy: wanted } });
  const first = await policy('administrators');
  expect([first.status, first.body.code]).toEqual([409, 'admin.two_step_first']);
  const key = await server.call('POST', '/account/keys', {
    session: member.session,
    body: { name: 'till', permissions: ['customers.read'] },
  });
  const byKey = (path: string) =>
    server.call('GET', path, { headers: { authorization: `Bearer ${key.body.key}` } });
  expect((await byKey('/colleagues')).status).toBe(200);
  const ownOne: TwoStepUser = await setUpTwoStep(server, owner.session, ownerPassword);
  owner.session = ownOne.session;
  const done = await policy('everybody');
  expect(done.body).toMatchObject({ policy: 'everybody', choices: { length: 4 } });
  expect(done.body.choices[1]).toEqual({ policy: 'administrators', concerned: 1, without: 0 });
  for (const answer of [
    await server.call('GET', '/colleagues', { session: member.session }),
    await server.call('POST', '/account/keys', {
      session: member.session,
      body: { name: 'x', permissions: ['customers.read'] },
    }),
    await byKey('/colleagues'),
    await byKey('/session'),
  ])
    expect([answer.status, answer.body.code]).toEqual([403, 'admin.two_step_required']);
  const shown = await server.call('GET', '/session', { session: member.session });
  expect(shown.body.blockedBy).toBe('admin.two_step_required');
  const { session, code } = await setUp();
  expect((await server.call('GET', '/colleagues', { session })).status).toBe(200);
  expect((await byKey('/colleagues')).status).toBe(200);
  const off = await server.call('POST', '/account/two-step/removal', {
    session,
    body: { password: memberPassword, code: code(1) },
  });
  expect(off.body.code).toBe('admin.two_step_obliged');
  const reset = await server.callAsOperator('DELETE', `/members/${owner.userId}/two-step`);
  expect(reset.status).toBe(200);
  expect((await server.callAsOperator('GET', '/organisation/two-step')).body.policy).toBe('everybody');
});
