import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { importText } from './imports.fixtures.ts';

const platform = await testPlatform();
const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';

const rows = [
  '536365,85123A,WHITE HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom',
  '536365,71053,LANTERN,2,2010-12-01 08:26:00,3.39,17850.0,United Kingdom',
  '536365,85123A,WHITE HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom',
  '536366,71053,LANTERN,1,2010-12-02 08:26:00,3.39,,United Kingdom',
  'C536367,71053,LANTERN,-2,2010-12-03 08:26:00,3.39,17850.0,United Kingdom',
  '536368,71053,LANTERN,x,2010-12-03 08:26:00,3.39,17851.0,France',
  '536369,71053,LANTERN,4,2010-12-04 08:26:00,3.39,17851.0,France',
];
const more = Array.from(
  { length: 20 },
  (_, index) => `54${1000 + index},71053,LANTERN,1,2011-01-04 08:26:00,3.39,17851.0,France`,
);
const text = [header, ...rows, ...more].join('\n');

test('the sums of an import add up and every order line is stored once', async () => {
  const done = await importText(platform, text);
  expect(done).toMatchObject({
    state: 'done',
    rowsIn: 27,
    created: 26,
    updated: 0,
    unchanged: 0,
    skipped: 0,
    failed: 1,
    orders: 24,
    orderLines: 26,
    cancellations: 1,
    guestLines: 1,
    customers: 2,
  });
});

test('the same file again changes nothing and says so', async () => {
  const before = await everything();
  const again = await importText(platform, text);
  expect(again).toMatchObject({
    state: 'done',
    rowsIn: 27,
    created: 0,
    updated: 0,
    unchanged: 26,
    failed: 1,
  });
  expect(await everything()).toEqual(before);
});

/** All rows of the domains that an import writes to, without what tells of the import itself. */
async function everything() {
  return platform.run(async (ctx) => {
    const tables = [
      'customers.customers',
      'customers.totals',
      'customers.identities',
      'customers.source_records',
      'commerce.orders',
      'commerce.order_lines',
      'commerce.products',
    ];
    const found: Record<string, unknown> = {};
    for (const table of tables) {
      found[table] = (
        await sql`select to_jsonb(t) as row from ${sql.table(table)} t order by to_jsonb(t)::text`.execute(
          ctx.tx,
        )
      ).rows;
    }
    return found;
  });
}
