export { fieldWordsOf, useFieldFilters } from './custom-fields/web/field-filters.ts';
export { FieldSections, useFilledFacts } from './custom-fields/web/field-sections.tsx';
export { NewFields, useNewFields } from './custom-fields/web/new-fields.tsx';
export { useCustomFields, useInLanguage } from './custom-fields/web/use-custom-fields.ts';
export { CustomerLink } from './profiles/web/customer-link.tsx';
export { customerOptions } from './profiles/web/find-customers.ts';
export { totalsEndpoints } from './profiles/web/totals-endpoints.ts';
export { useCustomerName } from './profiles/web/use-customer-name.ts';
export { useSourceNames } from './sources/web/source-names.ts';
