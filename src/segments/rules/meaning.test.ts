import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { compileRule } from './compile-rule.queries.ts';
import { membersStatement } from './count-rule.queries.ts';
import { judgeRule } from './judge-rule.ts';
import { momentAt } from './moment.ts';
import { loadPeople } from './people.queries.ts';
import { totalsOfDocuments } from './random-world.fixtures.ts';
import { namesOf } from './rule-names.ts';
import { rule } from './rule-tree.contract.ts';

const platform = await testPlatform();
const { db } = platform.database;
const none = new Map<string, never>();
const names = namesOf({
  ...{ fields: none, tags: none, sources: none, users: none, teams: none, products: none },
  categories: new Set(),
});
const ids = new Map<string, string>();
await sql`select platform.ensure_months('customers.activities', '2026-01-01', '2026-12-01')`.execute(db);

/** Somebody by name, made when first spoken of. */
async function somebody(name: string, birthday: string | null = null): Promise<string> {
  const known = ids.get(name);
  if (known) return known;
  const { rows } = await sql<{ id: string }>`insert into customers.customers (display_name, birthday)
    values (${name}, ${birthday}) returning id`.execute(db);
  ids.set(name, rows[0]!.id);
  return rows[0]!.id;
}

interface Bought {
  kind?: 'sale' | 'return' | 'cancellation';
  /** Minor units; null without a rate. */
  worth?: number | null;
  seller?: string;
  /** Product and worth. */
  lines?: [string, number][];
}

async function buys(
  name: string,
  at: string,
  { kind = 'sale', worth = 100, seller, lines = [] }: Bought = {},
) {
  const id = name === 'guest' ? '0' : await somebody(name);
  const amount = worth ?? 100;
  const { rows } = await sql<{
    id: string;
  }>`insert into commerce.orders (customer_id, id, source_id, number, kind, ordered_at,
      seller, currency, amount_minor, base_amount_minor, base_rate, lines)
    values (${id}, nextval('commerce.order_ids'), 1, currval('commerce.order_ids'), ${kind}, ${at}::timestamptz, ${seller ?? null},
      'CNY', ${amount}, ${worth}, ${worth === null ? null : 1}, ${lines.length}) returning id`.execute(db);
  for (const [place, [product, share]] of lines.entries())
    await sql`insert into commerce.order_lines (customer_id, order_id, product_id, occurrence, quantity, unit_price, amount_minor)
      values (${id}, ${rows[0]!.id}, ${product}, ${place + 1}, ${kind === 'sale' ? 1 : -1}, 1, ${share})`.execute(
      db,
    );
  await totalsOfDocuments(db);
}

const does = async (name: string, type: string, at: string) =>
  sql`insert into customers.activities (customer_id, type, occurred_at, actor, payload)
    values (${await somebody(name)}, ${type}, ${at}::timestamptz, 'user:1', '{}')`.execute(db);

/** Whom of these a rule means at this moment, in SQL; the judge has to mean the same. */
async function meant(among: string[], given: object, now = '2026-03-05T08:00:00Z'): Promise<string> {
  const read = rule.parse(given);
  const moment = momentAt(new Date(now), 'Asia/Shanghai');
  const wanted = among.map((name) => ids.get(name)!);
  const people = await platform.run((ctx) => loadPeople(ctx, wanted));
  const within = (id: unknown) => sql<boolean>`${id} = any(cast(${wanted} as bigint[]))`;
  const statement = membersStatement(compileRule(read, moment, names, within), { after: '0', limit: 99 });
  const { rows } = await platform.run((ctx) => ctx.facts.ask(statement));
  const found = new Set(rows.map(({ id }) => id));
  const judged = wanted.filter((id) => judgeRule(read, people.get(id)!, { moment, names }).holds);
  expect(wanted.filter((id) => found.has(id))).toEqual(judged);
  return among.filter((name) => found.has(ids.get(name)!)).join(' ');
}

const orders = (more: object = {}) => ({
  ...{ type: 'orders', measure: 'count', operator: 'atLeast', value: 1 },
  ...more,
});

test('who was born on 29 February turns on the 28th of years without one', async () => {
  const born = { feb28: '1988-02-28', feb29: '1988-02-29', mar1: '1988-03-01' };
  for (const [name, day] of Object.entries(born)) await somebody(name, day);
  const at = (years: number, day: string) =>
    meant(Object.keys(born), { type: 'age', operator: 'exactly', value: years }, `${day}T04:00:00Z`);
  expect(await at(38, '2026-02-27')).toBe('');
  expect(await at(38, '2026-02-28')).toBe('feb28 feb29');
  expect(await at(38, '2026-03-01')).toBe('feb28 feb29 mar1');
  expect(await at(40, '2028-02-28')).toBe('feb28');
  expect(await at(40, '2028-02-29')).toBe('feb28 feb29');
  const birthday = { type: 'birthday', when: { nextDays: 1 } };
  expect(await meant(Object.keys(born), birthday, '2026-02-28T04:00:00Z')).toBe('feb28 feb29');
  expect(await meant(Object.keys(born), birthday, '2028-02-28T04:00:00Z')).toBe('feb28');
});

test('a quantity of fourteen digits, as of a barcode that slipped into its column, counts like any other', async () => {
  await buys('scanned', '2026-03-01T02:00:00Z', {
    lines: [
      ['0', 100],
      ['0', 100],
    ],
  });
  await sql`update commerce.order_lines set quantity = 99999999999999.000001
    where customer_id = ${ids.get('scanned')}`.execute(db);
  const pieces = (operator: string, value: number) =>
    meant(['scanned'], orders({ measure: 'quantity', operator, value }));
  expect(await pieces('atLeast', 10_000_000_000_000)).toBe('scanned');
  expect(await pieces('atMost', 10_000_000_000_000)).toBe('');
  const person = (await platform.run((ctx) => loadPeople(ctx, [ids.get('scanned')!]))).get(
    ids.get('scanned')!,
  )!;
  const read = rule.parse(orders({ measure: 'quantity' }));
  const { because } = judgeRule(read, person, { moment: momentAt(new Date(), 'Asia/Shanghai'), names });
  expect(because![0]).toEqual({ fact: 'measured', value: '199999999999998.000002' });
});

test('nobody has an age before they are born, or without a birthday', async () => {
  await somebody('unborn', '2026-03-06');
  await somebody('ageless');
  await somebody('newborn', '2026-03-05');
  const among = ['unborn', 'ageless', 'newborn'];
  expect(await meant(among, { type: 'age', operator: 'atMost', value: 99 })).toBe('newborn');
  expect(await meant(among, { none: [{ type: 'age', operator: 'atMost', value: 99 }] })).toBe(
    'unborn ageless',
  );
});

test('a lunar birthday is found on its day of every year, in no leap month, and on the 29th for the 30th', async () => {
  await somebody('first', '1990-01-27');
  await somebody('leap', '1987-07-26');
  await somebody('thirtieth', '1990-01-26');
  const among = ['first', 'leap', 'thirtieth'];
  const on = (day: string) =>
    meant(among, { type: 'birthday', calendar: 'lunar', when: { nextDays: 1 } }, `${day}T04:00:00Z`);
  expect(await on('2026-02-17')).toBe('first');
  expect(await on('2026-01-27')).toBe('');
  expect(await on('2025-06-25')).toBe('leap');
  expect(await on('2025-07-25')).toBe('');
  expect(await on('2026-02-16')).toBe('thirtieth');
});

test('a window begins with the very first moment of its day, and ends with now', async () => {
  // 16:00 in UTC is midnight in Shanghai.
  await buys('before', '2026-02-26T15:59:59.999999Z');
  await buys('first', '2026-02-26T16:00:00Z');
  await buys('now', '2026-03-05T08:00:00.000999Z');
  await buys('later', '2026-03-05T08:00:00.001Z');
  const among = ['before', 'first', 'now', 'later'];
  expect(await meant(among, orders({ within: { days: 7 } }))).toBe('first now');
  expect(await meant(among, orders({ within: { days: 1 } }))).toBe('now');
  expect(await meant(among, orders({ within: { daysAgo: { from: 7, to: 7 } } }))).toBe('before');
  expect(await meant(among, orders({ within: { from: '2026-02-27' } }))).toBe('first now later');
  expect(await meant(among, orders())).toBe('before first now later');
});

test('days since an order are days of the calendar, whatever the hour', async () => {
  await buys('yesterday', '2026-03-04T15:59:59.999999Z');
  await buys('today', '2026-03-04T16:00:00Z');
  await buys('back', '2026-02-01T00:00:00Z', { kind: 'return', worth: -1 });
  const since = (operator: string, value: number) =>
    meant(['yesterday', 'today', 'back'], orders({ measure: 'daysSinceLast', operator, value }));
  expect(await since('exactly', 0)).toBe('today');
  expect(await since('exactly', 1)).toBe('yesterday');
  expect(await since('atLeast', 1)).toBe('yesterday');
  expect(await since('atMost', 0)).toBe('today');
  expect(await since('atMost', 99)).toBe('yesterday today');
});

test('what was given back is taken off spend, by its own time; an order without a rate adds nothing and counts', async () => {
  await buys('keeper', '2026-03-01T00:00:00Z', { worth: 500 });
  await buys('returner', '2026-01-01T00:00:00Z', { worth: 500 });
  await buys('returner', '2026-03-01T00:00:00Z', { kind: 'return', worth: -200 });
  await buys('unrated', '2026-03-01T00:00:00Z', { worth: null });
  await somebody('nobody');
  const among = ['keeper', 'returner', 'unrated', 'nobody'];
  const spend = (operator: string, value: number, more: object = {}) =>
    meant(among, orders({ measure: 'spend', operator, value, ...more }));
  expect(await spend('exactly', 300)).toBe('returner');
  expect(await spend('exactly', -200, { within: { days: 30 } })).toBe('returner');
  expect(await spend('exactly', 200, { kind: 'returns' })).toBe('returner');
  expect(await spend('exactly', 0)).toBe('unrated nobody');
  expect(await meant(among, orders({ operator: 'exactly', value: 1 }))).toBe('keeper returner unrated');
  expect(await meant(among, orders({ operator: 'exactly', value: 0 }))).toBe('nobody');
  const average = (operator: string, value: number) =>
    meant(among, orders({ measure: 'average', operator, value }));
  expect(await average('atMost', 300)).toBe('returner');
  expect(await average('atLeast', -999_999)).toBe('keeper returner');
  expect(await meant(among, orders({ measure: 'largest', operator: 'atMost', value: 500 }))).toBe(
    'keeper returner',
  );
});

test('who only gave back has no average, and no order', async () => {
  await buys('only back', '2026-03-01T00:00:00Z', { kind: 'cancellation', worth: -100 });
  expect(await meant(['only back'], orders({ measure: 'average', operator: 'atMost', value: 0 }))).toBe('');
  expect(await meant(['only back'], orders({ measure: 'spend', operator: 'exactly', value: -100 }))).toBe(
    'only back',
  );
  expect(await meant(['only back'], orders({ kind: 'cancellations' }))).toBe('only back');
  expect(await meant(['only back'], { none: [orders()] })).toBe('only back');
});

test('by products a document counts once, with its lines that fit', async () => {
  const { rows } = await sql<{ id: string }>`insert into commerce.products (code, name, category, brand)
    values ('T1', 'Green', 'Tea', 'Qing'), ('T2', 'Black', 'Tea', 'Bai'), ('C1', 'Cup', 'Cups', 'Tea') returning id`.execute(
    db,
  );
  const [green, black, cup] = rows.map(({ id }) => id) as [string, string, string];
  await buys('mixed', '2026-03-01T00:00:00Z', {
    worth: 600,
    seller: 'Li',
    lines: [
      [green, 100],
      [black, 200],
      [cup, 250],
      ['0', 50],
    ],
  });
  await buys('cups', '2026-03-01T00:00:00Z', { worth: 300, lines: [[cup, 300]] });
  const among = ['mixed', 'cups'];
  const of = { categories: ['Tea'] };
  expect(await meant(among, orders({ of, operator: 'exactly' }))).toBe('mixed');
  expect(await meant(among, orders({ of, measure: 'spend', operator: 'exactly', value: 300 }))).toBe('mixed');
  expect(await meant(among, orders({ of, measure: 'largest', operator: 'exactly', value: 300 }))).toBe(
    'mixed',
  );
  expect(
    await meant(
      among,
      orders({ of: { productBrands: ['Tea'] }, measure: 'spend', operator: 'exactly', value: 250 }),
    ),
  ).toBe('mixed');
  expect(await meant(among, orders({ of: { ...of, sellers: ['Li'] } }))).toBe('mixed');
  expect(await meant(among, orders({ of: { ...of, sellers: ['Wu'] } }))).toBe('');
  expect(await meant(among, orders({ measure: 'products', operator: 'exactly', value: 3 }))).toBe('mixed');
  expect(await meant(among, orders({ measure: 'quantity', operator: 'exactly', value: 4 }))).toBe('mixed');
});

test('steps follow on each other later, and within so many times 24 hours of the one before', async () => {
  await does('in time', 'call', '2026-03-01T08:00:00Z');
  await buys('in time', '2026-03-02T08:00:00Z');
  await does('too late', 'call', '2026-03-01T08:00:00Z');
  await buys('too late', '2026-03-02T08:00:00.000001Z');
  await does('at once', 'call', '2026-03-01T08:00:00Z');
  await buys('at once', '2026-03-01T08:00:00Z');
  await buys('other way', '2026-03-01T08:00:00Z');
  await does('other way', 'call', '2026-03-01T09:00:00Z');
  const among = ['in time', 'too late', 'at once', 'other way'];
  const sequence = { type: 'sequence', steps: ['call', 'order'], withinDays: 1 };
  expect(await meant(among, sequence)).toBe('in time');
  expect(await meant(among, { ...sequence, within: { from: '2026-03-02' } })).toBe('');
  await does('in time', 'visit', '2026-03-03T08:00:00Z');
  await does('too late', 'visit', '2026-03-02T08:00:00Z');
  expect(await meant(among, { ...sequence, steps: ['call', 'order', 'visit'] })).toBe('in time');
});

test('guests are nobody, and who lies in the bin is not meant', async () => {
  await buys('guest', '2026-03-01T00:00:00Z');
  await buys('binned', '2026-03-01T00:00:00Z');
  await sql`update customers.customers set binned_at = now() where id = ${ids.get('binned')}`.execute(db);
  const compiled = compileRule(rule.parse(orders()), momentAt(new Date(), 'UTC'), names);
  const { rows } = await platform.run((ctx) =>
    ctx.facts.ask(membersStatement(compiled, { after: '0', limit: 99 })),
  );
  expect(rows.map(({ id }) => id)).not.toContain(ids.get('binned'));
  expect(rows.map(({ id }) => id)).not.toContain('0');
});

test('different products are told apart, whatever their numbers and however often each was bought', async () => {
  const bought = (name: string, products: number[]) =>
    buys(name, '2026-03-01T02:00:00Z', { lines: products.map((id): [string, number] => [String(id), 1]) });
  await bought('Anew', [1, 63, 125]);
  await bought('Again', [1, 1, 63, 63, 63]);
  await bought('Without', [0, 0, 0, 7, 8]);
  await bought('Wide', [1, 2, 3]);
  const among = ['Anew', 'Again', 'Without', 'Wide'];
  const atLeast = (value: number, rest = {}) =>
    meant(among, {
      ...{ type: 'orders', kind: 'purchases', measure: 'products' },
      operator: 'atLeast',
      value,
      ...rest,
    });
  for (const value of [1, 2]) expect(await atLeast(value)).toBe('Anew Again Without Wide');
  expect(await atLeast(3)).toBe('Anew Wide');
  expect(await atLeast(3, { of: { products: ['1', '63', '125'] } })).toBe('Anew');
  expect(await atLeast(4)).toBe('');
  const many = Array.from({ length: 40 }, (_, nth) => nth * 31 + 1);
  await bought('Many', many);
  among.push('Many');
  for (const value of [31, 32, 40]) expect(await atLeast(value)).toBe('Many');
  expect(await atLeast(41)).toBe('');
});
