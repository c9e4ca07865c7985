import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { editOrder } from '../orders/edit-order.ts';
import { customerNamed, placeOrder } from '../orders/orders.fixtures.ts';
import { convertOrders } from './convert-orders.ts';
import { listCurrencies, listRates, putRate, removeRate } from './currencies.ts';

const platform = await testPlatform();

async function convert(currency: string) {
  const { log } = platform;
  await convertOrders(
    { platform, log, signal: new AbortController().signal, transact: platform.run },
    currency,
  );
}

async function worthOf(number: string): Promise<string | null> {
  const { rows } = await platform.database.pool.query(
    'select base_amount_minor from commerce.orders where number = $1',
    [number],
  );
  return rows[0].base_amount_minor;
}

async function spendOf(customerId: string): Promise<string> {
  const { rows } = await platform.database.pool.query(
    'select spend_minor from customers.totals where customer_id = $1',
    [customerId],
  );
  return rows[0].spend_minor;
}

async function revenueOf(code: string): Promise<string> {
  const { rows } = await platform.database.pool.query(
    'select revenue_minor from commerce.products where code = $1',
    [code],
  );
  return rows[0].revenue_minor;
}

test('a rate converts the orders of its days, with totals and revenue, and taking it away undoes that', async () => {
  const customerId = await platform.run((ctx) => customerNamed(ctx, 'Traveller'));
  const place = (number: string, orderedAt: string) =>
    platform.run((ctx) =>
      placeOrder(ctx, [['TEA', '1', '100']], { customerId, number, orderedAt, currency: 'USD' }),
    );
  await place('before', '2026-01-31T15:59:59Z');
  // Midnight of the first of February in Shanghai.
  await place('first', '2026-01-31T16:00:00Z');
  await place('later', '2026-02-15T00:00:00Z');
  expect(await worthOf('first')).toBeNull();

  await platform.run((ctx) => putRate(ctx, { currency: 'USD', validFrom: '2026-02-01', rate: '7.2' }));
  await platform.run((ctx) => putRate(ctx, { currency: 'USD', validFrom: '2026-02-10', rate: '7.00005' }));
  await convert('USD');
  expect([await worthOf('before'), await worthOf('first'), await worthOf('later')]).toEqual([
    null,
    '72000',
    '70001',
  ]);
  expect(await spendOf(customerId)).toBe('142001');
  expect(await revenueOf('TEA')).toBe('142001');

  await platform.run((ctx) => removeRate(ctx, { currency: 'USD', validFrom: '2026-02-10' }));
  await convert('USD');
  expect(await worthOf('later')).toBe('72000');
  expect([await spendOf(customerId), await revenueOf('TEA')]).toEqual(['144000', '144000']);
});

test('a rate that is known is applied as an order is written', async () => {
  await platform.run((ctx) => putRate(ctx, { currency: 'KWD', validFrom: '2026-01-01', rate: '23.5' }));
  await platform.run((ctx) => placeOrder(ctx, [['DATES', '1', '1.234']], { number: 'kwd', currency: 'KWD' }));
  expect(await worthOf('kwd')).toBe('2900');
});

test('changing a rate leaves a job to convert the orders, one for each currency', async () => {
  await platform.run((ctx) => putRate(ctx, { currency: 'EUR', validFrom: '2026-01-01', rate: '7.8' }));
  await platform.run((ctx) => putRate(ctx, { currency: 'EUR', validFrom: '2026-01-01', rate: '7.9' }));
  const { rows } = await platform.database.pool.query(
    "select key from graphile_worker.jobs where task_identifier = 'commerce.convert_orders' order by 1",
  );
  expect(rows.map((row) => row.key)).toEqual([
    'commerce.convert_orders EUR',
    'commerce.convert_orders KWD',
    'commerce.convert_orders USD',
  ]);
});

test('the list of currencies shows the newest rate and how many orders have none', async () => {
  await platform.run((ctx) => placeOrder(ctx, [['SILK', '1', '3']], { currency: 'JPY' }));
  const { baseCurrency, items } = await platform.run((ctx) => listCurrencies(ctx));
  expect(baseCurrency).toBe('CNY');
  expect(
    items.map((item) => [item.currency, item.digits, item.rate, item.inUse, item.unratedOrders]),
  ).toEqual([
    ['CNY', 2, null, false, 0],
    ['EUR', 2, '7.9', false, 0],
    ['JPY', 0, null, true, 1],
    ['KWD', 3, '23.5', true, 0],
    ['USD', 2, '7.2', true, 1],
  ]);
});

test('rates page from the newest to the oldest', async () => {
  for (const month of ['02', '03', '04'])
    await platform.run((ctx) => putRate(ctx, { currency: 'EUR', validFrom: `2026-${month}-01`, rate: '7' }));
  const first = await platform.run((ctx) => listRates(ctx, { currency: 'EUR', limit: 3 }));
  expect(first.items.map((rate) => rate.validFrom)).toEqual(['2026-04-01', '2026-03-01', '2026-02-01']);
  const rest = await platform.run((ctx) =>
    listRates(ctx, { currency: 'EUR', limit: 3, cursor: first.next! }),
  );
  expect(rest).toEqual({ items: [{ currency: 'EUR', validFrom: '2026-01-01', rate: '7.9' }], next: null });
});

test("an unknown currency, the organisation's own and a rate that is not there are refused", async () => {
  const put = (currency: string) =>
    platform.run((ctx) => putRate(ctx, { currency, validFrom: '2026-01-01', rate: '1' }));
  await expect(put('XQZ')).rejects.toMatchObject({ code: 'commerce.unknown_currency' });
  await expect(put('CNY')).rejects.toMatchObject({ code: 'commerce.own_currency' });
  await expect(
    platform.run((ctx) => removeRate(ctx, { currency: 'EUR', validFrom: '1999-01-01' })),
  ).rejects.toMatchObject({ code: 'commerce.rate_not_found' });
});

/** What the lines of an order are worth, as facts tell it. */
async function linesWorth(number: string): Promise<(string | null)[]> {
  const { rows } = await platform.database.pool.query(
    `select line.base_amount_minor from facts.order_lines line join facts.orders o on o.id = line.order_id
     where o.number = $1 order by line.amount_minor desc`,
    [number],
  );
  return rows.map((row) => row.base_amount_minor);
}

test('a line is worth what the rate of its day makes of it, whatever its document comes to', async () => {
  const put = (rate: string) =>
    platform.run((ctx) => putRate(ctx, { currency: 'JPY', validFrom: '2026-01-01', rate }));
  const place = (number: string, less: string) =>
    platform.run((ctx) =>
      placeOrder(
        ctx,
        [
          ['SILK', '1', '10000'],
          ['SILK', '-1', less],
        ],
        { number, currency: 'JPY' },
      ),
    );
  await platform.run((ctx) => placeOrder(ctx, [['SILK', '1', '3']], { number: 'unrated', currency: 'GBP' }));
  await put('0.048');
  await place('nearly nothing', '9999');
  await place('nothing', '10000');
  expect(await worthOf('nearly nothing')).toBe('5');
  expect(await linesWorth('nearly nothing')).toEqual(['48000', '-47995']);
  expect(await linesWorth('nothing')).toEqual(['48000', '-48000']);
  expect(await linesWorth('unrated')).toEqual([null]);
});

test('a changed rate notes documents whose lines it changes, even where they themselves are worth the same', async () => {
  const { pool } = platform.database;
  const worths = () => Promise.all(['nearly nothing', 'nothing'].map(worthOf));
  const before = await worths();
  await pool.query('truncate platform.fact_changes');
  await platform.run((ctx) => putRate(ctx, { currency: 'JPY', validFrom: '2026-01-01', rate: '0.05' }));
  await convert('JPY');
  expect(await worths()).toEqual(before);
  expect(await linesWorth('nearly nothing')).toEqual(['50000', '-49995']);
  expect(await linesWorth('nothing')).toEqual(['50000', '-50000']);
  const { rows } = await pool.query(`select number from commerce.orders where currency = 'JPY' and id in (
    select unnest(ids) from platform.fact_changes where 'order_lines.order_id' = any(facts)) order by number`);
  expect(rows.map(({ number }) => number)).toEqual(expect.arrayContaining(['nearly nothing', 'nothing']));
});

test('an order that moves to another day takes the rate of that day, its lines too', async () => {
  await platform.run((ctx) => putRate(ctx, { currency: 'JPY', validFrom: '2026-02-01', rate: '0.04' }));
  await convert('JPY');
  const { rows } = await platform.database.pool.query(
    "select id, version from commerce.orders where number = 'nothing'",
  );
  await platform.run((ctx) =>
    editOrder(
      { ...ctx, ifMatch: String(rows[0].version) },
      { id: rows[0].id, orderedAt: '2026-01-31T15:00:00Z' },
    ),
  );
  expect(await linesWorth('nothing')).toEqual(['50000', '-50000']);
  expect(await linesWorth('nearly nothing')).toEqual(['40000', '-39996']);
});

test('documents of before rates were kept get the rate itself where they are worth what it says, and others wait', async () => {
  const { pool } = platform.database;
  await platform.run((ctx) =>
    placeOrder(ctx, [['SILK', '1', '7']], { number: 'of another rate', currency: 'JPY' }),
  );
  await pool.query("update commerce.orders set base_amount_minor = 5 where number = 'of another rate'");
  await pool.query(`insert into admin.organisation (name, currency, time_zone, language)
    values ('Tea', 'CNY', 'Asia/Shanghai', 'en') on conflict do nothing`);
  // As the migration that began to keep rates left them.
  await pool.query(`update commerce.orders set base_rate = case when base_amount_minor is distinct from amount_minor
    then base_amount_minor / nullif(amount_minor, 0)::numeric else 1 end`);
  expect(await linesWorth('nothing')).toEqual(['10000', '-10000']);
  const path = '../../../database/migrations/0068_commerce_exact_base_rates.sql';
  await pool.query(await readFile(join(import.meta.dirname, path), 'utf8'));
  expect(await linesWorth('nothing')).toEqual(['50000', '-50000']);
  expect(await linesWorth('nearly nothing')).toEqual(['40000', '-39996']);
  expect(await linesWorth('of another rate')).toEqual(['5']);
  const { rows } = await pool.query(`select currency, count(*)::int as documents from commerce.orders
    where base_rate is null group by currency order by currency`);
  expect(rows).toEqual([
    { currency: 'GBP', documents: 1 },
    { currency: 'USD', documents: 1 },
  ]);
});
