import { ordersContract } from '../orders.contract.ts';

/** Counts orders by the filters of their list. */
export const countEndpoint = ordersContract.endpoints.count;
