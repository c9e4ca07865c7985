import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { fitsBigint } from '../currencies/money.ts';
import { addOrderToProducts } from '../products/product-sums.queries.ts';
import { recomputeTotals } from '../totals/totals.ts';
import { claimNumber, type DocumentToWrite, insertDocument, nextOrderId } from './orders.queries.ts';

export type Document = Omit<DocumentToWrite, 'id' | 'number' | 'amountMinor'>;

/** A number that the caller chose, or how to begin one that is made up. */
export type Numbering = { number: string } | { beginning: (id: string) => string };

const attempts = 100;

/**
 * Writes a document with its lines and brings products and the customer's totals in step. The caller holds the
 * locks of `lockOrdersOf`. Fails with `commerce.order_number_taken` and `commerce.amount_too_large`.
 */
export async function writeDocument(
  ctx: Context,
  document: Document,
  numbering: Numbering,
): Promise<{ id: string; number: string }> {
  const amounts = document.lines.map((line) => line.amountMinor);
  const amountMinor = amounts.reduce((sum, amount) => sum + amount, 0n);
  if (![amountMinor, ...amounts].every(fitsBigint)) throw fail('invalid', 'commerce.amount_too_large');
  const { customerId, sourceId } = document;
  const id = await nextOrderId(ctx);
  const numbers = 'number' in numbering ? [numbering.number] : numbersFrom(numbering.beginning(id));
  const number = await claimNumber(ctx, { id, sourceId, customerId, numbers });
  if (number === undefined)
    throw fail('conflict', 'commerce.order_number_taken', { values: { number: numbers[0]! } });
  await insertDocument(ctx, { ...document, id, number, amountMinor });
  await addOrderToProducts(ctx, { id, customerId }, 1);
  await recomputeTotals(ctx, [customerId]);
  return { id, number };
}

/** The beginning itself, then with -2, -3 and so on. */
function numbersFrom(beginning: string): string[] {
  return Array.from({ length: attempts }, (_, index) =>
    index === 0 ? beginning : `${beginning}-${index + 1}`,
  );
}
