import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { cancelOrder } from './cancel-order.ts';
import { orderCancel } from './new-order.contract.ts';
import { totalsOfCustomer } from './order-sums.ts';
import { customerNamed, placeOrder, storedProduct, storedTotals, whileOpen } from './orders.fixtures.ts';

const platform = await testPlatform();

test('two orders of one customer written at once are both in the totals', async () => {
  const customerId = await platform.run((ctx) => customerNamed(ctx, 'At Once'));
  const results = await whileOpen(
    platform,
    (ctx) => placeOrder(ctx, [['ONE', '1', '1']], { customerId }),
    (ctx) => placeOrder(ctx, [['TWO', '1', '1']], { customerId }),
  );
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'fulfilled']);
  expect(await storedTotals(platform, customerId)).toEqual({
    orders: 2,
    cancellations: 0,
    spend_minor: '200',
  });
});

test('orders of the same products written at once add up and never wait for each other in a ring', async () => {
  const forth = [
    ['X1', '1', '1'],
    ['X2', '1', '1'],
  ] as const;
  await Promise.all(
    [1, 2, 3, 4, 5, 6].map((n) =>
      platform.run((ctx) => placeOrder(ctx, n % 2 === 0 ? forth : forth.toReversed())),
    ),
  );
  expect(await storedProduct(platform, 'X1')).toMatchObject({ lines: '6', revenue_minor: '600' });
});

test('a return by hand undoes no more than its sale has left, of the same customer and currency', async () => {
  const customerId = await platform.run((ctx) => customerNamed(ctx, 'Returns'));
  const sale = await platform.run((ctx) => placeOrder(ctx, [['T1', '2', '5']], { customerId }));
  const give = (quantity: string, header = {}) =>
    platform.run((ctx) =>
      placeOrder(ctx, [['T1', quantity, '5']], {
        kind: 'return',
        customerId,
        originalOrderId: sale.id,
        ...header,
      }),
    );
  await expect(give('-3')).rejects.toMatchObject({ code: 'commerce.more_than_sold' });
  await expect(give('1')).rejects.toMatchObject({ code: 'commerce.return_not_negative' });
  await expect(give('-1', { currency: 'USD' })).rejects.toMatchObject({ code: 'commerce.other_currency' });
  await expect(give('-1', { customerId: undefined })).rejects.toMatchObject({
    code: 'commerce.other_customer',
  });
  const results = await Promise.allSettled([give('-2'), give('-2')]);
  expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const totals = await platform.run((ctx) => totalsOfCustomer(ctx, customerId));
  expect(totals).toMatchObject({ orders: 1, undone: 1, spendMinor: '0', unrated: 0 });
  expect(totals.base.return).toEqual({ documents: 1, guests: 0, amountMinor: '-1000' });
});

test('an order by hand is refused for each reason that the contract names', async () => {
  const place = (lines: [string, string, string][], header = {}) =>
    platform.run((ctx) => placeOrder(ctx, lines, header));
  const sale = await place([['E1', '1', '5']], { number: 'E-1' });
  const back = await platform.run((ctx) => cancelOrder(ctx, orderCancel.parse({ id: sale.id })));
  await expect(place([['E1', '1', '5']], { number: 'E-1' })).rejects.toMatchObject({
    code: 'commerce.order_number_taken',
  });
  await expect(place([['E1', '1', '5']], { customerId: '999999' })).rejects.toMatchObject({
    code: 'commerce.customer_not_found',
  });
  await expect(place([['E1', '1', '5']], { currency: 'XQZ' })).rejects.toMatchObject({
    code: 'commerce.unknown_currency',
  });
  await expect(place([['E1', '-1', '5']])).rejects.toMatchObject({ code: 'commerce.sale_negative' });
  await expect(place([['E1', '99999999999999', '99999999999999']])).rejects.toMatchObject({
    code: 'commerce.amount_too_large',
  });
  await expect(place([['E1', '1', '5']], { originalOrderId: sale.id })).rejects.toMatchObject({
    code: 'commerce.not_a_return',
  });
  const toBack = { kind: 'return', originalOrderId: back.id };
  await expect(place([['E1', '-1', '5']], toBack)).rejects.toMatchObject({ code: 'commerce.not_a_sale' });
});
