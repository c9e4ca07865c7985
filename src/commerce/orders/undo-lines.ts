import type { Context } from '#platform/db/context.ts';
import { addOrdersToProducts, refreshAllSaleTimes } from '../products/product-sums.queries.ts';
import { recomputeTotals } from '../totals/totals.ts';
import { lockAllOrders } from '../totals/write-locks.queries.ts';
import {
  customersOfOrders,
  deleteEmptyOrders,
  deleteLines,
  type KeptOrder,
  referredOrders,
  resumOrders,
  updatedOrders,
} from './undo-lines.queries.ts';

export interface LinesToUndo {
  importId: string;
  /** Rows of the import that created a line, and the documents that they went to. */
  createdRows: number[];
  createdIn: string[];
  /** Documents of which the import changed a line. */
  updatedIn: string[];
}

/**
 * Takes back the lines that these rows of an import created, and documents that have none left; sums, products
 * and totals follow. What the import changed stays, since nobody kept what was there before: such documents are
 * named. Running it again does no harm.
 */
export async function undoLines(
  ctx: Context,
  wanted: LinesToUndo,
): Promise<{ removed: number; kept: KeptOrder[] }> {
  await lockAllOrders(ctx);
  const referred = await referredOrders(ctx, wanted.importId, [...new Set(wanted.createdIn)]);
  const stay = new Set(referred.map((order) => order.orderId));
  const orderIds = [...new Set(wanted.createdIn)].filter((id) => !stay.has(id));
  const customers = await customersOfOrders(ctx, orderIds);
  await addOrdersToProducts(ctx, orderIds, -1);
  await deleteLines(ctx, wanted.importId, orderIds, wanted.createdRows);
  const removed = await deleteEmptyOrders(ctx, orderIds);
  await resumOrders(ctx, orderIds);
  await addOrdersToProducts(ctx, orderIds, 1);
  await recomputeTotals(ctx, customers);
  const updated = await updatedOrders(ctx, [...new Set(wanted.updatedIn)]);
  return { removed, kept: [...referred, ...updated.filter(({ orderId }) => !stay.has(orderId))] };
}

/** What is worked out once behind all `undoLines` of an import: when products were first and last sold. */
export async function finishUndoneLines(ctx: Context): Promise<void> {
  await lockAllOrders(ctx);
  await refreshAllSaleTimes(ctx);
}
