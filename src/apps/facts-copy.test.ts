import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeCustomersCsv } from '#ingestion/demo/customer-file.ts';
import { writeOrdersCsv } from '#ingestion/demo/order-file.ts';
import type { Actor } from '#platform/access/actor.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { copiedFacts, expectSameFacts } from '#platform/testing/copied-facts.ts';
import { type Dice, diceOf, pick } from '#platform/testing/dice.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { domains } from './domains.ts';

const platform = await testPlatform();
const { pool } = platform.database;
const copied = await copiedFacts(platform);
const call = await callRoutes(
  platform,
  domains.flatMap((domain) => domain.routes),
);
const as: Actor = userWith(
  ...['ingestion.read', 'ingestion.write', 'ingestion.undo', 'commerce.read', 'customers.read'],
);

async function run(job: string, importId: string): Promise<void> {
  const jobs = domains.flatMap((domain) => domain.jobs);
  const { log, run: transact } = platform;
  const ctx = { platform, log, signal: new AbortController().signal, transact };
  await jobs.find(({ name }) => name === job)!.run(ctx, { importId });
}

async function imported(kind: 'orders' | 'customers', rows: number): Promise<string> {
  const file = join(copied.folder, `${kind}.demo`);
  if (kind === 'orders') await writeOrdersCsv(file, { rows, seed: 3 });
  else await writeCustomersCsv(file, { rows, seed: 3, dirtyPermille: 200 });
  const headers = { 'content-type': 'application/octet-stream' };
  const upload = await call('POST', '/uploads?fileName=a.csv', { body: readFileSync(file), headers, as });
  const draft = await call('POST', '/imports', { body: { uploadId: upload.body.id, as: kind }, as });
  await call('POST', `/imports/${draft.body.id}/start`, { body: {}, as });
  await run('run-import', draft.body.id);
  return draft.body.id;
}

async function undo(importId: string): Promise<void> {
  expect((await call('POST', `/imports/${importId}/undo`, { body: {}, as })).status).toBe(200);
  await run('undo-import', importId);
}

async function expectSame(): Promise<Record<string, number>> {
  await copied.caughtUp();
  return expectSameFacts(platform);
}

test('what imports bring, tell anew and take back arrives in the copy', async () => {
  const customers = await imported('customers', 400);
  expect((await expectSame()).customers).toBeGreaterThan(300);
  const orders = await imported('orders', 800);
  const both = await expectSame();
  expect(both.orders).toBeGreaterThan(100);
  expect(both.order_lines).toBeGreaterThan(both.orders!);
  await undo(orders);
  expect((await expectSame()).orders).toBe(0);
  await undo(customers);
  expect((await expectSame()).customers).toBe(0);
});

const texts = ['', 'a', '王', 'x,"y"', 'line\nbreak'];
const types = ['text', 'number', 'money', 'date', 'choice', 'choices', 'flag', 'url', 'person'];
const told: Record<string, string> = {
  ...{
    text: '"words"',
    number: '"7.25"',
    money: '"9223372036854775807"',
    date: '"2026-03-05"',
    choice: '"gold"',
  },
  ...{ choices: '["gold", "blue"]', flag: 'true', url: '"https://example.com"', person: '"7"' },
};

const id = (dice: Dice) => String(1 + dice(40));
const orderIds = 60;

/** Whatever may happen to what the views stand on, as one statement each. */
const happenings: ((dice: Dice) => [string, unknown[]])[] = [
  (dice) => [
    `insert into customers.customers (id, display_name, city, country) overriding system value values ($1, $2, $3, $4)
      on conflict (id) do update set display_name = excluded.display_name, city = excluded.city, country = excluded.country`,
    [
      id(dice),
      pick(dice, texts),
      pick(dice, ['杭州', '杭州市', '上海市', null]),
      pick(dice, ['CN', 'FR', null]),
    ],
  ],
  (dice) => [
    'update customers.customers set binned_at = $2 where id % 5 = $1',
    [dice(5), pick(dice, [null, new Date()])],
  ],
  (dice) => ['delete from customers.customers where id = $1', [id(dice)]],
  (dice) => {
    const type = pick(dice, types);
    return [
      'update customers.customers set field_values = jsonb_set(field_values, array[$2], $3) where id % 7 = $1',
      [dice(7), `f_${type}`, told[type]],
    ];
  },
  (dice) => [`update customers.customers set field_values = '{}' where id = $1`, [id(dice)]],
  (dice) => [
    `insert into customers.custom_fields (key, type, kinds, position, label, created_at, updated_at)
      select 'f_' || t, t, '{person}', 1, '{}', now(), now() from unnest($1::text[]) t on conflict (key) do nothing`,
    [types.filter(() => dice(3) === 0)],
  ],
  (dice) => [
    'update customers.custom_fields set archived_at = $2 where type = $1',
    [pick(dice, types), pick(dice, [null, new Date()])],
  ],
  (dice) => ['delete from customers.custom_fields where type = $1', [pick(dice, types)]],
  (dice) => [
    `insert into customers.city_tiers (city, tier, updated_by) values ($1, $2, 'test')
      on conflict (city) do update set tier = excluded.tier`,
    [pick(dice, ['杭州', '上海']), pick(dice, ['first', 'fifth'])],
  ],
  () => ['delete from customers.city_tiers', []],
  (dice) => [
    `insert into customers.totals (customer_id, orders, spend_minor) values ($1, $2, $3)
      on conflict (customer_id) do update set orders = excluded.orders, spend_minor = excluded.spend_minor`,
    [id(dice), dice(9), '9007199254740993'],
  ],
  (dice) => [
    `insert into customers.contact_points (customer_id, kind, value, entered) values ($1, 'email', $2, '') on conflict do nothing`,
    [id(dice), pick(dice, texts)],
  ],
  (dice) => [
    `update customers.contact_points p set customer_id = $2 where customer_id = $1
      and not exists (select from customers.contact_points o where o.customer_id = $2 and o.value = p.value)`,
    [id(dice), id(dice)],
  ],
  (dice) => ['delete from customers.contact_points where customer_id % 11 = $1', [dice(11)]],
  (dice) => [
    `with made as (insert into customers.tags (name) values ('tag ' || random()) returning id)
      insert into customers.customer_tags (customer_id, tag_id) select n, id from made, generate_series(1, $1::int) n`,
    [1 + dice(9)],
  ],
  (dice) => [
    `with pair as (select min(id) as from_id, max(id) as into_id from (select id from customers.tags where merged_into is null
        order by md5(id::text || $1) limit 2) two having count(*) = 2)
      update customers.tags set merged_into = into_id from pair where id = from_id or merged_into = from_id`,
    [String(dice(100))],
  ],
  () => [
    'update customers.tags set merged_into = null where id = (select max(id) from customers.tags where merged_into is not null)',
    [],
  ],
  (dice) => ['delete from customers.customer_tags where customer_id = $1', [id(dice)]],
  (dice) => [
    `insert into customers.source_records (customer_id, source_id, key_kind, key_value, payload, payload_hash)
      values ($1, $2, 'external', '', '{}', '')`,
    [id(dice), dice(3)],
  ],
  (dice) => [
    'update customers.source_records set customer_id = $2 where customer_id = $1',
    [id(dice), id(dice)],
  ],
  (dice) => ['delete from customers.source_records where customer_id = $1', [id(dice)]],
  (dice) => [
    `insert into customers.activities (customer_id, type, occurred_at, actor, payload) values ($1, 'call', $2, 'test', '{}')`,
    [id(dice), pick(dice, ['2026-03-05T08:00:00.123456Z', '2026-04-05T08:00:00Z'])],
  ],
  (dice) => ['update customers.activities set customer_id = $2 where customer_id = $1', [id(dice), id(dice)]],
  (dice) => ['delete from customers.activities where customer_id = $1', [id(dice)]],
  (dice) => [
    `with made as (insert into commerce.orders (customer_id, id, source_id, number, kind, ordered_at, store, currency, amount_minor, base_amount_minor, base_rate, lines)
        select case when n % 3 = 0 then 0 else $2 end, n, 1, n, 'sale', now(), $3, 'JPY', 1001, $4::bigint, $4::bigint / 1001.0, 3
        from generate_series($1::int, $1::int + 5) n on conflict do nothing returning customer_id, id)
      insert into commerce.order_lines (customer_id, order_id, product_id, occurrence, quantity, unit_price, amount_minor)
      select customer_id, id, line, 1, 1.5, 333.67, 333 + line % 2 from made, generate_series(1, 3) line on conflict do nothing`,
    [1 + dice(orderIds), dice(40), pick(dice, texts), pick(dice, [null, '50', '1001', '9007199254740993'])],
  ],
  (dice) => [
    `with moved as (select id from commerce.orders where customer_id = $1), lines as (
        update commerce.order_lines set customer_id = $2 where order_id in (select id from moved))
      update commerce.orders set customer_id = $2 where id in (select id from moved)
        and not exists (select from commerce.orders o where o.customer_id = $2)`,
    [dice(40), 41 + dice(5)],
  ],
  (dice) => [
    'update commerce.orders set base_amount_minor = $2, store = $3 where id % 4 = $1',
    [dice(4), dice(5_000), pick(dice, texts)],
  ],
  (dice) => [
    'update commerce.orders set base_rate = $2 where id % 4 = $1',
    [dice(4), pick(dice, [null, '0.05'])],
  ],
  (dice) => [
    'delete from commerce.order_lines where order_id = $1 and product_id = $2',
    [1 + dice(orderIds), 1 + dice(3)],
  ],
  (dice) => ['delete from commerce.orders where id % 13 = $1', [dice(13)]],
  (dice) => [
    `insert into commerce.products (code, name, category) values ($1, $2, $3)
      on conflict (code) do update set name = excluded.name, category = excluded.category, lines = products.lines + 1`,
    [`P${dice(9)}`, pick(dice, texts), pick(dice, texts)],
  ],
  (dice) => [
    `insert into segments.rfm (customer_id, last_day, purchases, spend_minor, recency, frequency, spend, rfm_group, rfm_kind)
      values ($1, '2026-03-05', 2, 5, 1, $2, 5, 'lost', 'keyValue')
      on conflict (customer_id) do update set frequency = excluded.frequency`,
    [id(dice), 1 + dice(5)],
  ],
  (dice) => [
    `insert into segments.grades (customer_id, grade, points, met, since, orders, cancellations)
      values ($1, $2, $3, '{}', now(), 0, 0) on conflict (customer_id) do update set grade = excluded.grade`,
    [id(dice), pick(dice, ['high', 'low']), pick(dice, [null, 7])],
  ],
  (dice) => ['delete from segments.grades where customer_id = $1', [id(dice)]],
  (dice) => ['delete from segments.rfm where customer_id = $1', [id(dice)]],
  (dice) => [
    `insert into segments.members (customer_id, segment_id, entered_at) values ($1, $2, $3)
      on conflict (customer_id, segment_id) do update set entered_at = excluded.entered_at`,
    [id(dice), 1 + dice(3), pick(dice, ['2026-03-05T08:00:00.123456Z', '2026-04-05T08:00:00Z'])],
  ],
  (dice) => ['delete from segments.members where customer_id = $1', [id(dice)]],
  (dice) => [
    `insert into segments.stages (customer_id, stage, since, orders, cancellations) values ($1, $2, now(), 1, 0)
      on conflict (customer_id) do update set stage = excluded.stage, since = excluded.since`,
    [id(dice), pick(dice, ['new', 'loyal', 'asleep'])],
  ],
  (dice) => ['delete from segments.stages where customer_id = $1', [id(dice)]],
  (dice) => ['delete from commerce.products where code = $1', [`P${dice(9)}`]],
];

test.each([1, 2])(
  'after anything that happens, several at once too, both engines give the same rows, a copy built anew too (seed %i)',
  async (seed) => {
    const dice = diceOf(seed);
    await pool.query(`select platform.ensure_months('customers.activities', '2026-03-01', '2026-04-30')`);
    const [main, apart] = [await pool.connect(), await pool.connect()];
    // What another transaction holds is left to it, and what is refused changes nothing.
    for (const client of [main, apart]) await client.query(`set lock_timeout = '50ms'`);
    for (let round = 0; round < 10; round++) {
      const overlaps = dice(2) === 0;
      if (overlaps) await apart.query('begin');
      for (let step = 0; step < 12; step++) {
        const [text, values] = pick(dice, happenings)(dice);
        await main.query({ text, values }).catch(() => {});
        if (!overlaps || step > 3) continue;
        const [inside, its] = pick(dice, happenings)(dice);
        await apart.query('savepoint before');
        await apart.query(inside, its).catch(() => apart.query('rollback to before'));
        if (step === 3) await apart.query(dice(4) === 0 ? 'rollback' : 'commit');
      }
      await expectSame();
    }
    main.release(true);
    apart.release(true);
    const counts = await expectSame();
    expect(Object.values(counts).reduce((sum, count) => sum + count)).toBeGreaterThan(50);
    await copied.again(async () => {
      for (const file of readdirSync(copied.folder)) rmSync(join(copied.folder, file), { recursive: true });
    });
    expect(await expectSame()).toEqual(counts);
  },
);
