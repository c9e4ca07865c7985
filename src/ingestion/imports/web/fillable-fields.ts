import { useCustomFields, useInLanguage } from '#customers/public.web.ts';
import type { FieldKey } from '../reading/fields.contract.ts';
import type { Mapping } from '../reading/reading.contract.ts';

export interface FillableField {
  key: string;
  label: string;
  /** How its column is read. */
  field: FieldKey;
  /** The column that fills it now. */
  taken: number | undefined;
}

const readAs: Record<string, FieldKey> = {
  number: 'customer.field_number',
  money: 'customer.field_number',
  date: 'customer.field_date',
};

/** The custom fields that a column of customers can be read into; people are not told by a file. */
export function useFillableFields(mapping: Mapping): FillableField[] {
  const { items } = useCustomFields();
  const inLanguage = useInLanguage();
  if (mapping.as !== 'customers') return [];
  return items
    .filter(({ archivedAt, type }) => archivedAt === null && type !== 'person')
    .map(({ key, type, label }) => ({
      key,
      label: inLanguage(label),
      field: readAs[type] ?? 'customer.field_text',
      taken: mapping.columns.find(({ customField }) => customField === key)?.column,
    }));
}
