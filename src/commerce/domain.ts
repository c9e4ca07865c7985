import type { Domain } from '#platform/domains/domain.ts';
import { convertOrdersJob } from './currencies/currencies.jobs.ts';
import { currencyRoutes } from './currencies/currencies.routes.ts';
import {
  ordersCancelled,
  ordersChanged,
  ordersConverted,
  ordersImported,
  ordersPlaced,
  productsChanged,
  productsCreated,
  ratesChanged,
} from './events.ts';
import { guardedOrderFields } from './fields/order-fields.contract.ts';
import { orderHistoryRoutes } from './history/history.routes.ts';
import { valuesOfOrders } from './orders/added-values.queries.ts';
import { orderRoutes } from './orders/orders.routes.ts';
import { productRoutes } from './products/products.routes.ts';

export const commerceDomain: Domain = {
  name: 'commerce',
  routes: [orderRoutes, orderHistoryRoutes, productRoutes, currencyRoutes],
  jobs: [convertOrdersJob],
  events: [
    ordersPlaced,
    ordersCancelled,
    ordersChanged,
    ordersImported,
    ordersConverted,
    productsCreated,
    productsChanged,
    ratesChanged,
  ],
  reactions: [],
  guardedFields: { orders: guardedOrderFields },
  addedValues: valuesOfOrders,
  // By hand, an order is placed, and a sale undone, at the moment when it is written.
  tellingActions: { 'orders.orderedAt': ['commerce.order_placed', 'commerce.order_cancelled'] },
  personalData: [
    { table: 'commerce.orders', customerColumn: 'customer_id' },
    { table: 'commerce.order_lines', customerColumn: 'customer_id' },
    { table: 'commerce.order_keys', customerColumn: 'customer_id' },
    { table: 'commerce.unique_values', customerColumn: 'customer_id' },
    { table: 'commerce.former_orders', customerColumn: 'customer_id' },
    { table: 'commerce.former_lines', customerColumn: 'customer_id' },
  ],
};
