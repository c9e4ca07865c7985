export { countEndpoint } from './orders/web/count-endpoint.ts';
