import { type KindWithFields, type RightsToFields, rightIn } from '#platform/access/field-rights.contract.ts';
import type { FieldKey } from './fields.contract.ts';
import type { MappedColumn } from './reading.contract.ts';

/** A field whose rights decide whether somebody may fill it. */
export interface WrittenField {
  kind: KindWithFields;
  field: string;
}

const ofCustomers: Partial<Record<FieldKey, string>> = {
  'customer.name': 'displayName',
  'customer.family_name': 'displayName',
  'customer.given_name': 'displayName',
  'customer.gender': 'gender',
  'customer.birthday': 'birthday',
  'customer.language': 'language',
  'customer.phone': 'phone',
  'customer.email': 'email',
  'customer.wechat': 'wechat',
  'customer.website': 'website',
  'customer.country': 'country',
  'customer.region': 'region',
  'customer.city': 'city',
  'customer.district': 'district',
  'customer.address': 'address',
  'customer.postal_code': 'postalCode',
  'customer.company': 'company',
  'customer.occupation': 'occupation',
  'customer.credit_code': 'creditCode',
  'customer.resident_id': 'idNumber',
  'customer.came_from': 'cameFrom',
  'customer.tags': 'tags',
};

const ofOrders: Partial<Record<FieldKey, string>> = {
  'order.ordered_at': 'orderedAt',
  'order.store': 'store',
  'order.channel': 'channel',
  'order.brand': 'brand',
  'order.seller': 'seller',
  // A line is described by what its product was called in the file.
  'product.name': 'description',
  'line.unit_price': 'amountMinor',
  'line.amount': 'amountMinor',
  'line.discount': 'amountMinor',
};

/** The field of customers or orders that a column fills; undefined where nobody is kept from it. */
export function writtenField({
  field,
  customField,
  name = '',
}: Pick<MappedColumn, 'field' | 'customField' | 'name'>): WrittenField | undefined {
  if (customField !== undefined)
    return { kind: field.startsWith('order.') ? 'orders' : 'customers', field: `field.${customField}` };
  if (field === 'customer.custom') return { kind: 'customers', field: `custom.${name}` };
  const [ofCustomer, ofOrder] = [ofCustomers[field], ofOrders[field]];
  if (ofCustomer !== undefined) return { kind: 'customers', field: ofCustomer };
  return ofOrder === undefined ? undefined : { kind: 'orders', field: ofOrder };
}

/** Whether somebody with these rights may fill the field that a column is read into. */
export function mayFill(
  rightsTo: (kind: KindWithFields) => RightsToFields,
  written: WrittenField | undefined,
): boolean {
  return written === undefined || rightIn(rightsTo(written.kind), written.field) === 'write';
}
