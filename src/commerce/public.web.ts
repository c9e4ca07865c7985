export { useOrderRights } from './fields/web/order-right.ts';
export { countEndpoint } from './orders/web/count-endpoint.ts';
