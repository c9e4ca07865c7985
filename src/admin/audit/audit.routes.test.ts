import { beforeAll, expect, test } from 'vitest';
import { encodeCursor } from '#platform/http/cursor.ts';
import { type AdminServer, addUser, adminServer, setUpOwner } from '../admin.fixtures.ts';

let server: AdminServer;
let owner: { session: string; userId: string };
let member: { session: string; userId: string };

beforeAll(async () => {
  server = await adminServer();
  owner = await setUpOwner(server);
  member = await addUser(server, owner.session, 'member@example.com');
});

const audit = (query = '', session = owner.session) => server.call('GET', `/audit${query}`, { session });

interface Entry {
  id: string;
  actor: string;
  action: string;
  subject: string;
}

test('GET /audit tells owners only who did what', async () => {
  const answer = await audit('', member.session);
  expect([answer.status, answer.body.code]).toEqual([403, 'platform.permission_missing']);
});

test('the newest entry comes first, under the name of whoever acted', async () => {
  const answer = await audit();
  expect(answer.body.items[0]).toMatchObject({
    actor: `user:${member.userId}`,
    actorName: 'member',
    action: 'admin.signed_in',
    subject: `user:${member.userId}`,
  });
  expect(answer.body.items.at(-1)).toMatchObject({
    actor: 'system',
    actorName: null,
    action: 'admin.organisation_set_up',
    subject: 'organisation',
  });
});

test('pages hold every entry once, also where many share one moment', async () => {
  await server.platform.run(async (ctx) => {
    for (let entry = 0; entry < 25; entry++) await ctx.audit('customers.edited', `customer:${entry}`);
  });
  const ids: string[] = [];
  let next: string | null = '';
  while (next !== null) {
    const answer: { body: { items: Entry[]; next: string | null } } = await audit(
      `?limit=7${next ? `&cursor=${next}` : ''}`,
    );
    ids.push(...answer.body.items.map((entry) => entry.id));
    next = answer.body.next;
  }
  const { rows } = await server.platform.database.pool.query(
    'select id from platform.audit_entries order by id desc',
  );
  expect(ids).toEqual(rows.map((row) => row.id));
});

test('actor, action and subject narrow the list', async () => {
  const by = async (query: string): Promise<Entry[]> => (await audit(`${query}&limit=200`)).body.items;
  const byActor = await by(`?actor=user:${member.userId}`);
  expect(new Set(byActor.map((entry) => entry.actor))).toEqual(new Set([`user:${member.userId}`]));
  expect((await by('?action=admin.invited')).map((entry) => entry.action)).toEqual(['admin.invited']);
  expect((await by('?subject=customer:3')).map((entry) => entry.subject)).toEqual(['customer:3']);
  expect(await by('?subject=customer')).toHaveLength(25);
});

test.each([
  ['a made-up time', encodeCursor({ sort: 'occurredAt', value: "yesterday'", id: '1' })],
  ['no day', encodeCursor({ sort: 'occurredAt', value: '2026-02-31T08:00:00Z', id: '1' })],
  ['a cursor of another list', encodeCursor({ sort: 'name', value: 'A', id: '1' })],
  [
    'an id past 64 bits',
    encodeCursor({ sort: 'occurredAt', value: '2026-03-05T08:00:00Z', id: '9'.repeat(19) }),
  ],
  ['noise', 'AAAA'],
])('%s as a cursor is refused', async (_name, cursor) => {
  const answer = await audit(`?cursor=${cursor}`);
  expect([answer.status, answer.body.code]).toEqual([400, 'platform.wrong_cursor']);
});
