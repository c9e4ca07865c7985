import type { z } from 'zod';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { absolute, divideRounded, fromMillionths, toMillionths } from '../currencies/money.ts';
import { refuseUnwritable } from '../fields/order-rights.ts';
import { lockOrder } from './lock-order.ts';
import type { orderCancel } from './new-order.contract.ts';
import { quantitiesSold, quantitiesUndone } from './order-lines.queries.ts';
import type { Order } from './order-rows.contract.ts';
import type { LineToWrite } from './orders.queries.ts';
import { showOrder } from './orders.ts';
import { lineKey, quantitiesLeft } from './quantities-left.ts';
import { writeDocument } from './write-document.ts';

type SoldLine = Awaited<ReturnType<typeof quantitiesSold>>[number];

/**
 * Undoes a sale, or some of its lines, by a negative document that refers to it and gives that back. What is
 * undone in several steps adds up to the amount of the sale to the last minor unit. Two at once are put in a row,
 * so that never more is undone than was sold. Fails with `commerce.order_not_found`, `commerce.not_a_sale`,
 * `commerce.nothing_left`, `commerce.more_than_sold`, `commerce.line_not_found`, `commerce.order_number_taken`, and with
 * `commerce.field_not_writable` where another time is asked for than now.
 */
export async function cancelOrder(ctx: Context, input: z.output<typeof orderCancel>): Promise<Order> {
  if (input.orderedAt !== undefined) refuseUnwritable(ctx, ['orderedAt']);
  const sale = await lockOrder(ctx, input.id);
  if (sale.kind !== 'sale') throw fail('conflict', 'commerce.not_a_sale');
  const sold = await quantitiesSold(ctx, sale);
  const undone = await quantitiesUndone(ctx, sale.id);
  const left = quantitiesLeft(sold, undone);
  const lines = input.lines
    ? chosenLines(sold, left, input.lines)
    : remainingLines(sold, left, undone.length === 0);
  if (lines.length === 0) throw fail('conflict', 'commerce.nothing_left');
  const { customerId, sourceId, store, channel, brand, seller, currency } = sale;
  const written = await writeDocument(
    ctx,
    {
      customerId,
      sourceId,
      store,
      channel,
      brand,
      seller,
      currency,
      kind: input.kind,
      orderedAt: input.orderedAt ?? ctx.clock.now(),
      original: { id: sale.id, number: sale.number },
      // What a field says of the sale, it does not say of what undoes it.
      fieldChanges: [],
      lines,
    },
    input.number === undefined ? { beginning: () => `C${sale.number}` } : { number: input.number },
  );
  await ctx.emit('orders.cancelled', {
    orderId: written.id,
    customerId: customerId === '0' ? null : customerId,
    originalOrderId: sale.id,
  });
  await ctx.audit('commerce.order_cancelled', `order:${sale.id}`, { by: written.id, number: written.number });
  return showOrder(ctx, written.id);
}

function chosenLines(
  sold: SoldLine[],
  left: Map<string, bigint>,
  chosen: { productId: string | null; occurrence: number; quantity: string }[],
): LineToWrite[] {
  const byKey = new Map(sold.map((line) => [lineKey(line), line]));
  const wanted = new Map<string, bigint>();
  for (const { productId, occurrence, quantity } of chosen) {
    const key = lineKey({ productId: productId ?? '0', occurrence });
    if (!byKey.has(key)) throw fail('invalid', 'commerce.line_not_found');
    const total = (wanted.get(key) ?? 0n) + toMillionths(quantity);
    if (toMillionths(quantity) <= 0n || total > left.get(key)!)
      throw fail('conflict', 'commerce.more_than_sold');
    wanted.set(key, total);
  }
  return [...wanted].map(([key, quantity]) => reverse(byKey.get(key)!, left.get(key)!, quantity));
}

/** Lines that are an amount without a quantity, such as a fee, go with the first document only. */
function remainingLines(sold: SoldLine[], left: Map<string, bigint>, untouched: boolean): LineToWrite[] {
  return sold
    .filter((line) => left.get(lineKey(line))! > 0n || (untouched && toMillionths(line.quantity) === 0n))
    .map((line) => reverse(line, left.get(lineKey(line))!, left.get(lineKey(line))!));
}

/** The line that takes `quantity` (without sign) of a sold line back, of which `left` is still there. */
function reverse(line: SoldLine, left: bigint, quantity: bigint): LineToWrite {
  const whole = toMillionths(line.quantity);
  const amount = BigInt(line.amountMinor);
  const share = (part: bigint) => (whole === 0n ? amount : divideRounded(amount * part, absolute(whole)));
  const before = absolute(whole) - left;
  const amountMinor = whole === 0n ? -amount : share(before) - share(before + quantity);
  const { productId, occurrence, description, unitPrice } = line;
  const signed = fromMillionths(whole < 0n ? quantity : -quantity);
  return { productId, occurrence, description, quantity: signed, unitPrice, amountMinor };
}
