import type { JobContext } from '#platform/jobs/jobs.ts';
import { recountRevenue } from '../products/product-sums.queries.ts';
import { recomputeTotals } from '../totals/totals.ts';
import { lockAllOrders } from '../totals/write-locks.queries.ts';
import { convertChunk, type Place } from './currencies.queries.ts';

const ordersAtOnce = 10_000;
const productsAtOnce = 500;

/**
 * Works out anew what the orders of a currency are worth in the organisation's, with the totals of their
 * customers and the revenue of products, in chunks of one transaction each. Running it again, or on after a
 * crash, changes only what is not right yet.
 */
export async function convertOrders(job: JobContext, currency: string): Promise<void> {
  let after: Place | undefined;
  do {
    const chunk = await job.transact(async (ctx) => {
      await lockAllOrders(ctx);
      const converted = await convertChunk(ctx, currency, after, ordersAtOnce);
      const { changed: orders, customerIds } = converted;
      if (orders === 0) return converted;
      await recomputeTotals(ctx, customerIds);
      await ctx.emit('orders.converted', { currency, orders, customers: customerIds.length });
      await ctx.audit('commerce.orders_converted', `currency:${currency}`, { orders });
      return converted;
    });
    after = chunk.last;
  } while (after && !job.signal.aborted);
  if (job.signal.aborted) throw new Error('stopped before the end; the next run goes on');
  await recountAllRevenue(job);
}

async function recountAllRevenue(job: JobContext): Promise<void> {
  let afterId: string | undefined = '0';
  while (afterId !== undefined && !job.signal.aborted) {
    const from: string = afterId;
    afterId = await job.transact(async (ctx) => {
      await lockAllOrders(ctx);
      return recountRevenue(ctx, from, productsAtOnce);
    });
  }
  if (job.signal.aborted) throw new Error('stopped before the end; the next run goes on');
}
