import { beforeAll, expect, test } from 'vitest';
import {
  type AdminServer,
  addUser,
  adminServer,
  auditedActions,
  memberPassword,
  ownerPassword,
  setUpOwner,
  tokenOf,
} from '../admin.fixtures.ts';
import { pass, setUpTwoStep } from '../two-step/two-step.fixtures.ts';
import {
  type Flaw,
  type Person,
  type ProviderDouble,
  providerClient,
  providerDouble,
} from './provider.fixtures.ts';

let server: AdminServer;
let double: ProviderDouble;
let owner: { session: string; userId: string };
let calls = 0;

beforeAll(async () => {
  server = await adminServer();
  double = await providerDouble();
  owner = await setUpOwner(server);
  server.platform.config = { ...server.platform.config, privateTargets: ['127.0.0.0/8'] };
});

const wish = () => ({
  name: 'Work account',
  issuer: double.issuer,
  ...providerClient,
  emailDomains: ['example.com'],
  role: null as string | null,
  onlyProvider: false,
  trustsMfa: false,
});

function set(change: Partial<ReturnType<typeof wish>> = {}, session = owner.session) {
  return server.call('PUT', '/sign-in-provider', { session, body: { ...wish(), ...change } });
}

function freshAddress(): string {
  calls += 1;
  return `198.51.100.${calls % 250}`;
}

const start = () => server.call('POST', '/session/provider/start', { address: freshAddress() });

function finish(body: object) {
  return server.call('POST', '/session/provider', { body, address: freshAddress() });
}

async function signIn(person: Person, flaw?: Flaw) {
  const { url, browser } = (await start()).body;
  return finish({ browser, ...double.signIn(url, person, flaw) });
}

let people = 0;
function person(more: Partial<Person> = {}): Person & { email: string } {
  people += 1;
  return {
    sub: `s${people}`,
    email: `p${people}@example.com`,
    email_verified: true,
    name: `P ${people}`,
    ...more,
  } as never;
}

const sessionOf = (session: string | undefined) =>
  server.call('GET', '/session', { session: session ?? 'none' });

test('without a provider none is offered and nobody gets anywhere', async () => {
  expect((await server.call('GET', '/session/provider')).body).toEqual({ name: null, onlyProvider: false });
  expect((await start()).body.code).toBe('admin.no_provider');
  const none = await server.call('DELETE', '/sign-in-provider', { session: owner.session });
  expect(none.body.code).toBe('admin.no_provider');
});

test('only an owner sets a provider, which is asked at once; its secret is never shown or stored as it is', async () => {
  const administrator = await addUser(server, owner.session, 'admin@example.com', 'administrator');
  expect((await set({}, administrator.session)).body.code).toBe('admin.owners_only');
  const done = await set();
  expect(done.body).toMatchObject({
    provider: { name: 'Work account', hasSecret: true },
    redirectUrl: 'http://127.0.0.1:4380/sign-in/provider',
  });
  const shown = await server.call('GET', '/sign-in-provider', { session: administrator.session });
  const { rows } = await server.platform.database.pool.query('select * from admin.provider');
  expect(JSON.stringify([done.body, shown.body]) + rows[0].client_secret).not.toContain(
    providerClient.clientSecret,
  );
  expect((await set({ issuer: `${double.issuer}/nobody` })).body.code).toBe('admin.provider_unreachable');
  expect((await set({ role: 'member', emailDomains: [] })).body.code).toBe('admin.provider_needs_domains');
});

test('a private address is not asked unless the settings allow it', async () => {
  const { config } = server.platform;
  server.platform.config = { ...config, privateTargets: [] };
  const refused = await set();
  server.platform.config = config;
  expect(refused.body).toMatchObject({
    code: 'admin.provider_unreachable',
    values: { reason: 'address_refused' },
  });
});

test('a kept secret does not go to another issuer or client', async () => {
  const { clientSecret: _secret, ...rest } = wish();
  const put = (body: object) => server.call('PUT', '/sign-in-provider', { session: owner.session, body });
  expect((await put(rest)).body.provider.hasSecret).toBe(true);
  expect((await put({ ...rest, clientId: 'other' })).body.provider.hasSecret).toBe(false);
  await set();
});

test('a user is linked once by a verified address, and from then on known by the subject alone', async () => {
  const user = await addUser(server, owner.session, 'linked@example.com');
  const one = person({ email: 'Linked@Example.com' });
  const answer = await signIn(one);
  expect(answer.body).toEqual({ userId: user.userId, halfSession: null });
  expect((await sessionOf(answer.session)).body.user.id).toBe(user.userId);
  expect((await signIn({ sub: one.sub })).body.userId).toBe(user.userId);
  const another = await signIn(person({ email: 'linked@example.com' }));
  expect([another.status, another.body.code]).toEqual([403, 'admin.provider_stranger']);
  expect(
    (await auditedActions(server.platform)).filter((action) => action === 'admin.provider_linked'),
  ).toHaveLength(1);
});

test.each([
  ['an address that is not verified', { email_verified: false }, 'admin.provider_email_unverified'],
  ['no address', { email: undefined as never }, 'admin.provider_email_unverified'],
  ['an address of another domain', { email: 'x@example.com.evil.test' }, 'admin.provider_stranger'],
  ['nobody who is a user or invited', {}, 'admin.provider_stranger'],
])('%s does not come in', async (_name, more, code) => {
  const answer = await signIn(person(more));
  expect([answer.status, answer.body.code, answer.session]).toEqual([403, code, undefined]);
});

test('somebody invited becomes a member with what they were invited to; the link is spent with it', async () => {
  const invited = person();
  const link = await server.call('POST', '/invitations', {
    session: owner.session,
    body: { email: invited.email, role: 'viewer' },
  });
  const answer = await signIn(invited);
  expect((await sessionOf(answer.session)).body.user).toMatchObject({ name: invited.name, role: 'viewer' });
  const late = await server.call('POST', '/invitations/accept', {
    body: { token: tokenOf(link.body.path), name: 'X', password: memberPassword },
  });
  expect(late.body.code).toBe('admin.invitation_wrong');
});

test('where the provider makes members, strangers of its domains get that role, also two at once', async () => {
  await set({ role: 'member' });
  const made = person();
  double.hideEmail = true;
  const both = await Promise.all([signIn(made), signIn(made)]);
  double.hideEmail = false;
  expect(both.some(({ status }) => status === 200)).toBe(true);
  const { rows } = await server.platform.database.pool.query('select 1 from admin.users where email = $1', [
    made.email,
  ]);
  expect(rows).toHaveLength(1);
  expect((await signIn(person({ email: 'x@other.com' }))).body.code).toBe('admin.provider_stranger');
  await set();
});

test.each(['nonce', 'audience', 'issuer', 'expired', 'unsigned', 'foreignKey', 'clientSecretAsKey'] as const)(
  'an answer with a wrong %s is refused',
  async (flaw) => {
    const user = await addUser(server, owner.session, `${flaw.toLowerCase()}@example.com`);
    const one = person({ email: `${flaw.toLowerCase()}@example.com` });
    const answer = await signIn(one, flaw);
    expect([answer.status, answer.body.code, answer.session]).toEqual([
      401,
      'admin.provider_answer_wrong',
      undefined,
    ]);
    expect((await signIn(one)).body.userId).toBe(user.userId);
  },
);

test('who comes back does so once, in time, in the browser that left, and with the answer to that', async () => {
  const one = person({ email: 'owner@example.com' });
  const [mine, other] = [(await start()).body, (await start()).body];
  const back = double.signIn(mine.url, one);
  expect((await finish({ browser: 'nobody', ...back })).body.code).toBe('admin.provider_sign_in_over');
  const crossed = await finish({ browser: other.browser, ...back });
  expect(crossed.body.code).toBe('admin.provider_answer_wrong');
  expect((await finish({ browser: mine.browser, ...back, iss: 'https://other.example' })).status).toBe(401);
  expect((await finish({ browser: mine.browser, ...back })).body.code).toBe('admin.provider_sign_in_over');
  const late = (await start()).body;
  pass(server, 601);
  expect((await finish({ browser: late.browser, ...double.signIn(late.url, one) })).body.code).toBe(
    'admin.provider_sign_in_over',
  );
});

test('with a second step of their own people type its code, unless the word of the provider stands for it', async () => {
  const user = await addUser(server, owner.session, 'two@example.com');
  const { code } = await setUpTwoStep(server, user.session, memberPassword);
  const one = person({ email: 'two@example.com', amr: ['pwd', 'mfa'] });
  const half = await signIn(one);
  expect([half.body.userId, half.session]).toEqual([null, undefined]);
  const finished = await server.call('POST', '/session/code', {
    body: { token: half.body.halfSession.token, code: code(1) },
    address: freshAddress(),
  });
  expect(finished.body.userId).toBe(user.userId);
  await set({ trustsMfa: true });
  expect((await signIn(one)).body.userId).toBe(user.userId);
  expect((await signIn({ ...one, amr: ['pwd'] })).body.userId).toBe(null);
  await set();
});

test('where all come by the provider, passwords and invitation links are for owners alone', async () => {
  const user = await addUser(server, owner.session, 'only@example.com');
  const link = await server.call('POST', '/invitations', {
    session: owner.session,
    body: { email: 'later@example.com', role: 'member' },
  });
  await set({ onlyProvider: true });
  const by = (email: string, password: string) =>
    server.call('POST', '/session', { body: { email, password }, address: freshAddress() });
  const refused = await by('only@example.com', memberPassword);
  expect([refused.status, refused.body.code]).toEqual([403, 'admin.provider_only']);
  expect((await by('owner@example.com', ownerPassword)).status).toBe(200);
  const joined = await server.call('POST', '/invitations/accept', {
    body: { token: tokenOf(link.body.path), name: 'X', password: memberPassword },
  });
  expect(joined.body.code).toBe('admin.provider_only');
  expect((await signIn(person({ email: 'only@example.com' }))).body.userId).toBe(user.userId);
  await set();
});

test('whom the policy concerns sets up a second step without a password for a quarter of an hour', async () => {
  await addUser(server, owner.session, 'fresh@example.com');
  const { session } = await signIn(person({ email: 'fresh@example.com' }));
  const setup = () => server.call('POST', '/account/two-step/setup', { session: session!, body: {} });
  expect((await server.call('GET', '/account/two-step', { session: session! })).body.asksPassword).toBe(
    false,
  );
  expect((await setup()).status).toBe(200);
  pass(server, 901);
  expect((await setup()).body.code).toBe('admin.password_wrong');
});

test('the word of the provider stands for a second step as long as it is trusted, in sessions that are open too', async () => {
  await addUser(server, owner.session, 'proved@example.com');
  const one = person({ email: 'proved@example.com', amr: ['mfa'] });
  const isBlocked = async (session: string) =>
    (await server.call('GET', '/session', { session })).body.blockedBy ?? false;
  const policy = (wanted: string) =>
    server.callAsOperator('PUT', '/organisation/two-step', { body: { policy: wanted } });
  await set({ trustsMfa: true });
  const { session } = await signIn(one);
  await policy('everybody');
  expect(await isBlocked(session!)).toBe(false);
  await policy('nobody');
  await set();
  await policy('everybody');
  expect(await isBlocked(session!)).toBe('admin.two_step_required');
  await policy('nobody');
});

test('a deactivated user does not come in', async () => {
  const user = await addUser(server, owner.session, 'gone@example.com');
  const one = person({ email: 'gone@example.com' });
  await signIn(one);
  await server.call('POST', `/members/${user.userId}/deactivation`, { session: owner.session });
  expect((await signIn(one)).body.code).toBe('admin.provider_stranger');
});

test('removed, or away, it lets nobody in', async () => {
  const one = (await start()).body;
  double.stop();
  const away = await finish({ browser: one.browser, code: 'x', state: 'x' });
  expect(away.body.code).toBe('admin.provider_unreachable');
  expect((await server.call('DELETE', '/sign-in-provider', { session: owner.session })).status).toBe(200);
  expect((await start()).body.code).toBe('admin.no_provider');
});
