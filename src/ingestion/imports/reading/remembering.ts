import type { CellReader } from './cell-readers.ts';
import type { FieldKey } from './fields.contract.ts';
import type { ReadCell } from './read-cell.ts';

const most = 4096;
const longest = 200;
/** Fields whose values are not expected to come again. */
const unlike: readonly FieldKey[] = [
  'order.number',
  'customer.external_id',
  'customer.address',
  'customer.phone',
  'customer.email',
  'activity.text',
];

/**
 * A reader that keeps what it made of the values that a column has had, where they come again often (cities,
 * genders, companies). It gives up where they do not.
 */
export function remembering(field: FieldKey, read: CellReader): CellReader {
  if (unlike.includes(field)) return read;
  let known: Map<string, ReadCell> | null = new Map();
  let ofCountry: string | undefined;
  let hits = 0;
  return (raw, country) => {
    if (known === null || raw.length > longest) return read(raw, country);
    if (country !== ofCountry) {
      ofCountry = country;
      known.clear();
    }
    const before = known.get(raw);
    if (before !== undefined) {
      hits++;
      return before;
    }
    const result = read(raw, country);
    if (known.size >= most) {
      if (hits < most) known = null;
      else known.clear();
      hits = 0;
    }
    known?.set(raw, result);
    return result;
  };
}
