import { beforeAll, expect, test } from 'vitest';
import type { NewNotification } from '#platform/notifications/notifications.ts';
import { type AdminServer, addUser, adminServer, setUpOwner } from '../admin.fixtures.ts';
import { backupFailed, tellBackupFailed } from '../backups/backup-failed.ts';

let server: AdminServer;
let owner: { session: string; userId: string };
let member: { session: string; userId: string };
/** What the reader may see of what notifications name. */
const visible = new Set(['1', '2', '3', '4', '5']);

beforeAll(async () => {
  server = await adminServer();
  owner = await setUpOwner(server);
  member = await addUser(server, owner.session, 'm@example.com');
  server.platform.notificationKinds = [
    backupFailed,
    {
      kind: 'probe.happened',
      needs: 'customers.read',
      describe: async (_ctx, rows) =>
        new Map(
          rows.flatMap(({ id, subject, count }) => {
            const { thing } = subject as { thing: string };
            return visible.has(thing) ? [[id, { values: { count, thing }, to: `/things/${thing}` }]] : [];
          }),
        ),
    },
  ];
});

const tell = (...things: string[]) =>
  server.platform.run((ctx) =>
    ctx.notify(
      things.map(
        (thing): NewNotification => ({
          userId: member.userId,
          kind: 'probe.happened',
          key: thing,
          subject: { thing },
        }),
      ),
    ),
  );
const get = (path: string, { session } = member) => server.call('GET', path, { session });
const things = async (of = member) =>
  (await get('/notifications', of)).body.items.map((row: { to: string }) => row.to);
const unread = async ({ session } = member) =>
  (await server.call('GET', '/notifications/unread', { session })).body.count;
const read = (body: object, { session } = member) =>
  server.call('POST', '/notifications/read', { session, body });

test('what somebody is told is shown to them alone, the newest first, and only while they may see what it is about', async () => {
  await tell('1', '2', '3');
  expect(await things()).toEqual(['/things/3', '/things/2', '/things/1']);
  expect([await unread(), await things(owner), await unread(owner)]).toEqual([3, [], 0]);
  visible.delete('2');
  expect([await things(), await unread()]).toEqual([['/things/3', '/things/1'], 2]);
  const { body } = await get('/notifications?limit=1');
  const rest = await get(`/notifications?limit=5&cursor=${encodeURIComponent(body.next)}`);
  expect(rest.body).toMatchObject({ items: [{ to: '/things/1', note: null }], next: null });
  expect((await server.call('GET', '/notifications')).status).toBe(401);
  const { body: refused } = await server.callAsOperator('GET', '/notifications');
  expect(refused.code).toBe('admin.not_a_user');
});

test('the same key again adds to what is there, also from two transactions at once, and makes it unread', async () => {
  await read({ upTo: '999999' });
  await Promise.all([tell('1'), tell('1')]);
  expect(await unread()).toBe(1);
  const { body } = await get('/notifications');
  expect(body.items.find((row: { to: string }) => row.to === '/things/1')).toMatchObject({
    values: { count: 3 },
    readAt: null,
  });
});

test('reading marks one’s own notifications, those named or all up to one', async () => {
  await tell('4', '5');
  const { items } = (await get('/notifications')).body;
  const idOf = (thing: string) => items.find((row: { to: string }) => row.to === `/things/${thing}`).id;
  expect((await read({ ids: [idOf('5')] }, owner)).body).toEqual({ count: 0 });
  expect((await read({ ids: [idOf('5')] })).body).toEqual({ count: 1 });
  expect((await read({ upTo: idOf('4') })).body.count).toBeGreaterThan(0);
  expect(await unread()).toBe(0);
});

test('a kind that is switched off is told no more; kinds beyond one’s permissions are not offered', async () => {
  const kinds = async ({ session }: typeof member) =>
    (await server.call('GET', '/notifications/kinds', { session })).body.items;
  expect(await kinds(member)).toEqual([{ kind: 'probe.happened', on: true }]);
  expect((await kinds(owner)).map(({ kind }: { kind: string }) => kind)).toContain('admin.backup_failed');
  const turn = (kind: string, on: boolean) =>
    server.call('PUT', `/notifications/kinds/${kind}`, { session: member.session, body: { on } });
  expect((await turn('admin.backup_failed', false)).body.code).toBe('admin.notification_kind_not_found');
  expect((await turn('probe.happened', false)).body.items).toEqual([{ kind: 'probe.happened', on: false }]);
  await tell('5');
  expect(await unread()).toBe(0);
  await turn('probe.happened', true);
  await tell('5');
  expect(await unread()).toBe(1);
});

test('what is unread is found and counted behind any number of newer ones that are settled', async () => {
  await read({ upTo: '999999' });
  visible.add('6');
  await tell('6', ...Array.from({ length: 120 }, (_, index) => `settled ${index}`));
  expect([await unread(), (await things())[0]]).toEqual([1, '/things/6']);
});

test('ids that join a notification are kept up to a hundred', async () => {
  const userId = member.userId;
  const ids = Array.from({ length: 70 }, (_, index) => String(index));
  const one = { userId, kind: 'probe.happened', key: 'joined', subject: { ids }, count: 70 };
  await server.platform.run((ctx) => ctx.notify([one]));
  await server.platform.run((ctx) => ctx.notify([{ ...one, subject: { ids: ids.map((id) => `1${id}`) } }]));
  const { rows } = await server.platform.database.pool.query(
    "select subject -> 'ids' as ids, count from platform.notifications where key = 'joined'",
  );
  expect(rows[0].ids).toEqual([...ids, ...ids.slice(0, 30).map((id) => `1${id}`)]);
  expect(rows[0].count).toBe(140);
});

test('a failed backup is told those who can do something about it', async () => {
  await server.platform.run((ctx) => tellBackupFailed(ctx, '1'));
  const { body } = await get('/notifications', owner);
  expect(body.items).toMatchObject([
    {
      kind: 'admin.backup_failed',
      to: '/settings/backups',
      values: { madeAt: '2026-03-05T08:00:00Z' },
    },
  ]);
  const { rows } = await server.platform.database.pool.query(
    "select user_id from platform.notifications where kind = 'admin.backup_failed'",
  );
  expect(rows).toEqual([{ user_id: owner.userId }]);
});
