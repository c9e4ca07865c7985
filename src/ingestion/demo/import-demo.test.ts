import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { runToEnd } from '../imports/imports.fixtures.ts';
import { startDemo } from '../imports/imports.ts';
import { demoOrders } from './orders.ts';

const platform = await testPlatform();

test('a demo shop stores where, by which way, under which name and by whom every order was sold', async () => {
  const slice = { customers: 60, seed: 3 };
  const { id } = await platform.run((ctx) => startDemo(ctx, slice));
  await runToEnd(platform, id);
  const { rows } = await platform.database.pool.query(
    'select number, store, channel, brand, seller, currency from commerce.orders order by number',
  );
  const made = [...demoOrders({ count: slice.customers, seed: slice.seed })].flat();
  const told = made.map(({ number, store, channel, brand, seller, currency, language }) => ({
    number,
    store: store[language],
    channel: channel[language],
    brand: brand[language],
    seller,
    currency,
  }));
  expect(rows).toEqual(told.toSorted((one, other) => (one.number < other.number ? -1 : 1)));
});
