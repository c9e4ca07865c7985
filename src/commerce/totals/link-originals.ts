import type { Context } from '#platform/db/context.ts';
import { tieToOriginals } from './link-originals.queries.ts';
import { lockAllOrders } from './write-locks.queries.ts';

/**
 * Ties returns and cancellations that are not tied yet to the sale that they undo, and tells how many. With
 * `orderIds` only those documents are looked at. A document is tied to one sale or to none: by the number it
 * names, by its own number being `C` and that of a sale of the same customer, or by being covered, line by line,
 * by an earlier sale of its customer (the latest such). A document of a guest is tied by number only.
 */
export async function linkOriginals(ctx: Context, orderIds?: readonly string[]): Promise<number> {
  // Somebody who undoes a sale by hand right now must find all that is tied to it.
  await lockAllOrders(ctx);
  return tieToOriginals(ctx, orderIds);
}
