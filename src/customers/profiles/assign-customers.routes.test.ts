import { afterEach, beforeAll, expect, test } from 'vitest';
import { systemActor } from '#platform/access/actor.ts';
import { transact } from '#platform/db/transact.queries.ts';
import { type CallRoute, callRoutes, userWith } from '#platform/testing/call-route.ts';
import { type TestPlatform, testPlatform } from '#platform/testing/test-platform.ts';
import { onTeamRemoved } from './on-team-removed.ts';
import { onUserDeactivated } from './on-user-deactivated.ts';
import { onUserMoved } from './on-user-moved.ts';
import { profilesRoutes } from './profiles.routes.ts';
import { teamGram } from './search-text.ts';

let platform: TestPlatform;
let call: CallRoute;
const as = userWith('customers.read', 'customers.write');
/** Users by team; 9 is deactivated. */
const teams = new Map([
  ['7', '1'],
  ['8', '2'],
  ['9', '1'],
  ['31', '1'],
]);

beforeAll(async () => {
  platform = await testPlatform();
  platform.readAssignee = async (_tx, userId) => {
    const teamId = teams.get(userId);
    return teamId === undefined ? undefined : { teamId, active: userId !== '9' };
  };
  call = await callRoutes(platform, [profilesRoutes]);
});

/** Whatever a test does to owners and teams, searches of a team look among its customers and no others. */
afterEach(async () => {
  const { rows } = await platform.database.pool.query(`
    select c.team_id as team, array(select gram from unnest(s.grams) as gram where gram <= 0) as grams
    from customers.customers c join customers.search s on s.customer_id = c.id`);
  for (const { team, grams } of rows) expect(grams).toEqual([teamGram(team)]);
});

async function customer(body: object = {}, actor = as) {
  return (await call('POST', '/customers', { body: { displayName: 'Ada', ...body }, as: actor })).body;
}

const assign = (ids: string[], ownerId: string | null, actor = as) =>
  call('POST', '/customers/assign', { body: { ids, ownerId }, as: actor });

async function owners(ids: string[]) {
  const { rows } = await platform.database.pool.query(
    'select owner_id as owner, team_id as team from customers.customers where id = any($1::bigint[]) order by id',
    [ids],
  );
  return rows.map((row) => [row.owner, row.team]);
}

function jobContext() {
  return {
    platform,
    log: platform.log,
    signal: new AbortController().signal,
    transact: <T>(work: Parameters<typeof transact<T>>[2]) => transact(platform, systemActor, work),
  };
}

test('an assigned customer belongs to the team of its owner, and to none without one', async () => {
  const one = await customer();
  const two = await customer({ ownerId: '8' });
  expect(await owners([one.id, two.id])).toEqual([
    [null, null],
    ['8', '2'],
  ]);
  const answer = await assign([one.id, two.id, '999999'], '8');
  expect(answer.body.items.map((item: { outcome: string }) => item.outcome)).toEqual([
    'done',
    'unchanged',
    'notFound',
  ]);
  expect(await owners([one.id, two.id])).toEqual([
    ['8', '2'],
    ['8', '2'],
  ]);
  await assign([one.id], null);
  expect(await owners([one.id])).toEqual([[null, null]]);
});

test('an edit of the owner takes the customer into their team, and raises its version', async () => {
  const { id, version } = await customer();
  const headers = { 'if-match': `"${version}"` };
  const edited = await call('PATCH', `/customers/${id}`, { body: { ownerId: '7' }, headers, as });
  expect(edited.body).toMatchObject({ ownerId: '7', teamId: '1', version: version + 1 });
});

test('list and detail say of each customer whether the one who asks may change it', async () => {
  const mine = await customer({ ownerId: '7', displayName: 'Grace One' });
  const theirs = await customer({ ownerId: '8', displayName: 'Grace Two' });
  const free = await customer({ displayName: 'Grace Three' });
  const own = { see: 'all', change: 'own', unassigned: false } as const;
  const seller = { ...as, reaches: { customers: { ...own, unassigned: true }, orders: own } };
  const asked = async (actor: typeof as) => {
    const { body } = await call('GET', '/customers?q=Grace', { as: actor });
    const ofList = Object.fromEntries(
      body.items.map((row: { id: string; mayChange: boolean }) => [row.id, row.mayChange]),
    );
    for (const { id } of [mine, theirs, free])
      expect((await call('GET', `/customers/${id}`, { as: actor })).body.mayChange).toBe(ofList[id]);
    return [mine, theirs, free].map(({ id }) => ofList[id]);
  };
  expect(await asked(seller)).toEqual([true, false, true]);
  expect(await asked({ ...seller, reaches: { customers: own, orders: own } })).toEqual([
    true,
    false,
    undefined,
  ]);
  expect(await asked({ ...as, permissions: new Set(['customers.read']) })).toEqual([false, false, false]);
  expect(await asked(as)).toEqual([true, true, true]);
});

test('a search finds the customers of the teams that one reaches, from the moment on that they belong to them', async () => {
  const one = await customer({ displayName: 'Hedwig One', ownerId: '7' });
  const two = await customer({ displayName: 'Hedwig Two', ownerId: '8' });
  const free = await customer({ displayName: 'Hedwig Three' });
  const found = async (see: 'own' | 'team' | 'teamAndBelow', unassigned: boolean, teamIds = ['1']) => {
    const reach = { see, change: see, unassigned } as const;
    const actor = { ...as, teamId: '1', teamIds, reaches: { customers: reach, orders: reach } };
    const { body } = await call('GET', '/customers?q=hedwig&sort=createdAt&direction=asc', { as: actor });
    return body.items.map((row: { id: string }) => row.id);
  };
  expect(await found('own', false)).toEqual([one.id]);
  expect(await found('team', true)).toEqual([one.id, free.id]);
  expect(await found('teamAndBelow', false, ['1', '2'])).toEqual([one.id, two.id]);
  await assign([two.id, free.id], '7');
  await assign([one.id], '8');
  expect(await found('team', true)).toEqual([two.id, free.id]);
});

test('nobody’s id and deactivated users become no owners', async () => {
  const { id } = await customer();
  for (const ownerId of ['9', '4711'])
    expect((await assign([id], ownerId)).body.code).toBe('customers.owner_not_active');
  expect((await customer({ ownerId: '9' })).code).toBe('customers.owner_not_active');
});

test('whoever sees their own customers only owns what they make, and sees it a last time when giving it away', async () => {
  const own = { see: 'own', change: 'own', unassigned: false } as const;
  const seller = { ...as, reaches: { customers: own, orders: own } };
  const made = await customer({}, seller);
  expect(made).toMatchObject({ ownerId: '7', teamId: '1' });
  const headers = { 'if-match': `"${made.version}"` };
  const given = await call('PATCH', `/customers/${made.id}`, { body: { ownerId: '8' }, headers, as: seller });
  expect(given.body).toMatchObject({ ownerId: '8', teamId: '2', mayChange: false });
  expect((await call('GET', `/customers/${made.id}`, { as: seller })).status).toBe(404);
});

test('giving a customer away shows no more of it than before', async () => {
  const own = { see: 'own', change: 'own', unassigned: false } as const;
  const reaches = { customers: own, orders: own };
  const seller = {
    ...as,
    reaches,
    fields: { customers: { phone: 'hidden', displayName: 'masked' }, orders: {} },
  } as typeof as;
  const contactPoints = [{ kind: 'phone', value: '13800138000' }];
  const made = await customer({ displayName: 'Penelope', ownerId: '7', contactPoints });
  const headers = { 'if-match': `"${made.version}"` };
  const given = await call('PATCH', `/customers/${made.id}`, { body: { ownerId: '8' }, headers, as: seller });
  expect(given.body).toMatchObject({ ownerId: '8', mayChange: false });
  expect(JSON.stringify(given.body)).not.toMatch(/13800138000|Penelope/);
});

test('a cursor names the value that a list is sorted by, and asks after nobody else’s', async () => {
  const { id } = await customer({ ownerId: '8' });
  const forged = Buffer.from(JSON.stringify(['spendMinor desc', null, id])).toString('base64url');
  const { body } = await call('GET', `/customers?sort=spendMinor&cursor=${forged}`, { as });
  expect(body.code).toBe('platform.wrong_cursor');
});

test('customers follow their owner into another team, in as many batches as it takes', async () => {
  await platform.database.pool.query(`with made as (
      insert into customers.customers (display_name, owner_id, team_id) select 'n' || i, 30, 1 from generate_series(1, 5001) i
      returning id) insert into customers.totals (customer_id) select id from made`);
  teams.set('30', '5');
  await onUserMoved.run(jobContext(), { userId: '30' });
  await onUserMoved.run(jobContext(), { userId: '30' });
  const { rows } = await platform.database.pool.query(
    'select team_id, count(*)::int from customers.customers where owner_id = 30 group by 1',
  );
  expect(rows).toEqual([{ team_id: '5', count: 5001 }]);
});

test('whoever leaves hands all customers over, or keeps them where nobody was named', async () => {
  const { id } = await customer({ ownerId: '7' });
  await onUserDeactivated.run(jobContext(), { userId: '7', handOverTo: null });
  expect(await owners([id])).toEqual([['7', '1']]);
  await onUserDeactivated.run(jobContext(), { userId: '7', handOverTo: '8' });
  expect(await owners([id])).toEqual([['8', '2']]);
});

test('whoever leaves passes on open reminders by name: to the successor who sees the customer, or else to its owner', async () => {
  const [mine, other] = [await customer({ ownerId: '7' }), await customer({ ownerId: '31' })];
  const remind = (assigneeId: string) =>
    platform.database.pool.query(
      `insert into customers.reminders (customer_id, text, due_at, assignee_id, user_id, made_by, made_at, told_at)
        select id, 'x', now(), $1::bigint, $1::bigint, 'system', now(), now() from unnest($2::bigint[]) as id`,
      [assigneeId, [mine.id, other.id]],
    );
  const own = { see: 'own', change: 'own', unassigned: false } as const;
  platform.readColleague = async (_tx, userId) =>
    userId === '8' ? { ...as, userId: '8', reaches: { customers: own, orders: own } } : undefined;
  const whose = async () => {
    const { rows } = await platform.database.pool.query(
      'select assignee_id, user_id, told_at from customers.reminders where customer_id = any($1) order by id',
      [[mine.id, other.id]],
    );
    return rows.map((row) => [row.assignee_id, row.user_id, row.told_at]);
  };
  await remind('7');
  await onUserDeactivated.run(jobContext(), { userId: '7', handOverTo: '8' });
  expect(await whose()).toEqual([
    ['8', '8', null],
    [null, '31', null],
  ]);
  await onUserDeactivated.run(jobContext(), { userId: '8', handOverTo: null });
  expect(await whose()).toEqual([
    [null, '8', null],
    [null, '31', null],
  ]);
});

test('customers of a team that is gone join the one above it', async () => {
  const { id } = await customer({ ownerId: '8' });
  await onTeamRemoved.run(jobContext(), { teamId: '2', into: '1' });
  expect(await owners([id])).toEqual([['8', '1']]);
});

test('of two who assign one customer at the same moment the last one wins whole, owner and team', async () => {
  const { id } = await customer();
  for (let round = 0; round < 10; round++) {
    await Promise.all([assign([id], '7'), assign([id], '8'), assign([id], null)]);
    const [[owner, team]] = (await owners([id])) as [[string | null, string | null]];
    expect(team).toBe(owner === null ? null : teams.get(owner));
  }
});
