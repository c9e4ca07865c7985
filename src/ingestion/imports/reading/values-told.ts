import { type StoredValue, storedValue } from './custom-field-reader.ts';
import type { Reader } from './interpreted-row.ts';

/** What the columns of a row tell of custom fields, by their keys; null for nothing. */
export function valuesTold(readers: readonly Reader[]): Record<string, StoredValue> | null {
  const values = readers.flatMap(({ mapped, customField, result: { value } }) =>
    value === null ? [] : [[mapped.customField, storedValue(customField?.type, value)]],
  );
  return values.length === 0 ? null : Object.fromEntries(values);
}
