import { expect, test } from 'vitest';
import type { Context } from '#platform/db/context.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { cancelOrder } from './cancel-order.ts';
import { orderCancel } from './new-order.contract.ts';
import { customerNamed, placeOrder, storedProduct, storedTotals, whileOpen } from './orders.fixtures.ts';
import { showOrder } from './orders.ts';

const platform = await testPlatform();

function cancel(input: Parameters<typeof orderCancel.parse>[0]) {
  return platform.run((ctx) => cancelOrder(ctx, orderCancel.parse(input)));
}

test('cancelling in steps adds up to the sale to the last minor unit and ends at nothing left', async () => {
  const customerId = await platform.run((ctx) => customerNamed(ctx, 'In Steps'));
  const sale = await platform.run((ctx) =>
    placeOrder(ctx, [['S1', '3', '0.335']], { customerId, number: 'ST-1', channel: 'till', seller: 'Ada' }),
  );
  const { productId } = sale.lines.items[0]!;
  const step = { id: sale.id, lines: [{ productId, quantity: '1' }] };
  const documents = [await cancel(step), await cancel(step), await cancel({ id: sale.id })];
  expect(documents.map((document) => document.number)).toEqual(['CST-1', 'CST-1-2', 'CST-1-3']);
  expect(documents.reduce((sum, document) => sum + BigInt(document.amountMinor!), 0n)).toBe(-101n);
  expect(documents[0]).toMatchObject({
    kind: 'cancellation',
    originalOrderId: sale.id,
    original: { number: 'ST-1' },
    channel: 'till',
    seller: 'Ada',
  });
  await expect(cancel({ id: sale.id })).rejects.toMatchObject({ code: 'commerce.nothing_left' });
  const after = await platform.run((ctx) => showOrder(ctx, sale.id));
  expect(after.undoneBy).toHaveLength(3);
  expect(after.lines.items[0]!.quantityLeft).toBe('0');
  expect(await storedTotals(platform, customerId)).toEqual({ orders: 1, cancellations: 3, spend_minor: '0' });
  expect(await storedProduct(platform, 'S1')).toMatchObject({ lines: '4', quantity: 0, revenue_minor: '0' });
});

test('more than is left of a line, an unknown line and a cancellation itself cannot be cancelled', async () => {
  const sale = await platform.run((ctx) => placeOrder(ctx, [['M1', '2', '5']]));
  const { productId } = sale.lines.items[0]!;
  const ask = (quantity: string, occurrence = 1) =>
    cancel({ id: sale.id, lines: [{ productId, occurrence, quantity }] });
  await expect(ask('2.000001')).rejects.toMatchObject({ code: 'commerce.more_than_sold' });
  await expect(ask('-1')).rejects.toMatchObject({ code: 'commerce.more_than_sold' });
  await expect(ask('1', 2)).rejects.toMatchObject({ code: 'commerce.line_not_found' });
  const document = await ask('1');
  await expect(ask('1.5')).rejects.toMatchObject({ code: 'commerce.more_than_sold' });
  await expect(cancel({ id: document.id })).rejects.toMatchObject({ code: 'commerce.not_a_sale' });
  await expect(cancel({ id: '999999' })).rejects.toMatchObject({ code: 'commerce.order_not_found' });
  await expect(cancel({ id: sale.id, number: document.number })).rejects.toMatchObject({
    code: 'commerce.order_number_taken',
  });
});

test('two people who cancel the same sale at once undo it once', async () => {
  const sale = await platform.run((ctx) => placeOrder(ctx, [['R1', '2', '5']]));
  const undo = (ctx: Context) => cancelOrder(ctx, orderCancel.parse({ id: sale.id }));
  const [first, second] = await whileOpen(platform, undo, undo);
  expect(first.status).toBe('fulfilled');
  expect(second).toMatchObject({ status: 'rejected', reason: { code: 'commerce.nothing_left' } });
  expect((await platform.run((ctx) => showOrder(ctx, sale.id))).undoneBy).toHaveLength(1);
});
