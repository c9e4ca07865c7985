import { type FieldKey, type FileKind, fieldsOf } from '../reading/fields.contract.ts';
import type { ColumnProfile, Mapping } from '../reading/reading.contract.ts';

/**
 * The mapping with one column read as `field`, or not at all with null. A field has one column only, so the
 * column that had it before is given free. Columns stay in the order of the file.
 */
export function assignField(mapping: Mapping, column: ColumnProfile, field: FieldKey | null): Mapping {
  const others = mapping.columns.filter((each) => each.column !== column.column && each.field !== field);
  if (field === null) return { ...mapping, columns: others };
  const assigned = { column: column.column, field, reading: column.reading };
  return {
    ...mapping,
    columns: [...others, assigned].toSorted((one, other) => one.column - other.column),
  };
}

/** The mapping with the dates of one column read in another order of day and month. */
export function readDatesAs(mapping: Mapping, column: number, dateOrder: 'dmy' | 'mdy'): Mapping {
  return {
    ...mapping,
    columns: mapping.columns.map((each) =>
      each.column === column ? { ...each, reading: { ...each.reading, dateOrder } } : each,
    ),
  };
}

export function fieldOf(mapping: Mapping, column: number): FieldKey | null {
  return mapping.columns.find((each) => each.column === column)?.field ?? null;
}

export function columnOf(mapping: Mapping, field: FieldKey): number | null {
  return mapping.columns.find((each) => each.field === field)?.column ?? null;
}

export const fieldGroups = ['order', 'product', 'line', 'customer'] as const;
export type FieldGroup = (typeof fieldGroups)[number];

/** The fields that a file of this kind can carry, by what they are about; empty groups are left out. */
export function groupedFields(as: FileKind): { group: FieldGroup; fields: FieldKey[] }[] {
  return fieldGroups
    .map((group) => ({ group, fields: fieldsOf(as).filter((field) => field.startsWith(`${group}.`)) }))
    .filter(({ fields }) => fields.length > 0);
}

/** Something that an order file should tell, the fields that tell it, and whether it has to. */
export interface Need {
  key: string;
  oneOf: FieldKey[];
  required: boolean;
}

/** What makes an order file worth importing, the required things first. */
export const orderNeeds: Need[] = [
  { key: 'number', oneOf: ['order.number'], required: true },
  { key: 'time', oneOf: ['order.ordered_at'], required: true },
  { key: 'price', oneOf: ['line.unit_price', 'line.amount'], required: true },
  { key: 'quantity', oneOf: ['line.quantity'], required: false },
  { key: 'product', oneOf: ['product.code', 'product.name'], required: false },
  {
    key: 'customer',
    oneOf: ['customer.external_id', 'customer.phone', 'customer.email', 'customer.name', 'customer.company'],
    required: false,
  },
];

/** The first column that answers a need, or null. */
export function answerTo(need: Need, mapping: Mapping): number | null {
  const fields = need.oneOf.filter((field) => columnOf(mapping, field) !== null);
  return fields[0] === undefined ? null : columnOf(mapping, fields[0]);
}

/** Whether the import can start. */
export function isComplete(mapping: Mapping): boolean {
  return orderNeeds.every((need) => !need.required || answerTo(need, mapping) !== null);
}
