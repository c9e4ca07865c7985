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

/** Those of the fields that a reader may choose: identity numbers only with the permission, or where they are chosen. */
export function offeredFields(
  as: FileKind,
  mayReadIdentityNumbers: boolean,
  chosen: FieldKey | null,
): { group: FieldGroup; fields: FieldKey[] }[] {
  if (mayReadIdentityNumbers || chosen === 'customer.resident_id') return groupedFields(as);
  return groupedFields(as).map(({ group, fields }) => ({
    group,
    fields: fields.filter((field) => field !== 'customer.resident_id'),
  }));
}
