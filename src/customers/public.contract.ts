export { customEditRefusals, customEdits, customValues } from './custom-fields/custom-value.contract.ts';
export { fieldFilters } from './custom-fields/field-filters.contract.ts';
