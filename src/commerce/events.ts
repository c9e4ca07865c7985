import { z } from 'zod';
import { defineEvent } from '#platform/events/events.ts';
import { id } from '#platform/http/contract.ts';

/** One document; a guest's has no customer. */
const oneOrder = z.object({ orderId: id, customerId: id.nullable() });

export const ordersPlaced = defineEvent('orders.placed', oneOrder);
/** `orderId` is the negative document, `originalOrderId` the sale that it undoes. */
export const ordersCancelled = defineEvent('orders.cancelled', oneOrder.extend({ originalOrderId: id }));
export const ordersChanged = defineEvent('orders.changed', oneOrder);

/** One chunk of an import: how many lines are new or changed, and of how many customers. */
export const ordersImported = defineEvent(
  'orders.imported',
  z.object({ importId: id, lines: z.number().int(), customers: z.number().int() }),
);

/** One chunk of orders whose worth in the organisation's currency changed with a rate. */
export const ordersConverted = defineEvent(
  'orders.converted',
  z.object({ currency: z.string(), orders: z.number().int(), customers: z.number().int() }),
);

const productIds = z.object({ ids: z.array(id) });
export const productsCreated = defineEvent('products.created', productIds);
export const productsChanged = defineEvent('products.changed', productIds);

export const ratesChanged = defineEvent('currencies.rates_changed', z.object({ currency: z.string() }));
