import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { customersFrom } from '#customers/customers.fixtures.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { overlapping } from '#platform/testing/overlapping.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { segmentsDomain } from '../domain.ts';
import { keepUp, membersIn } from '../segments.fixtures.ts';
import { followChanges } from './follow-changes.ts';
import { forgetAllRemoved } from './forget-removed.ts';
import { judgeQueued } from './judge-queued.ts';
import { moveByHand } from './move-by-hand.ts';
import { onCustomersRemoved } from './on-customers-removed.ts';
import { queueCustomers } from './queue.queries.ts';

const platform = await testPlatform();
const { db } = platform.database;
const call = await callRoutes(platform, segmentsDomain.routes);
const as = userWith('segments.read', 'segments.write', 'customers.read', 'commerce.read');
const inCity = (...values: string[]) => ({ all: [{ type: 'field', field: 'city', operator: 'is', values }] });
const isIn = (...segments: string[]) => ({ all: [{ type: 'segment', operator: 'in', segments }] });
const made = async (name: string, body: object): Promise<string> =>
  (await call('POST', '/segments', { as, body: { name, shared: 'all', ...body } })).body.id;
const moveByUrl = (id: string, ids: readonly string[]) =>
  call('POST', `/segments/${id}/members`, { as, body: { ids } });
const bin = (id: string, at: string | null) =>
  sql`update customers.customers set binned_at = ${at} where id = ${id}`.execute(db);
const movements = async (customerId: string) =>
  (await sql`select from segments.movements where customer_id = ${customerId}`.execute(db)).rows.length;
const queued = async () =>
  (
    await sql<{ id: string }>`select customer_id as id from segments.to_judge order by 1`.execute(db)
  ).rows.map(({ id }) => id);
const due = async (id: string) =>
  (await sql<{ at: string }>`select due_at as at from segments.segments where id = ${id}`.execute(db))
    .rows[0]!.at;
/** As if so many customers had changed at once that they are not judged one by one. */
const changeVeryMany = () =>
  sql`with read as (delete from platform.fact_changes)
    select platform.note_fact_ids('{customers.id}', array(select generate_series(1, 60000)))`.execute(db);
let [ann, bo, cy] = ['', '', ''];
let [hand, then, now] = ['', '', ''];

beforeAll(async () => {
  [ann = '', bo = '', cy = ''] = await platform.run((ctx) =>
    customersFrom(ctx, [
      { externalId: 'A', name: 'Ann', city: '杭州' },
      { externalId: 'B', name: 'Bo', city: '杭州' },
      { externalId: 'C', name: 'Cy', city: '上海' },
    ]),
  );
  hand = await made('Hand', { kind: 'hand' });
  then = await made('Then', { kind: 'static', rule: inCity('杭州', '上海') });
  now = await made('Now', { rule: inCity('杭州') });
  await moveByUrl(hand, [ann, bo, cy]);
  await keepUp(platform);
});

beforeEach(() => {
  platform.clock.set(new Date(platform.clock.now().getTime() + 120_000).toISOString());
});

const lists = () => Promise.all([hand, then].map((id) => membersIn(platform, id)));

test.each([
  ['very many', changeVeryMany],
  ['any number of them', () => sql`truncate segments.rfm`.execute(db)],
])(
  'when facts of %s change at once, whoever is in the bin leaves lists too, and comes back',
  async (_, change) => {
    await bin(cy, '2026-03-05T08:00:00Z');
    await change();
    await keepUp(platform);
    expect(await lists()).toEqual([
      [ann, bo],
      [ann, bo],
    ]);
    await bin(cy, null);
    await change();
    await keepUp(platform);
    expect(await lists()).toEqual([
      [ann, bo, cy],
      [ann, bo, cy],
    ]);
  },
);

test('what changes of very many moves customers because something changed, not by time', async () => {
  await sql`update customers.customers set city = '杭州' where id = ${cy}`.execute(db);
  await changeVeryMany();
  await keepUp(platform);
  const { rows } = await sql`select cause from segments.movements
    where customer_id = ${cy} and segment_id = ${now}`.execute(db);
  expect(rows).toEqual([{ cause: 'changed' }]);
});

test('a product has those judged who bought it, and a new one nobody', async () => {
  await keepUp(platform);
  const before = await due(now);
  const product = (
    await sql<{ id: string }>`insert into commerce.products (code, name, category) values ('P', 'Tea', '茶')
    returning id`.execute(db)
  ).rows[0]!.id;
  await platform.run(followChanges);
  expect([await queued(), await due(now)]).toEqual([[], before]);
  await sql`with made as (insert into commerce.orders (customer_id, id, source_id, number, kind, ordered_at, currency,
        amount_minor, base_amount_minor, lines)
      values (${bo}, nextval('commerce.order_ids'), 1, 'R1', 'sale', now(), 'CNY', 500, 500, 1) returning customer_id, id)
    insert into commerce.order_lines (customer_id, order_id, product_id, occurrence, quantity, unit_price, amount_minor)
    select customer_id, id, ${product}, 1, 1, 5, 500 from made`.execute(db);
  await keepUp(platform);
  await sql`update commerce.products set category = '酒' where id = ${product}`.execute(db);
  await platform.run(followChanges);
  expect([await queued(), await due(now)]).toEqual([[bo], before]);
});

test('a tag that is merged has those judged who carry either', async () => {
  await keepUp(platform);
  const before = await due(now);
  const tags = (
    await sql<{ id: string }>`insert into customers.tags (name) values ('one'), ('two') returning id`.execute(
      db,
    )
  ).rows.map(({ id }) => id);
  await sql`insert into customers.customer_tags (customer_id, tag_id) values (${ann}, ${tags[0]}), (${cy}, ${tags[1]})`.execute(
    db,
  );
  await keepUp(platform);
  await sql`update customers.tags set merged_into = ${tags[1]} where id = ${tags[0]}`.execute(db);
  await platform.run(followChanges);
  expect([await queued(), await due(now)]).toEqual([[ann, cy], before]);
});

test('whoever is put into a list while they are judged is judged again by the rules that stand on it', async () => {
  const naming = await made('Naming', { rule: isIn(hand) });
  await call('POST', `/segments/${hand}/members/remove`, { as, body: { ids: [cy] } });
  await keepUp(platform);
  expect(await membersIn(platform, naming)).toEqual([ann, bo]);
  await platform.run((ctx) => queueCustomers(ctx, [cy]));
  const ends = await overlapping(
    platform,
    (written) =>
      platform.run(async (ctx) => {
        await moveByHand(ctx, { id: hand, ids: [cy] }, 'enter');
        await written();
      }),
    () => platform.run(judgeQueued),
  );
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  await keepUp(platform);
  expect(await membersIn(platform, naming)).toEqual([ann, bo, cy]);
});

test('a restored customer comes into no static segment whose rule became another meanwhile', async () => {
  await bin(ann, '2026-03-05T08:00:00Z');
  await keepUp(platform);
  platform.clock.set(new Date(platform.clock.now().getTime() + 120_000).toISOString());
  const edit = { as, body: { rule: inCity('上海') }, headers: { 'if-match': '"1"' } };
  expect((await call('PATCH', `/segments/${then}`, edit)).status).toBe(200);
  await keepUp(platform);
  await bin(ann, null);
  await keepUp(platform);
  expect(await membersIn(platform, then)).toEqual([]);
  expect(await membersIn(platform, hand)).toEqual([ann, bo, cy]);
});

test('of whoever is gone for good no movement is kept, whoever was told first', async () => {
  const [dee, eve] = await platform.run((ctx) =>
    customersFrom(ctx, [
      { externalId: 'D', name: 'Dee', city: '杭州' },
      { externalId: 'E', name: 'Eve', city: '杭州' },
    ]),
  );
  await keepUp(platform);
  const react = (payload: object) =>
    onCustomersRemoved.run(
      { transact: platform.run } as Parameters<typeof onCustomersRemoved.run>[0],
      payload,
    );
  const remove = (id: string) => sql`delete from customers.customers where id = ${id}`.execute(db);
  await remove(dee!);
  await react({ count: 1, ids: [dee] });
  await keepUp(platform);
  expect([await membersIn(platform, now), await movements(dee!)]).toEqual([[ann, bo, cy, eve], 0]);
  await sql`insert into segments.movements (customer_id, segment_id, moved_at, entered, cause)
    values (${dee}, ${now}, ${platform.clock.now()}, false, 'gone')`.execute(db);
  await bin(eve!, '2026-03-05T08:00:00Z');
  await keepUp(platform);
  await platform.run(forgetAllRemoved);
  expect([await movements(dee!), await movements(eve!)]).toEqual([0, 2]);
});
