import { beforeAll, expect, test } from 'vitest';
import { systemActor } from '#platform/access/actor.ts';
import { networkCaller } from '#platform/audit/caller.ts';
import { sealEntries } from '#platform/audit/seal-entries.ts';
import { transact } from '#platform/db/transact.queries.ts';
import { encodeCursor } from '#platform/http/cursor.ts';
import { type AdminServer, addUser, adminServer, setUpOwner } from '../admin.fixtures.ts';
import { checkAudit } from './audit.jobs.ts';

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

test('a page says from where, and by which seal an entry is kept', async () => {
  const [before] = (await audit('?limit=1')).body.items;
  expect(before).toMatchObject({ via: expect.anything(), seal: null });
  await sealEntries(server.platform);
  const [after] = (await audit('?action=admin.signed_in&limit=1')).body.items;
  expect(after).toMatchObject({ via: 'api', address: '127.0.0.1', seal: expect.stringMatching(/^\d+$/) });
});

test('days, address, text and several actions narrow the list', async () => {
  const { platform } = server;
  const note = (time: string, action: string, detail: object, address = '192.0.2.1') => {
    platform.clock.set(time);
    return transact(platform, systemActor, (ctx) => ctx.audit(action, 'probe', { ...detail }), {
      caller: networkCaller(address, 'curl/8'),
    });
  };
  // The organisation's day begins at 16:00 UTC the day before.
  await note('2026-03-06T15:59:59Z', 'probe.one', { file: '客户名单-2026.csv', mail: 'ada@example.org' });
  await note('2026-03-06T16:00:00Z', 'probe.two', { file: 'orders.xlsx', filter: { city: '上海' } });
  await note(
    '2026-03-07T15:59:59.999Z',
    'probe.three',
    { rows: 4711, names: ['Zoë', "O'Hara"] },
    '2001:db8::7',
  );
  const found = async (query: string) =>
    (await audit(`${query}&subject=probe`)).body.items.map((entry: Entry) => entry.action.slice(6));
  expect(await found('?from=2026-03-07&to=2026-03-07')).toEqual(['three', 'two']);
  expect(await found('?to=2026-03-06')).toEqual(['one']);
  expect(await found('?address=2001:db8::7')).toEqual(['three']);
  expect(await found('?action=probe.one,probe.three,probe.none')).toEqual(['three', 'one']);
  const text = (typed: string) => found(`?text=${encodeURIComponent(typed)}`);
  expect(await text('名单')).toEqual(['one']);
  expect(await text('单名')).toEqual([]);
  expect(await text('exam 名单')).toEqual([]);
  expect(await text('名单 exam')).toEqual(['one']);
  expect(await text('orders.xlsx')).toEqual(['two']);
  expect(await text('上海')).toEqual(['two']);
  expect(await text('4711')).toEqual(['three']);
  expect(await text("o'hara")).toEqual(['three']);
  expect(await text('file')).toEqual([]);
  expect(await text(`'" & | ! <-> :* \\`)).toEqual([]);
  expect(await text(`ada' | '`)).toEqual(['one']);
});

test('GET /audit/export gives the filtered entries as CSV and is an entry itself', async () => {
  const answer = await server.call('GET', '/audit/export?action=audit.export_started,admin.invited', {
    session: owner.session,
  });
  expect(answer.status).toBe(200);
  const lines: string[] = answer.body.trimEnd().split('\r\n');
  expect(lines[0]).toBe(
    '\ufeffentry_id,seal,occurred_at,actor,actor_name,action,subject,via,address,user_agent,detail',
  );
  expect(lines[1]).toContain('admin.invited,invitation:1,api,127.0.0.1,');
  const { rows } = await server.platform.database.pool.query(
    `select action, actor, detail from platform.audit_entries where action like 'audit.%' order by id`,
  );
  const filter = { action: 'audit.export_started,admin.invited' };
  expect(rows).toEqual([
    { action: 'audit.export_started', actor: `user:${owner.userId}`, detail: { filter } },
    { action: 'audit.exported', actor: `user:${owner.userId}`, detail: { rows: 1, whole: true, filter } },
  ]);
  const asMember = await server.call('GET', '/audit/export', { session: member.session });
  expect(asMember.status).toBe(403);
});

async function runChecks(): Promise<void> {
  const { rows } = await server.platform.database.pool.query(
    `select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier = 'check-audit'`,
  );
  await server.platform.database.pool.query('delete from graphile_worker._private_jobs');
  const { signal } = new AbortController();
  const { platform } = server;
  for (const { payload } of rows) {
    await checkAudit.run({ platform, log: platform.log, signal, transact: platform.run }, payload);
  }
}

test('POST /audit/checks reads the whole chain in the background, and GET /audit/chain tells what it said', async () => {
  const call = (method: 'GET' | 'POST', path: string) =>
    server.call(method, path, { session: owner.session });
  const started = await call('POST', '/audit/checks');
  expect(started.body).toMatchObject({ state: 'running', askedBy: `user:${owner.userId}` });
  expect((await call('POST', '/audit/checks')).body.id).toBe(started.body.id);
  await runChecks();
  const ended = await call('GET', `/audit/checks/${started.body.id}`);
  expect(ended.body).toMatchObject({ state: 'intact', problem: null });
  const chain = await call('GET', '/audit/chain');
  expect(chain.body).toMatchObject({ sealedTo: ended.body.sealedTo, waiting: '0', check: ended.body });
  expect((await call('GET', '/audit/checks/9999')).body.code).toBe('admin.audit_check_not_found');
});

test('a check whose server ended is interrupted, and the next can be started', async () => {
  const call = (method: 'GET' | 'POST', path: string) =>
    server.call(method, path, { session: owner.session });
  const started = await call('POST', '/audit/checks');
  server.platform.clock.set('2026-03-08T08:00:00Z');
  await server.platform.database.pool.query('delete from graphile_worker._private_jobs');
  expect((await call('GET', `/audit/checks/${started.body.id}`)).body.state).toBe('interrupted');
  expect((await call('POST', '/audit/checks')).body.id).not.toBe(started.body.id);
  await runChecks();
});

test('a broken chain is told with its place, and the audit says so itself', async () => {
  const { pool } = server.platform.database;
  await pool.query('alter table platform.audit_entries disable trigger user');
  await pool.query(`update platform.audit_entries set actor = 'user:99' where action = 'admin.invited'`);
  const { body } = await server.callAsOperator('POST', '/audit/checks');
  await runChecks();
  const ended = await server.callAsOperator('GET', `/audit/checks/${body.id}`);
  expect(ended.body).toMatchObject({ state: 'broken', problem: { fault: 'entry_changed' } });
  const [newest] = (await audit('?action=audit.found_broken')).body.items;
  expect(newest).toMatchObject({ actor: 'system', detail: ended.body.problem });
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
