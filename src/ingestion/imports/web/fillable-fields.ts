import { useCustomFields, useInLanguage } from '#customers/public.web.ts';
import { customFieldOf, customOwners, type FieldKey } from '../reading/fields.contract.ts';
import type { Mapping } from '../reading/reading.contract.ts';
import { useMayFill } from './use-may-fill.ts';

export interface FillableField {
  key: string;
  label: string;
  /** How its column is read. */
  field: FieldKey;
  /** The column that fills it now. */
  taken: number | undefined;
}

/** The custom fields that a column can be read into. */
export function useFillableFields(mapping: Mapping): FillableField[] {
  const owner = customOwners[mapping.as];
  const { items } = useCustomFields(owner);
  const inLanguage = useInLanguage();
  const mayFill = useMayFill();
  return items
    .filter(({ key, type, archivedAt }) => {
      const field = customFieldOf(owner, type);
      return archivedAt === null && mayFill({ field, customField: key });
    })
    .map(({ key, type, label }) => ({
      key,
      label: inLanguage(label),
      field: customFieldOf(owner, type),
      taken: mapping.columns.find(({ customField }) => customField === key)?.column,
    }));
}
