import { absolute, toMillionths } from '../currencies/money.ts';
import type { QuantityLine } from './order-lines.queries.ts';

export function lineKey(line: { productId: string; occurrence: number }): string {
  return `${line.productId} ${line.occurrence}`;
}

/**
 * How much of every line of a sale is not undone yet, in millionths and without sign, by `lineKey`. What was
 * undone is taken from lines of the same product and the opposite sign: those of the same unit price first, then
 * the others in their order. More undone than sold leaves nothing.
 */
export function quantitiesLeft(
  sold: readonly QuantityLine[],
  undone: readonly QuantityLine[],
): Map<string, bigint> {
  const left = new Map(sold.map((line) => [lineKey(line), absolute(toMillionths(line.quantity))]));
  const byProduct = Map.groupBy(sold, (line) => line.productId);
  const take = (back: QuantityLine, amount: bigint, samePrice: boolean) => {
    const fitting = (byProduct.get(back.productId) ?? []).filter(
      (line) =>
        opposite(line, back) && (!samePrice || toMillionths(line.unitPrice) === toMillionths(back.unitPrice)),
    );
    return takeFrom(left, fitting, amount);
  };
  const rests = undone.map((back) => take(back, absolute(toMillionths(back.quantity)), true));
  undone.forEach((back, index) => {
    take(back, rests[index]!, false);
  });
  return left;
}

/** Takes `amount` off these lines in their order and returns what none of them could give. */
function takeFrom(left: Map<string, bigint>, lines: readonly QuantityLine[], amount: bigint): bigint {
  let rest = amount;
  for (const line of lines) {
    const there = left.get(lineKey(line))!;
    const taken = there < rest ? there : rest;
    left.set(lineKey(line), there - taken);
    rest -= taken;
  }
  return rest;
}

function opposite(line: QuantityLine, back: QuantityLine): boolean {
  return line.quantity.startsWith('-') !== back.quantity.startsWith('-');
}

/** True when these lines of a new document would undo something that the sale does not have (any more). */
export function exceedsWhatIsLeft(
  sold: readonly QuantityLine[],
  undone: readonly QuantityLine[],
  wanted: readonly QuantityLine[],
): boolean {
  const before = sum(quantitiesLeft(sold, undone).values());
  const after = sum(quantitiesLeft(sold, [...undone, ...wanted]).values());
  return before - after < sum(wanted.map((line) => absolute(toMillionths(line.quantity))));
}

function sum(quantities: Iterable<bigint>): bigint {
  let total = 0n;
  for (const quantity of quantities) total += quantity;
  return total;
}
