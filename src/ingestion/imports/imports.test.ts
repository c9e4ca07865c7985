import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { importText, ordersText } from './imports.fixtures.ts';

const platform = await testPlatform();
const text = ordersText(['536368,71053,LANTERN,x,2010-12-03 08:26:00,3.39,17851.0,France']);

test('the sums of an import add up and every order line is stored once', async () => {
  const done = await importText(platform, text);
  expect(done).toMatchObject({
    state: 'done',
    rowsIn: 26,
    created: 25,
    updated: 0,
    unchanged: 0,
    skipped: 0,
    failed: 1,
    orders: 23,
    orderLines: 25,
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
    rowsIn: 26,
    created: 0,
    updated: 0,
    unchanged: 25,
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
