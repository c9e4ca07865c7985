export { customerOptions } from './profiles/web/find-customers.ts';
export { useCustomerName } from './profiles/web/use-customer-name.ts';
