import type { Pool, PoolClient } from 'pg';

export interface ShopSize {
  customers: number;
  orders: number;
}

const filled = [
  ...['customers', 'contact_points', 'tags', 'customer_tags', 'activities', 'totals'].map(
    (name) => `customers.${name}`,
  ),
  ...['products', 'orders', 'order_lines'].map((name) => `commerce.${name}`),
];
const secondsBack = 1_095 * 86_400;

/**
 * Fills a new installation with customers who are alike in nothing: places, births, tags, talks, and orders of three years up to
 * now, of which some customers make many and most make few. The same size gives the same shop; times go by the clock.
 */
export async function fillShop(pool: Pool, { customers, orders }: ShopSize): Promise<void> {
  const client = await pool.connect();
  try {
    // Nobody keeps up with what no trigger tells: the copy is built afterwards.
    for (const table of filled) await client.query(`alter table ${table} disable trigger user`);
    await client.query("set work_mem = '256MB'; set maintenance_work_mem = '512MB'");
    const indexes = await takeIndexes(client);
    await fillCustomers(client, customers);
    await fillProducts(client);
    await fillOrders(client, { customers, orders });
    for (const index of indexes) await client.query(index);
    await client.query(`insert into customers.totals (customer_id, orders, spend_minor, first_order_at, last_order_at)
      select customer_id, count(*) filter (where kind = 'sale'), sum(base_amount_minor),
        min(ordered_at) filter (where kind = 'sale'), max(ordered_at) filter (where kind = 'sale')
      from commerce.orders group by 1`);
    for (const table of filled) await client.query(`alter table ${table} enable trigger user`);
  } finally {
    client.release(true);
  }
  await pool.query('vacuum analyze');
}

/** Drops the indexes that are not keys, since whole ones are made many times quicker; gives what makes them again. */
async function takeIndexes(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i join pg_class c on c.oid = i.indrelid
    where i.indrelid = any($1::regclass[]) and c.relkind = 'r'
      and not exists (select from pg_constraint k where k.conindid = i.indexrelid)`,
    [filled],
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}

/** A figure from 0 to 1 that looks like chance, of a number; `prime` makes another of the same number. */
const dice = (number: string, prime: number) =>
  `(((${number})::bigint * ${prime} % 4294967296) / 4294967296.0::double precision)`;

async function fillCustomers(client: PoolClient, customers: number): Promise<void> {
  await client.query(`insert into customers.customers
      (display_name, city, region, birthday, gender, occupation, created_at, field_values)
    select '王' || n, 'City ' || n % 40, 'Region ' || n % 8, date '1950-01-01' + (${dice('n', 2654435761)} * 20000)::int,
      (array['female', 'male'])[1 + (${dice('n', 2246822519)} * 2)::int % 2],
      case when n % 5 = 0 then 'Teacher' end, now() - ${dice('n', 3266489917)} * interval '1500 days',
      case when n % 2 = 0 then jsonb_build_object('level', (array['gold', 'silver', 'bronze'])[1 + n / 2 % 3]) else '{}' end
    from generate_series(1, ${customers}) n`);
  await client.query(`insert into customers.tags (name) select 'Tag ' || n from generate_series(1, 20) n`);
  await client.query(`insert into customers.customer_tags (customer_id, tag_id)
    select n, 1 + (${dice('n', 668265263)} * 20)::int % 20 from generate_series(1, ${customers}) n
    union select n, 1 + n % 20 from generate_series(1, ${customers}, 2) n`);
  await client.query(`insert into customers.contact_points (customer_id, kind, value, entered, is_primary)
    select n, 'email', address, address, true from generate_series(1, ${customers}) n,
      lateral (select 'c' || n || (array['@qq.com', '@163.com', '@example.com'])[1 + n % 3] as address) one
    where n % 5 < 3`);
  await client.query(
    `select platform.ensure_months('customers.activities', now() - interval '1 second' * ${secondsBack}, now())`,
  );
  await client.query(`insert into customers.activities (customer_id, type, occurred_at, actor, payload)
    select 1 + floor(${dice('n', 374761393)} * ${customers})::bigint, (array['call', 'visit', 'note'])[1 + n % 3],
      now() - ${dice('n', 2246822519)} * interval '1 second' * ${secondsBack}, 'system', '{}'
    from generate_series(1, ${customers}) n`);
}

async function fillProducts(client: PoolClient): Promise<void> {
  await client.query(`insert into commerce.products (code, name, category)
    select 'P' || n, 'Product ' || n, 'Category ' || n % 20 from generate_series(1, 500) n`);
}

/**
 * Every third customer stopped buying some time ago; every twentieth document takes something back. In the order of customers,
 * so that keys are only appended to.
 */
async function fillOrders(client: PoolClient, { customers, orders }: ShopSize): Promise<void> {
  await client.query(`with thought as (
      select n, 1 + floor(${customers} * power(${dice('n', 2654435761)}, 1.5))::bigint as customer_id,
        case when n % 20 = 0 then -1 else 1 end as sign, 100 + (${dice('n', 668265263)} * 50000)::bigint as amount_minor
      from generate_series(1, ${orders}::bigint) n
    )
    insert into commerce.orders (customer_id, id, source_id, number, kind, ordered_at, store, channel, currency,
      amount_minor, base_amount_minor, base_rate, lines)
    select customer_id, n, 1, n, case when sign < 0 then 'return' else 'sale' end,
      now() - (case when customer_id % 3 = 0 then customer_id % 400 else 0 end
        + ${dice('n', 2246822519)} * case when customer_id % 3 = 0 then 695 else 1095 end) * interval '1 day',
      'Store ' || n % 50, (array['web', 'till', 'app'])[1 + n % 3], 'CNY', sign * amount_minor, sign * amount_minor, 1,
      case when n % 3 = 0 then 2 else 1 end
    from thought order by customer_id, n`);
  await client.query(`insert into commerce.order_lines (customer_id, order_id, product_id, occurrence, quantity, unit_price, amount_minor)
    select customer_id, id, 1 + floor(${dice('id * 2 + line', 3266489917)} * 500)::bigint, line, sign(amount_minor),
      abs(amount_minor) / 100.0 / lines,
      case when line = 1 then amount_minor - (lines - 1) * (amount_minor / 2) else amount_minor / 2 end
    from commerce.orders, generate_series(1, lines) line`);
}
