import { bind } from '#platform/http/bind.ts';
import { cancelOrder } from './cancel-order.ts';
import { createOrder } from './create-order.ts';
import { editOrder } from './edit-order.ts';
import { exportOrders } from './export-orders.ts';
import { listOrderFacets, summariseOrders, totalsOfCustomer } from './order-sums.ts';
import { ordersContract } from './orders.contract.ts';
import {
  countOrders,
  listOrderLines,
  listOrdersInTime,
  orderEntriesOfCustomer,
  ordersOfCustomer,
  showOrder,
} from './orders.ts';

export const orderRoutes = bind(ordersContract, {
  list: listOrdersInTime,
  count: countOrders,
  facets: listOrderFacets,
  summary: summariseOrders,
  export: exportOrders,
  get: (ctx, input) => showOrder(ctx, input.id),
  lines: listOrderLines,
  create: createOrder,
  update: editOrder,
  cancel: cancelOrder,
  ofCustomer: ordersOfCustomer,
  totalsOfCustomer: (ctx, input) => totalsOfCustomer(ctx, input.id),
  entriesOfCustomer: orderEntriesOfCustomer,
});
