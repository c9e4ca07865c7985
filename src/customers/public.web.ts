export { CustomFieldDialog, type ProposedField } from './custom-fields/web/custom-field-dialog.tsx';
export { fieldWordsOf, useFieldFilters } from './custom-fields/web/field-filters.ts';
export { FieldSections, useFilledFacts } from './custom-fields/web/field-sections.tsx';
export { useTextOfTold, useValueText } from './custom-fields/web/field-text.ts';
export { NewFields, useNewFields } from './custom-fields/web/new-fields.tsx';
export { useCustomFieldName, useCustomFields, useInLanguage } from './custom-fields/web/use-custom-fields.ts';
export { useMayMakeFields } from './custom-fields/web/use-may-make-fields.ts';
export {
  FieldRightsList,
  FieldRightsOfKind,
  type GuardedFieldNames,
} from './fields/web/field-rights-of-kind.tsx';
export { ChangeEntry } from './history/web/change-parts.tsx';
export { CustomerLink } from './profiles/web/customer-link.tsx';
export { ExportList } from './profiles/web/export-list.tsx';
export { customerOptions } from './profiles/web/find-customers.ts';
export { totalsEndpoints } from './profiles/web/totals-endpoints.ts';
export { useCustomerName } from './profiles/web/use-customer-name.ts';
export { useSourceNames } from './sources/web/source-names.ts';
export { TagDot } from './tags/web/tag-badge.tsx';
export { useTags } from './tags/web/use-tags.ts';
export { useBegunWork } from './works/web/use-begun-work.ts';
