import i18next from 'i18next';
import { type FieldKey, fieldCatalogue } from '../reading/fields.contract.ts';
import type { Mapping } from '../reading/reading.contract.ts';
import { fieldName } from './import-words.ts';

/** The name of a field of the golden record, or of a kind of contact point, as pages write it. */
export function goldenName(field: string): string {
  const [, own] = /^(?:custom|field)\.(.+)$/s.exec(field) ?? [];
  if (own !== undefined) return own;
  const stored = storedName(field);
  const key = `customer.${stored === 'display_name' ? 'name' : stored}`;
  return Object.hasOwn(fieldCatalogue, key) ? fieldName(key as FieldKey) : field;
}

/** `postalCode` is `postal_code`. */
function storedName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Fields whose trust can differ from that of the source, of those that a mapping fills; named as the API names them. */
export function trustedFields({ columns }: Mapping): string[] {
  const fields = columns.flatMap(({ field }) => {
    const [about, key = ''] = field.split('.');
    if (about !== 'customer' || untold.includes(key)) return [];
    return [key === 'name' ? 'displayName' : key.replace(/_[a-z]/g, (at) => at.slice(1).toUpperCase())];
  });
  return [...new Set(fields)];
}

/** What is kept beside one another in place of one before the other, and what has no trust of its own. */
const untold = [
  'external_id',
  'phone',
  'email',
  'wechat',
  'website',
  'tags',
  'resident_id',
  'custom',
  'field_text',
  'field_number',
  'field_date',
  'kind',
];

/** A value of the golden record as people read it: days and countries by name, the rest as it is. */
export function goldenValue(
  field: string,
  value: string,
  nameOf: (kind: 'region' | 'language', code: string) => string,
): string {
  if (field === 'country') return nameOf('region', value);
  if (field === 'language') return nameOf('language', value);
  // A name can tell that it is a firm's.
  if (field === 'name' && value === 'organisation') return i18next.t('ingestion:golden.kind.organisation');
  if (field === 'gender' || field === 'kind' || field === 'activityType') {
    const key = `ingestion:golden.${field}.${value}`;
    return i18next.exists(key) ? i18next.t(key) : value;
  }
  return value;
}

/** What a cell becomes in its field, as people read it. */
export function fieldValue(
  field: FieldKey,
  value: string,
  nameOf: (kind: 'region' | 'language', code: string) => string,
): string {
  if (field === 'activity.type') return goldenValue('activityType', value, nameOf);
  return field.startsWith('customer.') ? goldenValue(field.slice('customer.'.length), value, nameOf) : value;
}
