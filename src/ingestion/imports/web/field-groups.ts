import { customFieldKeys, type FieldKey, type FileKind, fieldsOf } from '../reading/fields.contract.ts';

const fieldGroups = ['order', 'product', 'line', 'activity', 'customer', 'contact', 'place', 'more'] as const;
export type FieldGroup = (typeof fieldGroups)[number];

const contact = ['phone', 'email', 'wechat', 'website'];
const place = ['country', 'region', 'city', 'district', 'address', 'postal_code'];
const more = ['company', 'occupation', 'credit_code', 'resident_id', 'came_from', 'tags', 'custom'];

function groupOf(field: FieldKey): FieldGroup {
  const [about, name = ''] = field.split('.');
  if (about !== 'customer') return about as FieldGroup;
  if (contact.includes(name)) return 'contact';
  if (place.includes(name)) return 'place';
  return more.includes(name) ? 'more' : 'customer';
}

/** The fields that a file of this kind can carry, by what they are about; empty groups are left out. */
export function groupedFields(as: FileKind): { group: FieldGroup; fields: FieldKey[] }[] {
  return fieldGroups
    .map((group) => ({
      group,
      fields: fieldsOf(as).filter((field) => groupOf(field) === group && !customFieldKeys.includes(field)),
    }))
    .filter(({ fields }) => fields.length > 0);
}

/** Those of the fields that a person may have a column read into, and the one that is chosen. */
export function offeredFields(
  as: FileKind,
  mayRead: (field: FieldKey) => boolean,
  chosen: FieldKey | null,
): { group: FieldGroup; fields: FieldKey[] }[] {
  return groupedFields(as)
    .map(({ group, fields }) => ({
      group,
      fields: fields.filter((field) => field === chosen || mayRead(field)),
    }))
    .filter(({ fields }) => fields.length > 0);
}
