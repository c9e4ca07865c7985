import { customerNames, holdCustomers } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { currencyKnown } from '../currencies/known-currencies.ts';
import { lineAmount } from '../currencies/money.ts';
import type { OrderField } from '../fields/order-fields.contract.ts';
import { refuseUnwritable } from '../fields/order-rights.ts';
import { ensureProducts, knownProducts } from '../products/products-by-code.queries.ts';
import { lockOrdersOf } from '../totals/write-locks.queries.ts';
import { lockOrder } from './lock-order.ts';
import type { NewLine, NewOrder } from './new-order.contract.ts';
import { claimFieldChanges, fieldChangesOf } from './order-fields.ts';
import { quantitiesSold, quantitiesUndone } from './order-lines.queries.ts';
import type { Order } from './order-rows.contract.ts';
import { type HeaderToChange, type LineToWrite, mayOrderFor } from './orders.queries.ts';
import { showOrder } from './orders.ts';
import { exceedsWhatIsLeft } from './quantities-left.ts';
import { writeDocument } from './write-document.ts';

/** What is written by hand stands apart from every source of imports. */
const byHand = '0';

/**
 * Writes a sale or a return by hand. A return has negative quantities only and may name the sale that it undoes,
 * of which it cannot undo more than is left; two at once are put in a row. Fails as the contract says.
 */
export async function createOrder(ctx: Context, input: NewOrder): Promise<Order> {
  const customerId = input.customerId ?? '0';
  const currency = input.currency ?? (await ctx.organisation()).currency;
  if (!currencyKnown(currency)) throw fail('invalid', 'commerce.unknown_currency', { values: { currency } });
  refuseWrongSigns(input, currency);
  refuseUnwritable(ctx, fieldsTold(input));
  await lockOrdersOf(ctx, customerId);
  await refuseUnknownCustomer(ctx, input.customerId);
  const original = await lockOriginal(ctx, input, customerId, currency);
  const fieldChanges = await fieldChangesOf(ctx, input.customFields);
  const lines = await linesToWrite(ctx, input.lines, currency);
  if (original) await refuseMoreThanSold(ctx, original, lines);
  const written = await writeDocument(
    ctx,
    {
      customerId,
      sourceId: byHand,
      kind: input.kind,
      orderedAt: input.orderedAt ?? ctx.clock.now(),
      store: input.store ?? null,
      channel: input.channel ?? null,
      brand: input.brand ?? null,
      seller: input.seller ?? null,
      currency,
      original: original ? { id: original.id, number: original.number } : null,
      fieldChanges,
      lines,
    },
    input.number === undefined ? { beginning: (id) => `M${id}` } : { number: input.number },
  );
  await claimFieldChanges(ctx, { id: written.id, customerId }, fieldChanges);
  await ctx.emit('orders.placed', { orderId: written.id, customerId: input.customerId ?? null });
  await ctx.audit('commerce.order_placed', `order:${written.id}`, {
    number: written.number,
    kind: input.kind,
  });
  return showOrder(ctx, written.id);
}

/** Every order has amounts; the rest is up to whoever writes it. */
function fieldsTold({ lines, ...header }: NewOrder): OrderField[] {
  const told = (['orderedAt', 'store', 'channel', 'brand', 'seller'] as const).filter(
    (key) => header[key] !== undefined,
  );
  const described = lines.some(({ description }) => description !== undefined);
  return ['amountMinor', ...told, ...(described ? (['description'] as const) : [])];
}

function refuseWrongSigns(input: NewOrder, currency: string): void {
  if (input.kind === 'return') {
    const wrong = input.lines.findIndex(
      (line) => !line.quantity.startsWith('-') || !/[1-9]/.test(line.quantity),
    );
    if (wrong >= 0) throw wrongLine('commerce.return_not_negative', wrong, 'quantity');
    return;
  }
  if (input.originalOrderId) throw fail('invalid', 'commerce.not_a_return');
  const amounts = input.lines.map((line) => lineAmount(line.quantity, line.unitPrice, currency));
  if (amounts.reduce((sum, amount) => sum + amount, 0n) < 0n) throw fail('invalid', 'commerce.sale_negative');
}

async function refuseUnknownCustomer(ctx: Context, customerId: string | undefined): Promise<void> {
  if (!(await mayOrderFor(ctx, customerId ?? '0'))) {
    if (customerId === undefined || (await customerNames(ctx, [customerId])).has(customerId))
      throw fail('forbidden', 'commerce.not_yours');
    throw fail('notFound', 'commerce.customer_not_found');
  }
  if (customerId === undefined) return;
  await holdCustomers(ctx, [customerId]);
  const customer = (await customerNames(ctx, [customerId])).get(customerId);
  if (!customer || customer.binned) throw fail('notFound', 'commerce.customer_not_found');
}

async function lockOriginal(
  ctx: Context,
  input: NewOrder,
  customerId: string,
  currency: string,
): Promise<HeaderToChange | undefined> {
  if (input.originalOrderId === undefined) return undefined;
  const original = await lockOrder(ctx, input.originalOrderId);
  if (original.kind !== 'sale') throw fail('conflict', 'commerce.not_a_sale');
  if (original.customerId !== customerId) throw fail('conflict', 'commerce.other_customer');
  if (original.currency !== currency) throw fail('conflict', 'commerce.other_currency');
  return original;
}

async function refuseMoreThanSold(
  ctx: Context,
  original: HeaderToChange,
  lines: LineToWrite[],
): Promise<void> {
  const sold = await quantitiesSold(ctx, original);
  if (exceedsWhatIsLeft(sold, await quantitiesUndone(ctx, original.id), lines))
    throw fail('conflict', 'commerce.more_than_sold');
}

async function linesToWrite(ctx: Context, lines: NewLine[], currency: string): Promise<LineToWrite[]> {
  const products = await productsOf(ctx, lines);
  const met = new Map<string, number>();
  return lines.map((line, index) => {
    const productId = products[index]!;
    const occurrence = (met.get(productId) ?? 0) + 1;
    met.set(productId, occurrence);
    const { quantity, unitPrice } = line;
    return {
      productId,
      occurrence,
      description: line.description ?? null,
      quantity,
      unitPrice,
      amountMinor: lineAmount(quantity, unitPrice, currency),
    };
  });
}

/** The product of every line, in their order. */
async function productsOf(ctx: Context, lines: NewLine[]): Promise<string[]> {
  const unnamed = lines.findIndex((line) => line.productId === undefined && line.productCode === undefined);
  if (unnamed >= 0) throw wrongLine('commerce.product_missing', unnamed, 'productCode');
  const known = await knownProducts(
    ctx,
    lines.flatMap((line) => line.productId ?? []),
  );
  const unknown = lines.findIndex((line) => line.productId !== undefined && !known.has(line.productId));
  if (unknown >= 0) throw wrongLine('commerce.product_not_found', unknown, 'productId');
  const coded = lines.filter((line) => line.productId === undefined);
  const { ids, made } = await ensureProducts(
    ctx,
    coded.map((line) => ({ code: line.productCode!, name: line.productName ?? null })),
  );
  if (made.length > 0) await ctx.emit('products.created', { ids: made });
  return lines.map((line) => line.productId ?? ids.get(line.productCode!)!);
}

function wrongLine(code: string, index: number, key: string) {
  return fail('invalid', code, {
    errors: [{ path: `lines.${index}.${key}`, code, message: code }],
    values: { line: index + 1 },
  });
}
