import { beforeAll, expect, test } from 'vitest';
import {
  type AdminServer,
  addUser,
  adminServer,
  memberPassword,
  ownerPassword,
  setUpOwner,
} from '../admin.fixtures.ts';
import { tokenHash } from '../users/one-time-token.ts';

let server: AdminServer;
let owner: { session: string; userId: string };

beforeAll(async () => {
  server = await adminServer();
  owner = await setUpOwner(server);
});

let lastAddress = 0;

/** Limits are counted by address, so every test comes from one of its own. */
function freshAddress(): string {
  lastAddress += 1;
  return `203.0.113.${lastAddress}`;
}

function signIn(email: string, password: string, address: string, session?: string) {
  const options = { body: { email, password }, address };
  return server.call('POST', '/session', session === undefined ? options : { ...options, session });
}

function at(seconds: number): void {
  server.platform.clock.set(new Date(Date.parse('2026-03-05T08:00:00Z') + seconds * 1000).toISOString());
}

test('the right password signs in, however the address is typed, with a cookie that scripts cannot read', async () => {
  const answer = await signIn(' OWNER@example.com ', ownerPassword, freshAddress());
  expect(answer.status).toBe(200);
  expect(answer.headers['set-cookie']).toMatch(
    /^perennial_session=[\w-]{43}; Max-Age=5184000; Path=\/; HttpOnly; SameSite=Strict$/,
  );
  const { rows } = await server.platform.database.pool.query(
    'select 1 from admin.sessions where token_hash = $1',
    [tokenHash(answer.session!)],
  );
  expect(rows).toHaveLength(1);
});

test('the same password typed with other code points fits', async () => {
  const full = ownerPassword.replace('s', 'ｓ');
  expect((await signIn('owner@example.com', full, freshAddress())).status).toBe(200);
});

test('an unknown address, a wrong password and a deactivated user get one and the same answer', async () => {
  const gone = await addUser(server, owner.session, 'gone@example.com');
  await server.call('POST', `/members/${gone.userId}/deactivation`, { session: owner.session });
  const answers = await Promise.all([
    signIn('nobody@example.com', ownerPassword, freshAddress()),
    signIn('owner@example.com', 'wrong password', freshAddress()),
    signIn('gone@example.com', memberPassword, freshAddress()),
  ]);
  for (const answer of answers) {
    expect(answer.status).toBe(401);
    expect({ ...answer.body, reference: '' }).toEqual({
      type: 'about:blank',
      title: 'unauthenticated',
      status: 401,
      code: 'admin.sign_in_wrong',
      reference: '',
    });
    expect(answer.session).toBeUndefined();
  }
});

test('nothing of a sign-in is kept for repeats, neither the password nor the answer', async () => {
  const answer = await server.call('POST', '/session', {
    body: { email: 'owner@example.com', password: ownerPassword },
    headers: { 'idempotency-key': 'again' },
    address: freshAddress(),
  });
  expect(answer.status).toBe(200);
  const { rows } = await server.platform.database.pool.query('select 1 from platform.idempotency_keys');
  expect(rows).toHaveLength(0);
});

test('signing in again on a device ends its earlier session', async () => {
  const first = await signIn('owner@example.com', ownerPassword, freshAddress());
  const second = await signIn('owner@example.com', ownerPassword, freshAddress(), first.session!);
  expect((await server.call('GET', '/session', { session: first.session! })).status).toBe(401);
  expect((await server.call('GET', '/session', { session: second.session! })).status).toBe(200);
});

test('who guesses again and again waits longer and longer, while the owner gets in from elsewhere', async () => {
  const stranger = freshAddress();
  const waits: number[] = [];
  let now = 0;
  at(now);
  for (let guess = 0; guess < 16; guess++) {
    const answer = await signIn('owner@example.com', `wrong password ${guess}`, stranger);
    if (answer.status === 401) continue;
    expect(answer.body.code).toBe('platform.too_many_calls');
    const seconds = Number(answer.headers['retry-after']);
    waits.push(seconds);
    now += seconds;
    at(now);
  }
  expect(waits.slice(0, 4)).toEqual([1, 2, 4, 8]);
  const right = await signIn('owner@example.com', ownerPassword, stranger);
  const elsewhere = await signIn('owner@example.com', ownerPassword, freshAddress());
  expect([right.status, elsewhere.status]).toEqual([200, 200]);
  at(0);
});

test('a wait is never longer than a quarter of an hour and is forgotten after six quiet hours', async () => {
  const stranger = freshAddress();
  await signIn('owner@example.com', 'wrong password', stranger);
  await server.platform.database.pool.query(`update platform.guesses set failures = 500 where key like $1`, [
    `sign-in ${stranger} %`,
  ]);
  await signIn('owner@example.com', 'wrong password', stranger);
  expect((await signIn('owner@example.com', ownerPassword, stranger)).body.values.seconds).toBe(900);
  at(7 * 3600);
  expect((await signIn('owner@example.com', 'wrong password', stranger)).status).toBe(401);
  expect((await signIn('owner@example.com', ownerPassword, stranger)).status).toBe(200);
  at(0);
});

test('many guesses at once gain nothing over one after another', async () => {
  const stranger = freshAddress();
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, guess) =>
      signIn('owner@example.com', `wrong password ${guess}`, stranger),
    ),
  );
  expect(answers.filter((answer) => answer.status === 401).length).toBe(5);
});

test('one network that tries many accounts waits too, and all of an IPv6 customer is one network', async () => {
  await signIn('first@example.com', 'wrong password', '2001:db8:1:2::1');
  await server.platform.database.pool.query('update platform.guesses set failures = 29 where key = $1', [
    'sign-in 2001:db8:1:2::/64',
  ]);
  const last = await signIn('second@example.com', 'wrong password', '2001:db8:1:2::2');
  const refused = await signIn('third@example.com', 'wrong password', '2001:db8:1:2:ffff::3');
  expect([last.status, refused.status]).toEqual([401, 429]);
  expect((await signIn('owner@example.com', ownerPassword, '2001:db8:1:3::1')).status).toBe(200);
});

test('a password is not taken from the address, which proxies log', async () => {
  const answer = await server.call(
    'POST',
    `/session?email=owner@example.com&password=${encodeURIComponent(ownerPassword)}`,
    { body: {}, address: freshAddress() },
  );
  expect(answer.status).toBe(400);
});
