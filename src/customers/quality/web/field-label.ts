import type { TFunction } from 'i18next';
import type { MeasuredField } from '../measured-fields.contract.ts';

/** Fields as the page groups them: who, how to reach, where, the rest. */
export const fieldGroups: { key: string; fields: MeasuredField[] }[] = [
  { key: 'reach', fields: ['phone', 'email'] },
  {
    key: 'who',
    fields: [
      'displayName',
      'familyName',
      'givenName',
      'gender',
      'birthday',
      'company',
      'occupation',
      'creditCode',
      'language',
      'cameFrom',
    ],
  },
  { key: 'where', fields: ['country', 'region', 'city', 'district', 'address', 'postalCode'] },
];

/** How people call a measured field. */
export function fieldLabel(field: MeasuredField, t: TFunction<'customers'>): string {
  return field === 'phone' || field === 'email' ? t(`contact.${field}`) : t(`field.${field}`);
}
