import { customFieldKeys, type FieldKey, fieldKeys } from '../reading/fields.contract.ts';
import type { Mapping, PreviewRow } from '../reading/reading.contract.ts';

const identities: FieldKey[] = [
  'customer.external_id',
  'customer.phone',
  'customer.email',
  'customer.name',
  'customer.company',
];

/** A row that is read but names nobody. */
export function isGuest(row: PreviewRow): boolean {
  return row.status === 'read' && identities.every((field) => !row.values[field]);
}

/** What an order line says about being taken back. */
export function reversal(row: PreviewRow): 'return' | 'cancellation' | null {
  const { hint } = row.values;
  return row.status === 'read' && (hint === 'return' || hint === 'cancellation') ? hint : null;
}

/** Whether there is anything to say about a row. */
export function isMarked(row: PreviewRow): boolean {
  return row.status !== 'read' || isGuest(row) || reversal(row) !== null;
}

export interface SampleCounts {
  rows: number;
  read: number;
  failed: number;
  blank: number;
  thin: number;
  guests: number;
  reversed: number;
}

/** What the sampled rows come to. */
export function countSample(sample: PreviewRow[]): SampleCounts {
  const count = (fits: (row: PreviewRow) => boolean) => sample.filter(fits).length;
  return {
    rows: sample.length,
    read: count((row) => row.status === 'read'),
    failed: count((row) => row.status === 'failed'),
    blank: count((row) => row.status === 'blank'),
    thin: count((row) => row.status === 'thin'),
    guests: count(isGuest),
    reversed: count((row) => reversal(row) !== null),
  };
}

/** The fields that the table of the sample shows: those that have a column, in order of display. */
export function shownFields(mapping: Mapping): FieldKey[] {
  const mapped = new Set(mapping.columns.map(({ field }) => field));
  return fieldKeys.filter((field) => mapped.has(field) && !severalOf.includes(field));
}

/** Fields that several columns can be read into, each under a name of its own. */
const severalOf: readonly FieldKey[] = ['customer.custom', ...customFieldKeys];

/** The columns that are read into those: their values stand in the sample under `key`. */
export function namedColumns(
  mapping: Mapping,
): { column: number; key: string; customField?: string; name?: string }[] {
  return mapping.columns
    .filter(({ field }) => severalOf.includes(field))
    .map(({ column, field, customField, name }) => ({
      column,
      ...(customField
        ? { customField, key: `${field.split('.')[0]}.field.${customField}` }
        : { name: name!, key: `customer.custom.${name}` }),
    }));
}
