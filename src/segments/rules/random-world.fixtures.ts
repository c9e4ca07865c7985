import { sql } from 'kysely';
import type { Platform } from '#platform/db/platform.ts';
import { type Dice, pick } from '#platform/testing/dice.ts';
import { stage } from '../lifecycle/stages.contract.ts';
import { rfmGroup, rfmKind } from '../rfm/rfm-groups.contract.ts';
import { addDays, startOfDay } from './moment.ts';

/** Words that compare in more ways than one: capitals, marks, other scripts, signs of patterns. */
export const words = [
  '杭州',
  '杭州市',
  'École',
  'ÉCOLE',
  'İstanbul',
  'ΣΟΦΟΣ',
  'сок',
  '50%_off',
  'a\\b',
  'Tea',
  'tea',
];
export const places = {
  stores: ['North', 'Süd', '总店'],
  channels: ['web', '门店'],
  brands: ['Qing', 'Bai'],
  sellers: ['李雷'],
};
export const categories = ['茶', '咖啡', 'Mug'];
export const fieldKeys = ['note', 'size', 'fee', 'since', 'level', 'likes', 'vip', 'site', 'guide'] as const;
export const choices = ['a', 'b', 'c'];
export const grades = ['high', 'medium', 'low'];
export const births = [
  ...[
    '1988-02-29',
    '1987-02-28',
    '2000-03-01',
    '1996-03-05',
    '1996-03-06',
    '1996-03-04',
    '1950-12-31',
    '2026-03-05',
  ],
  ...[
    '2026-05-01',
    '1990-01-27',
    '1985-01-21',
    '2004-03-21',
    '2001-05-23',
    '1993-04-22',
    '1900-01-31',
    '1899-12-31',
    '1970-03-12',
  ],
];
const types = ['note', 'call', 'visit', 'meeting', 'complaint'];

export interface World {
  customers: string[];
  tags: string[];
  mergedTag: string;
  sources: string[];
  products: string[];
}

export interface WorldOptions {
  dice: Dice;
  customers: number;
  today: string;
  now: Date;
  timeZone: string;
}

/** Customers with what makes comparisons go wrong: gaps, ties, edges of days, returns, orders without a rate, guests, a bin. */
export async function randomWorld({ database }: Platform, options: WorldOptions): Promise<World> {
  const { dice, customers, today } = options;
  const { db } = database;
  const maybe = <T>(value: T): T | null => (dice(4) === 0 ? null : value);
  const ids = async (statement: ReturnType<typeof sql<{ id: string }>>) =>
    (await statement.execute(db)).rows.map(({ id }) => id);
  await sql`select platform.ensure_months('customers.activities', ${addDays(today, -400)}::date, ${addDays(today, 40)}::date)`.execute(
    db,
  );
  const people = Array.from({ length: customers }, (_, index) => ({
    name: `${pick(dice, words)} ${index}`,
    kind: pick(dice, ['person', 'person', 'organisation']),
    ...{
      city: maybe(pick(dice, words)),
      region: maybe(pick(dice, ['浙江', 'Zhejiang'])),
      company: maybe(pick(dice, words)),
    },
    ...{ gender: maybe(pick(dice, ['female', 'male', 'other'])), birthday: maybe(pick(dice, births)) },
    ...{ country: maybe(pick(dice, ['CN', 'TR'])), owner: maybe(String(1 + dice(3))) },
    created: edgeTime(options),
    binned: dice(12) === 0,
  }));
  const made =
    await ids(sql`insert into customers.customers (display_name, kind, city, region, company, gender, birthday,
      country, owner_id, team_id, created_at, binned_at)
    select name, kind, city, region, company, gender, birthday, country, owner, 10 + owner % 2, created,
      case when binned then now() end
    from json_to_recordset(${JSON.stringify(people)}::json) as r(name text, kind text, city text, region text, company text,
      gender text, birthday date, country text, owner bigint, created timestamptz, binned boolean) returning id`);
  await sql`insert into customers.city_tiers (city, tier, updated_by) values ('杭州', 'new_first', 'user:1')
    on conflict do nothing`.execute(db);
  const tags = await ids(
    sql`insert into customers.tags (name) values ('VIP'), ('Gold'), ('Old gold') returning id`,
  );
  await sql`update customers.tags set merged_into = ${tags[1]} where id = ${tags[2]}`.execute(db);
  const sources = await ids(
    sql`insert into customers.sources (name) values ('Till'), ('Shop'), ('List') returning id`,
  );
  const products = await ids(sql`insert into commerce.products (code, name, category, brand) values
    ('P1', 'Green', '茶', 'Qing'), ('P2', 'Black', '茶', 'Bai'), ('P3', 'Latte', '咖啡', null), ('P4', 'Cup', 'Mug', 'Bai'),
    ('P5', 'Gift', null, 'Qing') returning id`);
  const world = { customers: made, tags, mergedTag: tags[2]!, sources, products };
  await hangOn(db, options, world);
  await customFields(db, options, made);
  await documents(db, options, world);
  await scores(db, options, made);
  await stagesAndGrades(db, options, made);
  await memberships(db);
  return world;
}

async function stagesAndGrades(db: Db, options: WorldOptions, customers: readonly string[]): Promise<void> {
  const { dice } = options;
  for (const id of customers)
    if (dice(4) > 0)
      await sql`insert into segments.stages (customer_id, stage, since, orders, cancellations)
        values (${id}, ${pick(dice, stage.options)}, ${edgeTime(options)}, 0, 0)`.execute(db);
  for (const id of customers)
    if (dice(4) > 0)
      await sql`insert into segments.grades (customer_id, grade, points, met, since, orders, cancellations)
        values (${id}, ${pick(dice, grades)}, 1, '{}', ${edgeTime(options)}, 0, 0)`.execute(db);
}

/** As they were worked out last: nobody asks whether they still fit the documents. */
async function scores(db: Db, { dice, today }: WorldOptions, customers: readonly string[]): Promise<void> {
  for (const id of customers) {
    if (dice(3) === 0) continue;
    const [recency, frequency, spend] = [1, 2, 3].map(() => 1 + dice(5));
    await sql`insert into segments.rfm (customer_id, last_day, purchases, spend_minor, recency, frequency, spend, rfm_group,
        rfm_kind)
      values (${id}, ${today}, 1, 1, ${recency}, ${frequency}, ${spend}, ${pick(dice, rfmGroup.options)},
        ${pick(dice, rfmKind.options)})`.execute(db);
  }
}

type Db = Platform['database']['db'];

/** Contact points, tags, sources, activities. */
async function hangOn(db: Db, options: WorldOptions, { customers, tags, sources }: World): Promise<void> {
  const { dice } = options;
  for (const id of customers) {
    for (const kind of ['phone', 'email', 'wechat'])
      for (let n = dice(3); n > 0; n--)
        await sql`insert into customers.contact_points (customer_id, kind, value, entered)
          values (${id}, ${kind}, ${`${pick(dice, words)}${n}`}, 'x') on conflict do nothing`.execute(db);
    for (const tag of tags)
      if (dice(3) === 0)
        await sql`insert into customers.customer_tags (customer_id, tag_id) values (${id}, ${tag})`.execute(
          db,
        );
    for (const source of sources)
      if (dice(2) === 0)
        await sql`insert into customers.source_records (customer_id, source_id, key_kind, key_value, payload, payload_hash)
          values (${id}, ${source}, 'content', 'x', '{}', 'x'), (${id}, ${source}, 'content', 'y', '{}', 'y')`.execute(
          db,
        );
    let at = edgeTime(options);
    for (let n = dice(6); n > 0; n--) {
      // Several things at one time, and exactly a day after another.
      at = pick(dice, [at, edgeTime(options), edgeTime(options)]);
      await sql`insert into customers.activities (customer_id, type, occurred_at, actor, payload)
        values (${id}, ${pick(dice, types)}, ${at}::timestamptz + ${pick(dice, [0, 0, 24, 168])} * interval '1 hour',
          'user:1', '{}')`.execute(db);
    }
  }
}

/** Of segments 1 and 2. */
async function memberships(db: Db): Promise<void> {
  await sql`insert into segments.members select c.id, s, now() from customers.customers c, generate_series(1, 2) s
    where (c.id * 7 + s) % 3 = 0`.execute(db);
}

async function customFields(db: Db, { dice }: WorldOptions, customers: readonly string[]): Promise<void> {
  const ofType = {
    note: 'text',
    size: 'number',
    fee: 'money',
    since: 'date',
    level: 'choice',
    likes: 'choices',
    vip: 'flag',
    site: 'url',
    guide: 'person',
  };
  for (const [place, [key, type]] of Object.entries({ ...ofType, gone: 'text' }).entries())
    await sql`insert into customers.custom_fields (key, type, kinds, position, label, choices, archived_at, created_at, updated_at)
      values (${key}, ${type}, '{person}', ${place}, ${JSON.stringify({ en: key, zh: key })}::jsonb,
        ${JSON.stringify(choices.map((each) => ({ key: each, label: { en: each, zh: each }, archived: false })))}::jsonb,
        ${key === 'gone' ? sql`now()` : null}, now(), now())`.execute(db);
  for (const id of customers) {
    const values = {
      ...{
        note: pick(dice, words),
        size: pick(dice, ['0.1', '0.3', '2', '-7.5']),
        fee: pick(dice, ['0', '100', '-5']),
      },
      ...{
        since: pick(dice, births),
        level: pick(dice, choices),
        vip: dice(2) === 0,
        guide: String(1 + dice(3)),
      },
      ...{ likes: choices.filter(() => dice(2) === 0), site: 'https://example.org', gone: 'x' },
    };
    const kept = Object.entries(values).filter(
      ([, value]) => dice(2) === 0 && (!Array.isArray(value) || value.length > 0),
    );
    await sql`update customers.customers set field_values = ${JSON.stringify(Object.fromEntries(kept))}::jsonb
      where id = ${id}`.execute(db);
  }
}

async function documents(
  db: Db,
  options: WorldOptions,
  { customers, products, sources }: World,
): Promise<void> {
  const { dice } = options;
  let number = 0;
  for (const id of ['0', ...customers]) {
    let at = edgeTime(options);
    for (let n = dice(7); n > 0; n--) {
      number += 1;
      at = pick(dice, [at, edgeTime(options), edgeTime(options)]);
      const kind = pick(dice, ['sale', 'sale', 'sale', 'return', 'cancellation']);
      const sign = kind === 'sale' ? 1 : -1;
      const lines = Array.from({ length: 1 + dice(3) }, (_, place) => ({
        product: pick(dice, ['0', ...products]),
        place: place + 1,
        quantity: dice(40) === 0 ? '99999999999999' : pick(dice, ['1', '2', '0.1', '0.2']),
        amount: sign * pick(dice, [0, 50, 100, 100, 333]),
      }));
      const amount = lines.reduce((sum, line) => sum + line.amount, 0);
      const rate = pick(dice, [1, 1, 7, 0.35, null]);
      const of = (values: readonly string[]) => (dice(3) === 0 ? null : pick(dice, values));
      await sql`with made as (insert into commerce.orders (customer_id, id, source_id, number, kind, ordered_at, store, channel,
            brand, seller, currency, amount_minor, base_amount_minor, base_rate, lines)
          values (${id}, nextval('commerce.order_ids'), ${pick(dice, sources)}, ${`N${number}`}, ${kind}, ${at}::timestamptz,
            ${of(places.stores)}, ${of(places.channels)}, ${of(places.brands)}, ${of(places.sellers)},
            ${rate === 1 ? 'CNY' : 'USD'}, ${amount}, commerce.worth(${amount}, ${rate}), ${rate}, ${lines.length}) returning customer_id, id)
        insert into commerce.order_lines (customer_id, order_id, product_id, occurrence, quantity, unit_price, amount_minor)
        select made.customer_id, made.id, r.product, r.place, ${sign} * r.quantity, 1, r.amount
        from made, json_to_recordset(${JSON.stringify(lines)}::json) as r(product bigint, place int, quantity numeric, amount bigint)`.execute(
        db,
      );
    }
  }
  await totalsOfDocuments(db);
}

/** Brings the totals of all customers with documents in step, as whoever writes documents does. */
export async function totalsOfDocuments(db: Db): Promise<void> {
  await sql`insert into customers.totals as t
      (customer_id, orders, cancellations, spend_minor, first_order_at, last_order_at)
    select customer_id, count(*) filter (where kind = 'sale'), count(*) filter (where kind <> 'sale'),
      coalesce(sum(base_amount_minor), 0), min(ordered_at) filter (where kind = 'sale'),
      max(ordered_at) filter (where kind = 'sale')
    from commerce.orders where customer_id <> 0 group by customer_id
    on conflict (customer_id) do update set orders = excluded.orders, cancellations = excluded.cancellations,
      spend_minor = excluded.spend_minor, first_order_at = excluded.first_order_at,
      last_order_at = excluded.last_order_at`.execute(db);
}

const edgeDays = [0, 1, 2, 6, 7, 8, 29, 30, 31, 89, 90, 91, 364, 365, -1, -3];

/** Mostly at the very edge of a day of the organisation, or of now. */
export function edgeTime({ dice, today, now, timeZone }: WorldOptions): string {
  if (dice(6) === 0) return now.toISOString();
  const midnight = startOfDay(addDays(today, -pick(dice, edgeDays)), timeZone);
  const fraction = pick(dice, ['000000', '000001', '999999', '500000']);
  const second = fraction === '999999' ? Date.parse(midnight) - 1_000 : Date.parse(midnight);
  return `${new Date(second).toISOString().slice(0, 19)}.${fraction}Z`;
}
