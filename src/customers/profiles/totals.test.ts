import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersFrom } from '../customers.fixtures.ts';
import { getCustomer } from './profiles.ts';
import { storeTotals, storeTotalsFrom } from './totals.queries.ts';

const platform = await testPlatform();
const [id] = (await platform.run((ctx) => customersFrom(ctx, [{ externalId: 'T' }]))) as [string];

const query = sql`select ${id}::bigint as customer_id, 2 as orders, 1 as cancellations, 900::bigint as spend_minor,
  '2026-01-01T00:00:00Z'::timestamptz as first_order_at, null::timestamptz as last_order_at`;

test('totals are stored from a query, and only where they differ', async () => {
  expect(await platform.run((ctx) => storeTotalsFrom(ctx, query))).toBe(1);
  expect(await platform.run((ctx) => storeTotalsFrom(ctx, query))).toBe(0);
  expect(await platform.run((ctx) => getCustomer(ctx, id))).toMatchObject({
    orders: 2,
    cancellations: 1,
    spendMinor: '900',
    version: 1,
  });
});

test('totals are stored from rows', async () => {
  const row = {
    customerId: id,
    orders: 3,
    cancellations: 0,
    spendMinor: '-5',
    firstOrderAt: null,
    lastOrderAt: '2026-02-02T00:00:00.123456Z',
  };
  await platform.run((ctx) => storeTotals(ctx, [row]));
  const { cancellations, orders, spendMinor, lastOrderAt } = await platform.run((ctx) =>
    getCustomer(ctx, id),
  );
  expect({ cancellations, orders, spendMinor, lastOrderAt }).toEqual({
    cancellations: 0,
    orders: 3,
    spendMinor: '-5',
    lastOrderAt: row.lastOrderAt,
  });
});
