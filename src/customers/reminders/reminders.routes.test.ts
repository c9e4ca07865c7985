import { beforeEach, expect, test } from 'vitest';
import type { UserActor } from '#platform/access/actor.ts';
import { reachesEverything } from '#platform/access/reach.contract.ts';
import type { Context } from '#platform/db/context.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { activitiesRoutes } from '../activities/activities.routes.ts';
import { customersFrom } from '../customers.fixtures.ts';
import { profilesRoutes } from '../profiles/profiles.routes.ts';
import { assignedKind } from '../profiles/tell-assigned.ts';
import { tellDueRemindersJob } from './reminders.jobs.ts';
import { remindersRoutes } from './reminders.routes.ts';
import { reminderDueKind } from './tell-due.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, [activitiesRoutes, profilesRoutes, remindersRoutes]);
const missing = '999999999';

const permissions = ['customers.read', 'customers.write'];
const boss = userWith(...permissions);
const ownOnly = { see: 'own', change: 'own', unassigned: false } as const;
const of = (userId: string, reach: UserActor['reaches'] = reachesEverything): UserActor => ({
  ...boss,
  userId,
  reaches: reach,
});
const ada = of('8', { ...reachesEverything, customers: ownOnly });
const bert = of('9', { ...reachesEverything, customers: ownOnly });
/** Sees everything and changes nothing. */
const carl = of('10', {
  ...reachesEverything,
  customers: { see: 'all', change: 'none', unassigned: true },
});
const people = new Map([boss, ada, bert, carl].map((actor) => [actor.userId, actor]));
platform.readAssignee = async (_tx, id) => (people.has(id) ? { teamId: '1', active: true } : undefined);
platform.readColleague = async (_tx, id) => people.get(id);

let made = 0;
beforeEach(() => platform.clock.set('2026-03-05T08:00:00Z'));

async function customer(ownerId: string | null = null): Promise<string> {
  made += 1;
  const [id] = await platform.run((ctx) => customersFrom(ctx, [{ externalId: `C${made}` }]));
  await call('POST', '/customers/assign', { body: { ids: [id], ownerId }, as: boss });
  return id!;
}

const step = { text: 'Call again', dueAt: '2026-03-06T10:00:00+08:00' };

async function remind(id: string, body: object = step) {
  const { body: reminder } = await call('POST', `/customers/${id}/reminders`, { body, as: boss });
  return reminder;
}

const change = (id: string, reminderId: string, version: number, body: object, as = boss) =>
  call('PATCH', `/customers/${id}/reminders/${reminderId}`, {
    body,
    as,
    headers: { 'if-match': `"${version}"` },
  });

const textsOf = async (as: UserActor) =>
  (await call('GET', '/reminders?limit=200', { as })).body.items.map((row: { text: string }) => row.text);

test('what happened and what comes next are written down as one, and once per key', async () => {
  const id = await customer('8');
  const add = () =>
    call('POST', `/customers/${id}/activities`, {
      as: boss,
      body: { type: 'call', payload: { outcome: 'noAnswer' }, key: 'k', next: step },
    });
  expect((await add()).status).toBe(200);
  expect((await add()).status).toBe(200);
  const { body } = await call('GET', `/customers/${id}/reminders`, { as: boss });
  expect(body.items).toMatchObject([
    { customerId: id, text: 'Call again', dueAt: '2026-03-06T02:00:00Z', assigneeId: null, userId: '8' },
  ]);
  const refused = await call('POST', `/customers/${id}/activities`, {
    as: boss,
    body: { type: 'note', payload: { text: 'x' }, next: { ...step, assigneeId: '9' } },
  });
  expect([refused.status, refused.body.code]).toEqual([400, 'customers.assignee_cannot_see']);
  const { body: timeline } = await call('GET', `/customers/${id}/timeline`, { as: boss });
  expect(timeline.items).toHaveLength(1);
});

test('a reminder for whoever looks after the customer goes along to the next owner, one by name stays', async () => {
  const id = await customer('8');
  await remind(id, { ...step, text: 'For the owner' });
  await remind(id, { ...step, text: 'For Carl', assigneeId: '10' });
  expect(await textsOf(ada)).toContain('For the owner');
  await call('POST', '/customers/assign', { body: { ids: [id], ownerId: '9' }, as: boss });
  expect(await textsOf(ada)).not.toContain('For the owner');
  expect([await textsOf(bert), await textsOf(carl)]).toEqual([['For the owner'], ['For Carl']]);
});

test('whoever loses sight of a customer loses the content of a reminder that bears their name', async () => {
  const id = await customer('9');
  const { id: reminderId, version } = await remind(id, { ...step, text: 'Secret', assigneeId: '9' });
  expect(await textsOf(bert)).toContain('Secret');
  await call('POST', '/customers/assign', { body: { ids: [id], ownerId: null }, as: boss });
  expect(await textsOf(bert)).not.toContain('Secret');
  for (const answer of [
    await call('GET', `/customers/${id}/reminders`, { as: bert }),
    await change(id, reminderId, version, { done: true }, bert),
    await call('DELETE', `/customers/${id}/reminders/${reminderId}`, { as: bert }),
  ])
    expect([answer.status, answer.body.code]).toEqual([404, 'customers.not_found']);
});

test('whoever was given a reminder by name may do it, though the customer is not theirs to change', async () => {
  const id = await customer('8');
  const mine = await remind(id, { ...step, assigneeId: '10' });
  const other = await remind(id);
  expect(await change(id, mine.id, 1, { done: true }, carl)).toMatchObject({
    status: 200,
    body: { doneBy: 'user:10', doneAt: '2026-03-05T08:00:00Z', version: 2 },
  });
  const refused = await change(id, other.id, 1, { done: true }, carl);
  expect([refused.status, refused.body.code]).toEqual([403, 'customers.not_yours']);
});

test('a reminder is put off, reworded, handed on, done and opened again; of two who change it one is told', async () => {
  const id = await customer('8');
  const { id: reminderId } = await remind(id);
  const both = await Promise.all([
    change(id, reminderId, 1, { dueAt: '2026-03-07T02:00:00Z' }),
    change(id, reminderId, 1, { text: 'Visit' }),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect(both.find(({ status }) => status === 409)!.body).toMatchObject({
    code: 'customers.reminder_changed',
    current: { version: 2 },
  });
  await change(id, reminderId, 2, { text: 'Visit', assigneeId: '10' });
  await change(id, reminderId, 3, { done: true });
  expect((await call('GET', `/customers/${id}/reminders`, { as: boss })).body.items).toEqual([]);
  const done = (await call('GET', `/customers/${id}/reminders?done=true`, { as: boss })).body.items;
  expect(done).toMatchObject([{ text: 'Visit', assigneeId: '10', doneBy: 'user:7' }]);
  expect((await change(id, reminderId, 4, { done: false })).body).toMatchObject({
    doneAt: null,
    doneBy: null,
  });
});

test('a removed reminder is gone, and one of another customer is not found', async () => {
  const [id, other] = [await customer(), await customer()];
  const { id: reminderId } = await remind(id);
  const remove = (customerId: string) =>
    call('DELETE', `/customers/${customerId}/reminders/${reminderId}`, { as: boss });
  expect((await remove(other)).body.code).toBe('customers.reminder_not_found');
  expect((await remove(missing)).body.code).toBe('customers.not_found');
  expect((await remove(id)).status).toBe(200);
  expect((await remove(id)).body.code).toBe('customers.reminder_not_found');
});

test('a time beyond ten years is refused', async () => {
  const id = await customer();
  const { status, body } = await call('POST', `/customers/${id}/reminders`, {
    body: { ...step, dueAt: '2099-01-01T00:00:00Z' },
    as: boss,
  });
  expect([status, body.code]).toEqual([400, 'customers.reminder_time_unlikely']);
});

test('one’s own reminders come in pages by when they are due, and are counted by the day of the organisation', async () => {
  const dora = of('11');
  people.set('11', dora);
  const [named, owned] = [await customer('7'), await customer('11')];
  // 17:00 in Shanghai is now, midnight is 16:00 UTC.
  const times = ['05T07:59', '05T08:00', '05T15:59', '05T16:00', '09T00:00'];
  for (const [index, time] of times.entries()) {
    const dueAt = `2026-03-${time}:00Z`;
    const isNamed = index % 2 === 0;
    await remind(isNamed ? named : owned, { text: time, dueAt, assigneeId: isNamed ? '11' : null });
  }
  expect((await call('GET', '/reminders/count', { as: dora })).body).toEqual({
    overdue: 1,
    today: 2,
    later: 2,
  });
  const seen: string[] = [];
  let cursor = '';
  do {
    const { body } = await call('GET', `/reminders?limit=2${cursor}`, { as: dora });
    seen.push(...body.items.map((row: { text: string }) => row.text));
    cursor = body.next ? `&cursor=${encodeURIComponent(body.next)}` : '';
  } while (cursor);
  expect(seen).toEqual(times);
});

/** Tells what is due, from two transactions at once, and gives back whom of what. */
async function tell() {
  platform.reactedEvents = new Set(['customers.reminders_due']);
  const { signal } = new AbortController();
  const transact = <T>(work: (ctx: Context) => Promise<T>) => platform.run(work);
  const run = () => tellDueRemindersJob.run({ platform, log: platform.log, signal, transact }, {});
  await Promise.all([run(), run()]);
  const { rows } = await platform.database.pool.query(
    "delete from platform.outbox where type = 'customers.reminders_due' returning payload",
  );
  return rows.flatMap((row) => row.payload.reminders);
}

test('every reminder that becomes due is told once, and once more after it was put off', async () => {
  const id = await customer('8');
  const { id: reminderId } = await remind(id, { ...step, dueAt: '2026-03-05T09:00:00Z' });
  await remind(await customer(null), { ...step, dueAt: '2026-03-05T09:00:00Z' });
  await platform.database.pool.query(
    "update customers.reminders set told_at = now() where due_at < '2026-03-05T09:00Z'",
  );
  expect(await tell()).toEqual([]);
  platform.clock.set('2026-03-05T09:00:00Z');
  const due = { customerId: id, reminderId, userId: '8', dueAt: '2026-03-05T09:00:00Z' };
  expect(await tell()).toEqual([due]);
  expect(await tell()).toEqual([]);
  await change(id, reminderId, 1, { dueAt: '2026-03-05T09:30:00Z' });
  platform.clock.set('2026-03-05T09:30:00Z');
  expect(await tell()).toEqual([{ ...due, dueAt: '2026-03-05T09:30:00Z' }]);
  // The notification shows while the reminder is open and the reader's.
  const shownTo = (actor: UserActor) =>
    platform.run(async (ctx) => {
      const { rows } = await platform.database.pool.query(
        `select id, kind, subject, count from platform.notifications where user_id = '8' and key like 'reminder:%' order by id`,
      );
      return [...(await reminderDueKind.describe(ctx, rows)).values()].map(({ note, to }) => [note, to]);
    }, actor);
  const shown = ['Call again', `/customers/${id}`];
  expect([await shownTo(ada), await shownTo(bert)]).toEqual([[shown, shown], []]);
  await change(id, reminderId, 2, { done: true });
  expect(await shownTo(ada)).toEqual([]);
  const unread = `select from platform.notifications where key like 'reminder:${reminderId}:%' and read_at is null`;
  expect((await platform.database.pool.query(unread)).rowCount).toBe(0);
});

test('a reminder that is due while nobody owns the customer is told the next owner, and the one after', async () => {
  await tell();
  const id = await customer(null);
  const { id: reminderId } = await remind(id, { ...step, dueAt: '2026-03-05T07:00:00Z' });
  expect(await tell()).toEqual([]);
  const due = { customerId: id, reminderId, dueAt: '2026-03-05T07:00:00Z' };
  for (const userId of ['8', '9']) {
    await call('POST', '/customers/assign', { body: { ids: [id], ownerId: userId }, as: boss });
    expect([await tell(), await tell()]).toEqual([[{ ...due, userId }], []]);
  }
});

test('a due reminder by the name of somebody who left or sees the customer no more is told its owner, whose it is now', async () => {
  const id = await customer('9');
  people.set('13', of('13'));
  await remind(id, { ...step, text: 'Of Bert', dueAt: '2026-03-05T07:00:00Z', assigneeId: '9' });
  await remind(id, { ...step, text: 'Of one who left', dueAt: '2026-03-05T07:00:00Z', assigneeId: '13' });
  people.delete('13');
  await call('POST', '/customers/assign', { body: { ids: [id], ownerId: '8' }, as: boss });
  expect((await tell()).map(({ userId }) => userId)).toEqual(['8', '8']);
  expect(await textsOf(ada)).toEqual(expect.arrayContaining(['Of Bert', 'Of one who left']));
});

test('a reminder that is planned while its customer changes hands is the new owner’s', async () => {
  const id = await customer('8');
  for (let round = 0; round < 10; round++)
    await Promise.all([
      remind(id),
      call('POST', '/customers/assign', { body: { ids: [id], ownerId: round % 2 ? '8' : '9' }, as: boss }),
      remind(id),
    ]);
  const { rows } = await platform.database.pool.query(
    'select user_id, count(*)::int from customers.reminders where customer_id = $1 group by 1',
    [id],
  );
  expect(rows).toEqual([{ user_id: '8', count: 20 }]);
});

test('whoever becomes the owner of customers is told, those they still see, but not of what they took themselves', async () => {
  people.set('12', of('12', { ...reachesEverything, customers: ownOnly }));
  const ids = [await customer('12'), await customer('12'), await customer('8')];
  await call('POST', '/customers/assign', { body: { ids: [ids[2]], ownerId: '12' }, as: of('12') });
  const words = () =>
    platform.run(async (ctx) => {
      const { rows } = await platform.database.pool.query(
        "select id, kind, subject, count from platform.notifications where user_id = '12'",
      );
      const described = await assignedKind.describe(ctx, rows);
      expect(await assignedKind.shown?.(ctx, rows)).toEqual(new Set(described.keys()));
      return [...described.values()];
    }, people.get('12'));
  expect(await words()).toMatchObject([{ values: { count: 2 }, search: { owner: '12' } }]);
  await call('POST', '/customers/assign', { body: { ids: [ids[0]], ownerId: '8' }, as: boss });
  expect(await words()).toMatchObject([{ values: { count: 1, plus: '' }, to: `/customers/${ids[1]}` }]);
  await platform.database.pool.query("update platform.notifications set count = 250 where user_id = '12'");
  expect(await words()).toMatchObject([{ values: { count: 1, plus: '+' }, to: '/customers' }]);
  await call('POST', '/customers/assign', { body: { ids: [ids[1]], ownerId: null }, as: boss });
  expect(await words()).toEqual([]);
});
