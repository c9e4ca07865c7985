import type { FieldKey, FileKind } from '../reading/fields.contract.ts';
import type { Mapping } from '../reading/reading.contract.ts';
import { columnOf } from './mapping-edits.ts';

/** Something that a file should tell, the fields that tell it, and whether it has to. */
export interface Need {
  key: string;
  oneOf: FieldKey[];
  required: boolean;
}

const whoFields: FieldKey[] = [
  'customer.external_id',
  'customer.phone',
  'customer.email',
  'customer.name',
  'customer.company',
];

/** What makes a file worth importing, by kind; the required things first. */
export const needs: Record<FileKind, Need[]> = {
  orders: [
    { key: 'number', oneOf: ['order.number'], required: true },
    { key: 'time', oneOf: ['order.ordered_at'], required: true },
    { key: 'price', oneOf: ['line.unit_price', 'line.amount'], required: true },
    { key: 'quantity', oneOf: ['line.quantity'], required: false },
    { key: 'product', oneOf: ['product.code', 'product.name'], required: false },
    { key: 'customer', oneOf: whoFields, required: false },
  ],
  customers: [
    {
      key: 'who',
      oneOf: [...whoFields, 'customer.family_name', 'customer.given_name'],
      required: true,
    },
    { key: 'phone', oneOf: ['customer.phone'], required: false },
    { key: 'email', oneOf: ['customer.email'], required: false },
    { key: 'externalId', oneOf: ['customer.external_id'], required: false },
    { key: 'birthday', oneOf: ['customer.birthday'], required: false },
    { key: 'city', oneOf: ['customer.city', 'customer.address'], required: false },
  ],
  activities: [
    {
      key: 'whom',
      oneOf: ['customer.external_id', 'customer.phone', 'customer.email', 'customer.name'],
      required: true,
    },
    { key: 'occurredAt', oneOf: ['activity.occurred_at'], required: true },
    {
      key: 'activityText',
      oneOf: ['activity.type', 'activity.text', 'activity.subject', 'activity.coupon_code'],
      required: true,
    },
    { key: 'activityNumber', oneOf: ['activity.number'], required: false },
  ],
};

/** The first column that answers a need, or null. */
export function answerTo(need: Need, mapping: Mapping): number | null {
  for (const field of need.oneOf) {
    const column = columnOf(mapping, field);
    if (column !== null) return column;
  }
  return null;
}

/** Whether the import can start. */
export function isComplete(mapping: Mapping): boolean {
  return needs[mapping.as].every((need) => !need.required || answerTo(need, mapping) !== null);
}
