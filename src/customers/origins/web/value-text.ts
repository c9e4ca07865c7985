import type { TFunction } from 'i18next';
import type { Format } from '#platform/ui/format.ts';
import type { CustomerEdit } from '../../profiles/customer-edit.contract.ts';

/** Fields whose value a person may take over from a record. */
const editable = new Set<string>([
  'kind',
  'displayName',
  'givenName',
  'familyName',
  'gender',
  'birthday',
  'language',
  'timeZone',
  'country',
  'region',
  'city',
  'district',
  'address',
  'postalCode',
  'company',
  'occupation',
  'creditCode',
  'cameFrom',
] satisfies (keyof CustomerEdit)[]);

export function isEditable(field: string): field is keyof CustomerEdit {
  return editable.has(field);
}

/** A stored value as people read it: codes by their names, days as they are written. */
export function valueText(field: string, value: string, t: TFunction<'customers'>, format: Format): string {
  if (field === 'kind' || field === 'gender') return t(`${field}.${value}`, { defaultValue: value });
  if (field === 'birthday') return format.date(value);
  if (field === 'country') return format.nameOf('region', value);
  if (field === 'language') return format.nameOf('language', value);
  return value;
}
