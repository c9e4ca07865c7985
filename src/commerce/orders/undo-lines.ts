import { because } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { addOrdersToProducts, refreshAllSaleTimes } from '../products/product-sums.queries.ts';
import { recomputeTotals } from '../totals/totals.ts';
import { lockAllOrders } from '../totals/write-locks.queries.ts';
import {
  changedSince,
  type KeptOrder,
  ordersToKeep,
  touchedOrders,
  unkeptOrders,
} from './kept-orders.queries.ts';
import {
  forgetForms,
  releaseTies,
  restoreHeaders,
  restoreLines,
  returnToGuests,
} from './restore-orders.queries.ts';
import { releaseLostValues } from './staged-fields.queries.ts';
import { forgetSightings } from './store-lines.queries.ts';
import { customersOfOrders, deleteEmptyOrders, deleteLines, resumOrders } from './undo-lines.queries.ts';

export interface LinesToUndo {
  importId: string;
  /** When the import began to write. */
  since: Date;
  /** The documents that these rows of the import went to. */
  orderIds: string[];
  createdRows: number[];
  updatedRows: number[];
}

export interface LinesUndone {
  /** Documents removed, and documents of before put back. */
  removed: number;
  restored: number;
  /** Documents that stay as they are. */
  whole: KeptOrder[];
  /** Documents of which that stays which others changed since. */
  inPart: KeptOrder[];
}

/**
 * Takes back what these rows of an import did to documents: created lines go, and documents that have none left;
 * lines and header values that it changed come back where they are as it left them. Sums, products and totals
 * follow. What others changed since stays, and its documents are named. Running it again does no harm.
 */
export async function undoLines(given: Context, wanted: LinesToUndo): Promise<LinesUndone> {
  const { importId } = wanted;
  const ctx = because(given, 'undo', importId);
  await lockAllOrders(ctx);
  await releaseTies(ctx, importId);
  const touched = await touchedOrders(ctx, importId, [...new Set(wanted.orderIds)]);
  const whole = await ordersToKeep(ctx, wanted, touched);
  const stay = new Set(whole.map((order) => order.orderId));
  const orderIds = touched.filter((id) => !stay.has(id));
  const changed = await changedSince(ctx, importId, orderIds);
  const customers = await customersOfOrders(ctx, orderIds);
  await addOrdersToProducts(ctx, orderIds, -1);
  await restoreLines(ctx, importId, orderIds);
  await deleteLines(ctx, importId, orderIds, wanted.createdRows);
  const unkept = await unkeptOrders(ctx, importId, orderIds, wanted.updatedRows);
  await restoreHeaders(ctx, importId, orderIds);
  await returnToGuests(ctx, importId, orderIds);
  const restored = await forgetForms(ctx, importId, orderIds);
  const removed = await deleteEmptyOrders(ctx, orderIds);
  await releaseLostValues(ctx, orderIds);
  await resumOrders(ctx, orderIds);
  await addOrdersToProducts(ctx, orderIds, 1);
  await recomputeTotals(ctx, customers);
  return { removed, restored, whole, inPart: [...changed, ...unkept] };
}

/** What is done once behind all `undoLines` of an import: when products were first and last sold; what it met is forgotten. */
export async function finishUndoneLines(ctx: Context, importId: string): Promise<void> {
  await lockAllOrders(ctx);
  await forgetSightings(ctx, importId);
  await refreshAllSaleTimes(ctx);
}
