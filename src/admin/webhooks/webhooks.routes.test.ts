import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { reachesEverything } from '#platform/access/reach.contract.ts';
import { holdOutbound, releaseOutbound } from '#platform/outbound/outbound.queries.ts';
import { type AdminServer, addUser, adminServer, auditedActions, setUpOwner } from '../admin.fixtures.ts';
import { pass } from '../two-step/two-step.fixtures.ts';
import { type Sending, startSending } from './deliver.ts';
import { takeDue } from './deliveries.queries.ts';
import { type Receiver, receiverDouble, tellWebhooks } from './receiver.fixtures.ts';

let server: AdminServer;
let receiver: Receiver;
let sending: Sending;
let owner: { session: string; userId: string };
let made = 0;

beforeAll(async () => {
  server = await adminServer();
  receiver = await receiverDouble();
  owner = await setUpOwner(server);
  tellWebhooks(server.platform);
});

beforeEach(() => {
  receiver.got = [];
  receiver.answers = {};
  sending = startSending(server.platform);
});

afterEach(() => server.platform.run(({ tx }) => tx.deleteFrom('admin.webhooks').execute()).then(() => {}));

type Body = Record<string, unknown>;
type Verb = 'GET' | 'POST' | 'PATCH' | 'DELETE';

const as = (session: string, method: Verb, path: string, body?: Body) =>
  server.call(method, path, { session, headers: { 'if-match': '"1"' }, ...(body ? { body } : {}) });
const asOwner = (method: Verb, path: string, body?: Body) => as(owner.session, method, path, body);

async function make(more: Body = {}, session = owner.session) {
  made += 1;
  const body = {
    name: `hook ${made}`,
    url: `${receiver.url}/${made}`,
    events: ['customers.created'],
    ...more,
  };
  const answer = await as(session, 'POST', '/webhooks', body);
  if (answer.body.secret) receiver.secrets.push(answer.body.secret);
  return answer;
}

const tell = (count = 1, type = 'customers.created') =>
  server.platform.run((ctx) => ctx.emit(type, { count, ids: ['7'] }));

async function deliver() {
  await sending.look();
  await sending.settled();
}

const deliveriesOf = async (id: string, query = '') =>
  (await asOwner('GET', `/webhooks/${id}/deliveries${query}`)).body.items;
const shown = async (id: string) =>
  (await asOwner('GET', '/webhooks')).body.items.find((one: { id: string }) => one.id === id);

async function letGoOn(id: string) {
  const headers = { 'if-match': `"${(await shown(id)).version}"` };
  return server.call('PATCH', `/webhooks/${id}`, {
    session: owner.session,
    headers,
    body: { paused: false },
  });
}

test('an event reaches every webhook that asked for it, signed, once; the secret is shown once and stored nowhere', async () => {
  const one = await make();
  const all = await make({ events: ['*'] });
  await make({ events: ['admin.user_added'] });
  await tell();
  await deliver();
  await deliver();
  expect(receiver.got).toHaveLength(2);
  expect(receiver.got.map(({ fits }) => fits).toSorted()).toEqual(
    [[one.body.secret], [all.body.secret]].toSorted(),
  );
  expect(receiver.got[0]).toMatchObject({ type: 'customers.created', data: { count: 1, ids: ['7'] } });
  expect(receiver.got[0]!.id).toBe(receiver.got[1]!.id);
  const list = await asOwner('GET', '/webhooks');
  const { rows } = await server.platform.database.pool.query('select secret from admin.webhooks');
  expect(JSON.stringify(list.body) + rows.map(({ secret }) => secret.toString('latin1'))).not.toContain(
    one.body.secret,
  );
  expect(list.body.eventTypes).toEqual(['admin.user_added', 'customers.created']);
  expect((await deliveriesOf(one.body.id))[0]).toMatchObject({ state: 'delivered', status: 204, tries: 1 });
});

test('what did not happen in the end is told to nobody', async () => {
  await make();
  const undone = server.platform.run(async (ctx) => {
    await ctx.emit('customers.created', { count: 1 });
    throw new Error('taken back');
  });
  await expect(undone).rejects.toThrow('taken back');
  await deliver();
  expect(receiver.got).toEqual([]);
});

test('a failing receiver is tried again after growing waits with the same id, for three days, then it is failed and can be replayed', async () => {
  const { id } = (await make()).body;
  receiver.answers[`/${made}`] = 500;
  await tell();
  const waits: number[] = [];
  for (let tries = 1; tries <= 12; tries++) {
    await deliver();
    const [row] = await deliveriesOf(id);
    expect(row).toMatchObject({ tries, status: 500, answer: 'said 500�' });
    if (row.nextAt === null) break;
    const wait = (Date.parse(row.nextAt) - server.platform.clock.now().getTime()) / 1000;
    await deliver();
    waits.push(wait);
    pass(server, wait);
  }
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(2.9 * 86_400);
  expect(new Set(receiver.got.map((each) => each.id)).size).toBe(1);
  expect(receiver.got).toHaveLength(12);
  expect(await deliveriesOf(id, '?state=failed')).toHaveLength(1);
  receiver.answers = {};
  expect((await asOwner('POST', `/webhooks/${id}/replay`)).body).toEqual({ replayed: 1 });
  await deliver();
  expect(await deliveriesOf(id, '?state=delivered')).toHaveLength(1);
  const [{ id: deliveryId }] = await deliveriesOf(id);
  expect((await asOwner('POST', `/webhooks/${id}/deliveries/${deliveryId}/replay`)).status).toBe(200);
  await deliver();
  expect((await asOwner('POST', `/webhooks/${id}/deliveries/999999/replay`)).body.code).toBe(
    'admin.webhook_delivery_not_found',
  );
});

test('after three days of failures only it is paused and its maker told; nothing of the meantime is lost', async () => {
  const { id } = (await make()).body;
  receiver.answers[`/${made}`] = 503;
  await tell(1);
  await deliver();
  pass(server, 3 * 86_400);
  await deliver();
  expect(await shown(id)).toMatchObject({ pausedBecause: 'failing', waiting: 1 });
  const { rows } = await server.platform.database.pool.query(
    "select user_id from platform.notifications where kind = 'admin.webhook_paused'",
  );
  expect(rows).toEqual([{ user_id: owner.userId }]);
  receiver.got = [];
  receiver.answers = {};
  await tell(2);
  await deliver();
  expect(receiver.got).toEqual([]);
  await letGoOn(id);
  pass(server, 86_400);
  await deliver();
  expect(receiver.got.map(({ data }) => (data as { count: number }).count).toSorted()).toEqual([1, 2]);
});

test('a server that dies with a try in hand is followed by another try with the same id', async () => {
  const { id } = (await make()).body;
  await tell();
  const now = server.platform.clock.now();
  const leased = { now, leaseUntil: new Date(now.getTime() + 60_000), inHand: new Map(), mostEach: 4 };
  const [taken] = await takeDue(server.platform.database.db, leased);
  await deliver();
  expect(receiver.got).toEqual([]);
  pass(server, 60);
  await deliver();
  expect(receiver.got.map((each) => each.id)).toEqual([taken!.eventId]);
  expect((await deliveriesOf(id))[0]).toMatchObject({ state: 'delivered', tries: 2 });
});

test('two servers at once send everything once', async () => {
  const { id } = (await make()).body;
  for (let count = 1; count <= 6; count++) await tell(count);
  const other = startSending(server.platform);
  for (let round = 0; round < 2; round++) {
    await Promise.all([sending.look(), other.look()]);
    await Promise.all([sending.settled(), other.settled()]);
  }
  expect(receiver.got).toHaveLength(6);
  expect(await deliveriesOf(id, '?state=delivered&limit=4')).toHaveLength(4);
});

test('a receiver that never answers takes four calls at once and holds up nobody else', async () => {
  await make();
  const slow = `/${made}`;
  receiver.answers[slow] = 'never';
  await make();
  const quick = `/${made}`;
  for (let count = 1; count <= 8; count++) await tell(count);
  await sending.look();
  await expect.poll(() => receiver.got.filter(({ path }) => path === quick).length).toBe(4);
  await expect.poll(() => receiver.waiting[slow]).toBe(4);
  await expect
    .poll(async () => {
      await sending.look();
      return receiver.got.filter(({ path }) => path === quick).length;
    })
    .toBe(8);
  expect(receiver.waiting[slow]).toBe(4);
});

test('a private address is refused when it is sent to, and says why', async () => {
  expect((await make({ url: 'https://a:b@example.com/' })).body.code).toBe('admin.webhook_url_refused');
  const { id } = (await make()).body;
  const { config } = server.platform;
  server.platform.config = { ...config, privateTargets: [] };
  await tell();
  await deliver();
  server.platform.config = config;
  expect((await deliveriesOf(id))[0]).toMatchObject({
    state: 'waiting',
    status: null,
    fault: 'address_refused',
  });
  expect(receiver.got).toEqual([]);
});

test('a restored copy sends nothing until it is confirmed, and then what waited', async () => {
  await make();
  await tell();
  const takenAt = '2026-03-01T00:00:00Z';
  await server.platform.run(({ tx }) => holdOutbound(tx, { takenAt, restoredAt: new Date(takenAt) }));
  await deliver();
  expect(receiver.got).toEqual([]);
  await server.platform.run(({ tx }) => releaseOutbound(tx));
  await deliver();
  expect(receiver.got).toHaveLength(1);
});

test('POST /webhooks/:id/secret lets both secrets sign for a day, then the new one alone', async () => {
  const { id, secret } = (await make()).body;
  const renewed = await asOwner('POST', `/webhooks/${id}/secret`);
  receiver.secrets.push(renewed.body.secret);
  await tell();
  await deliver();
  pass(server, 86_401);
  await tell();
  await deliver();
  expect(receiver.got.map(({ fits }) => fits)).toEqual([
    [secret, renewed.body.secret],
    [renewed.body.secret],
  ]);
});

test('POST /webhooks/:id/test is sent to this one alone, paused or not, while all else waits for a paused one', async () => {
  const { id } = (await make({ events: ['*'] })).body;
  await make({ events: ['*'] });
  await asOwner('PATCH', `/webhooks/${id}`, { paused: true });
  await asOwner('POST', `/webhooks/${id}/test`);
  await tell();
  await deliver();
  expect(receiver.got.map(({ type }) => type).toSorted()).toEqual(['customers.created', 'webhook.test']);
  expect(await shown(id)).toMatchObject({ pausedBecause: 'person', waiting: 1 });
});

test('only who may read all that an event tells makes a webhook of it, and it pauses when that ends', async () => {
  const { body: roleMade } = await asOwner('POST', '/roles', {
    name: 'Own customers',
    permissions: ['admin.manage', 'customers.read'],
    reaches: { ...reachesEverything, customers: { see: 'own', change: 'own', unassigned: false } },
  });
  const narrow = await addUser(server, owner.session, 'narrow@example.com', roleMade.id);
  expect((await make({}, narrow.session)).body.code).toBe('admin.webhook_beyond_reach');
  expect((await make({ events: ['nothing.happened'] })).body.code).toBe('admin.webhook_event_unknown');
  const administrator = await addUser(server, owner.session, 'administrator@example.com', 'administrator');
  const { id } = (await make({}, administrator.session)).body;
  await asOwner('PATCH', `/members/${administrator.userId}`, { role: roleMade.id });
  await tell();
  await deliver();
  expect(receiver.got).toEqual([]);
  expect(await shown(id)).toMatchObject({ pausedBecause: 'rights', waiting: 1 });
  const taken = await letGoOn(id);
  expect(taken.body).toMatchObject({ userId: owner.userId, pausedAt: null });
  await deliver();
  expect(receiver.got).toHaveLength(1);
});

test('members, keys and the command line make none, an older version changes none, and DELETE /webhooks/:id takes all along', async () => {
  const { id } = (await make()).body;
  const member = await addUser(server, owner.session, 'webhook-member@example.com');
  expect((await as(member.session, 'GET', '/webhooks')).status).toBe(403);
  const body = { name: 'x', url: receiver.url, events: ['*'] };
  expect((await server.callAsOperator('POST', '/webhooks', { body })).body.code).toBe('admin.not_a_user');
  const key = await asOwner('POST', '/account/keys', { name: 'till', permissions: ['admin.manage'] });
  const byKey = await server.call('POST', '/webhooks', {
    headers: { authorization: `Bearer ${key.body.key}` },
    body,
  });
  expect(byKey.body.code).toBe('admin.not_for_keys');
  expect((await asOwner('PATCH', `/webhooks/${id}`, { name: 'a' })).status).toBe(200);
  expect((await asOwner('PATCH', `/webhooks/${id}`, { name: 'b' })).body.code).toBe('admin.version_conflict');
  await tell();
  expect((await asOwner('DELETE', `/webhooks/${id}`)).status).toBe(200);
  expect((await asOwner('GET', `/webhooks/${id}/deliveries`)).body.code).toBe('admin.webhook_not_found');
  expect((await auditedActions(server.platform)).at(-1)).toBe('admin.webhook_removed');
});
