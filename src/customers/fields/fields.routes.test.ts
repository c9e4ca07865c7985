import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersFrom } from '../customers.fixtures.ts';
import { customersDomain } from '../domain.ts';
import { givenFieldList } from './customer-fields.contract.ts';
import { fieldColumns } from './customer-fields.queries.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, customersDomain.routes);
const as = userWith('customers.read');

test('GET /customers/fields lists every field with its kind, where it belongs, and what may be done with it', async () => {
  const { body } = await call('GET', '/customers/fields', { as });
  expect(body.items.map(({ key }: { key: string }) => key)).toEqual(givenFieldList.map(({ key }) => key));
  expect(body.items).toContainEqual({
    key: 'birthday',
    kind: 'date',
    of: 'person',
    listed: true,
    edited: true,
  });
  expect(body.items).toContainEqual({ key: 'spendMinor', kind: 'money', listed: true, edited: false });
  expect((await call('GET', '/customers/fields', { as: userWith('commerce.read') })).status).toBe(403);
});

test('every field is read in SQL by its key, and own columns too', async () => {
  await platform.run((ctx) =>
    customersFrom(ctx, [{ externalId: '1', name: 'Ann', phones: ['13812345678'] }]),
  );
  await sql`update customers.customers set custom = '{"Shoe size": "38"}'`.execute(platform.database.db);
  const keys = [...givenFieldList.map(({ key }) => key), 'custom.Shoe size'];
  const { rows } = await sql<Record<string, unknown>>`select ${fieldColumns(keys)}
    from customers.customers c join customers.totals t on t.customer_id = c.id`.execute(platform.database.db);
  expect(Object.keys(rows[0]!)).toEqual(keys);
  expect(rows[0]).toMatchObject({
    displayName: 'Ann',
    phone: '+8613812345678',
    orders: 0,
    'custom.Shoe size': '38',
  });
});
