export { useCustomFields, useInLanguage } from './custom-fields/web/use-custom-fields.ts';
export { customerOptions } from './profiles/web/find-customers.ts';
export { totalsEndpoints } from './profiles/web/totals-endpoints.ts';
export { useCustomerName } from './profiles/web/use-customer-name.ts';
export { useSourceNames } from './sources/web/source-names.ts';
