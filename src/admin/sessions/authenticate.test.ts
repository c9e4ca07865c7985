import { beforeAll, expect, test } from 'vitest';
import { type AdminServer, addUser, adminServer, setUpOwner } from '../admin.fixtures.ts';
import { authenticate } from '../public.ts';
import { tokenHash } from '../users/one-time-token.ts';
import { removeExpiredSessions } from './sessions.jobs.ts';

let server: AdminServer;
let owner: { session: string; userId: string };
const start = Date.parse('2026-03-05T08:00:00Z');
const dayMs = 86_400_000;

beforeAll(async () => {
  server = await adminServer();
  owner = await setUpOwner(server);
});

function at(ms: number): void {
  server.platform.clock.set(new Date(start + ms).toISOString());
}

async function lastSeen(session: string): Promise<string> {
  const { rows } = await server.platform.database.pool.query(
    'select last_seen_at from admin.sessions where token_hash = $1',
    [tokenHash(session)],
  );
  return rows[0].last_seen_at;
}

test('a session names its user and what the role may do', async () => {
  const member = await addUser(server, owner.session, 'kind@example.com');
  const asOwner = await authenticate(server.platform, { sessionToken: owner.session, address: '127.0.0.1' });
  const asMember = await authenticate(server.platform, {
    sessionToken: member.session,
    address: '127.0.0.1',
  });
  expect(asOwner).toMatchObject({ kind: 'user', userId: owner.userId, role: 'owner' });
  expect([...asOwner.permissions]).toEqual(['admin.manage', 'customers.read']);
  expect([...asMember.permissions]).toEqual(['customers.read']);
});

test.each([undefined, '', 'made up', 'x'.repeat(5000)])(
  'the token %s signs nobody in',
  async (sessionToken) => {
    expect((await authenticate(server.platform, { sessionToken, address: '127.0.0.1' })).kind).toBe(
      'anonymous',
    );
  },
);

test('the hash from a stolen table signs nobody in', async () => {
  const stolen = tokenHash(owner.session).toString('base64url');
  expect((await authenticate(server.platform, { sessionToken: stolen, address: '127.0.0.1' })).kind).toBe(
    'anonymous',
  );
});

test('a deactivated user is nobody, even with a session that was not ended', async () => {
  const gone = await addUser(server, owner.session, 'gone@example.com');
  await server.platform.database.pool.query('update admin.users set deactivated_at = now() where id = $1', [
    gone.userId,
  ]);
  expect(
    (await authenticate(server.platform, { sessionToken: gone.session, address: '127.0.0.1' })).kind,
  ).toBe('anonymous');
});

test('use is noted at most once a minute', async () => {
  at(59_000);
  await authenticate(server.platform, { sessionToken: owner.session, address: '127.0.0.1' });
  expect(Date.parse(await lastSeen(owner.session))).toBe(start);
  at(60_000);
  await authenticate(server.platform, { sessionToken: owner.session, address: '127.0.0.1' });
  expect(Date.parse(await lastSeen(owner.session))).toBe(start + 60_000);
  at(0);
});

test('a session ends after 14 days without use, and after 60 days however much it is used', async () => {
  const idle = await addUser(server, owner.session, 'idle@example.com');
  const busy = await addUser(server, owner.session, 'busy@example.com');
  for (let day = 10; day < 60; day += 10) {
    at(day * dayMs);
    expect(
      (await authenticate(server.platform, { sessionToken: busy.session, address: '127.0.0.1' })).kind,
    ).toBe('user');
  }
  at(14 * dayMs);
  expect(
    (await authenticate(server.platform, { sessionToken: idle.session, address: '127.0.0.1' })).kind,
  ).toBe('anonymous');
  at(60 * dayMs - 1);
  expect(
    (await authenticate(server.platform, { sessionToken: busy.session, address: '127.0.0.1' })).kind,
  ).toBe('user');
  at(60 * dayMs);
  expect(
    (await authenticate(server.platform, { sessionToken: busy.session, address: '127.0.0.1' })).kind,
  ).toBe('anonymous');
  const { platform } = server;
  await removeExpiredSessions.run(
    { platform, log: platform.log, signal: new AbortController().signal, transact: platform.run },
    {},
  );
  const { rows } = await platform.database.pool.query('select 1 from admin.sessions');
  expect(rows).toHaveLength(0);
  at(0);
});
