import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import type { ImportDetail } from './imports.contract.ts';
import { givenStartedImport, givenUpload, runToEnd, workReadHere } from './imports.fixtures.ts';

const platform = await testPlatform();

const columns =
  'order number,order date,status,original order number,store,currency,sku,product name,category,quantity,unit price,amount,customer id,customer name,phone,email,country,seller';

const oneOf = (...values: string[]) => fc.constantFrom(...values);
const cells = fc.tuple(
  oneOf('1', '2', '3', 'C1', 'C2', '7', ''),
  oneOf('2026-01-05 10:00', '2026-01-06', '2026-02-31', '9999-12-31', '0001-01-01', ''),
  oneOf('', '', '', 'refunded', 'cancelled', 'paid'),
  oneOf('', '', '1', '2'),
  oneOf('', 'North', 'South'),
  oneOf('', '', 'CNY', 'JPY', 'XXQ'),
  oneOf('A', 'B', ''),
  oneOf('', 'Lamp', 'Chair', 'B', '"two\nlines"', 'a\0b'),
  oneOf('', 'Light', 'Seat'),
  oneOf('1', '2', '-1', '-2', '0', 'x', '0.000001', '99999999999999'),
  oneOf('2.50', '0', '3', '', '-1', '99999999999999'),
  oneOf('', '', '', '5', '-5', '99999999999999'),
  oneOf('', '', 'K1', 'K2'),
  oneOf('', 'Ada', '王芳'),
  oneOf('', '', '13800138000', 'none'),
  oneOf('', '', 'ada@example.com', '@'),
  oneOf('', 'France', 'CN'),
  oneOf('', 'Ada', 'Ben'),
);
const row = fc.oneof(
  { arbitrary: cells.map((values) => values.join(',')), weight: 12 },
  { arbitrary: oneOf(',,,,,,,,,,,,,,,,,', '"open,1', '', 'one,more,cell'), weight: 1 },
);

const file = fc.array(row, { minLength: 40, maxLength: 80 }).map((rows) => [columns, ...rows].join('\n'));

test('files come to the same rows and sums in chunks of any size, and a second time to none', async () => {
  await fc.assert(
    fc.asyncProperty(file, file, fc.integer({ min: 1, max: 20 }), async (text, later, size) => {
      const whole = await outcomeOf([text, later], 1_000);
      const pieces = await outcomeOf([text, later], size);
      expect(pieces.sums).toEqual(whole.sums);
      expect(pieces.stored).toEqual(whole.stored);
    }),
    { numRuns: 1, endOnFailure: true },
  );
}, 300_000);

/** What the files leave behind, imported one after the other; the last is imported twice. */
async function outcomeOf(texts: string[], chunkRows: number) {
  await empty();
  const sums = [];
  for (const text of texts) sums.push(sumsOf(await imported(text, chunkRows)));
  const stored = await everything();
  const again = sumsOf(await imported(texts.at(-1)!, chunkRows));
  expect(await everything()).toEqual(stored);
  const { created, updated, unchanged, failed } = sums.at(-1)!;
  expect(again).toMatchObject({ created: 0, updated: 0, failed, unchanged: created + updated + unchanged });
  expect(await wrongSums()).toEqual([]);
  return { sums, stored };
}

/** Documents, products and customers whose figures are not those of their lines and documents. */
async function wrongSums(): Promise<unknown[]> {
  const { rows } = await platform.database.pool.query(`
    select 'order' as kind, o.number as name from commerce.orders o
    left join (select order_id, count(*) as lines, sum(amount_minor) as amount from commerce.order_lines group by 1) l
      on l.order_id = o.id
    where (o.lines, o.amount_minor) is distinct from (l.lines, l.amount)
    union all
    select 'product', p.code from commerce.products p
    left join (select product_id, count(*) as lines, sum(quantity) as quantity from commerce.order_lines group by 1) l
      on l.product_id = p.id
    where (p.lines, p.quantity) is distinct from (coalesce(l.lines, 0), coalesce(l.quantity, 0))
    union all
    select 'customer', t.customer_id::text from customers.totals t
    left join (select customer_id, count(*) filter (where kind = 'sale') as sales, count(*) filter (where kind <> 'sale') as undone,
        sum(base_amount_minor) as spend from commerce.orders group by 1) o using (customer_id)
    where (t.orders, t.cancellations, t.spend_minor)
      is distinct from (coalesce(o.sales, 0), coalesce(o.undone, 0), coalesce(o.spend, 0))`);
  return rows;
}

async function imported(text: string, chunkRows: number): Promise<ImportDetail> {
  const id = await givenStartedImport(platform, await givenUpload(platform, { text }));
  return runToEnd(platform, id, undefined, () => workReadHere(chunkRows));
}

function sumsOf(done: ImportDetail) {
  const { state, rowsIn, created, updated, unchanged, skipped, failed } = done;
  expect(done.error).toBe(null);
  expect(state).toBe('done');
  expect(created + updated + unchanged + skipped + failed).toBe(rowsIn);
  const { orders, orderLines, cancellations, guestLines, customers } = done;
  return {
    rowsIn,
    created,
    updated,
    unchanged,
    skipped,
    failed,
    orders,
    orderLines,
    cancellations,
    guestLines,
    customers,
  };
}

async function empty(): Promise<void> {
  await platform.database.pool.query(`truncate customers.customers, customers.contact_points, customers.identities, customers.source_records, customers.totals,
    customers.search, commerce.products, commerce.product_search, commerce.orders, commerce.order_lines, commerce.order_keys, commerce.order_facets cascade`);
}

/** What an import leaves behind, by what people know it by: ids and versions differ from run to run. */
async function everything() {
  const list = async (query: string) => (await platform.database.pool.query(query)).rows;
  const customer = `(select display_name || coalesce(string_agg(i.kind || i.value, ',' order by i.kind, i.value), '') from customers.customers c
    left join customers.identities i on i.customer_id = c.id where c.id = X.customer_id group by c.id)`;
  return {
    orders:
      await list(`select number, ${customer.replace('X', 'o')} as customer, kind, ordered_at, store, seller, currency, amount_minor,
      base_amount_minor, lines, original_number, (select number from commerce.order_keys k where k.order_id = o.original_order_id) as original
      from commerce.orders o order by number`),
    lines:
      await list(`select k.number, p.code, l.occurrence, l.description, l.quantity, l.unit_price, l.amount_minor, l.row_no
      from commerce.order_lines l join commerce.order_keys k using (order_id) left join commerce.products p on p.id = l.product_id
      order by 1, 2, 3`),
    products: await list(
      'select code, name, category, brand, lines, quantity, revenue_minor, first_sold_at, last_sold_at from commerce.products order by code',
    ),
    customers:
      await list(`select ${customer.replace('X', 't')} as customer, country, orders, cancellations, spend_minor, first_order_at, last_order_at
      from customers.totals t join customers.customers on id = customer_id order by 1`),
  };
}
