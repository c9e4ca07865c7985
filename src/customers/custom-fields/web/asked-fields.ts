import type { CustomField } from '../custom-fields.contract.ts';

interface AskedFields {
  /** Of these the reader may not read the values. */
  kept: string[];
  /** These are not in use any more, or never were. */
  gone: string[];
}

/**
 * The custom fields, as `field.<key>`, by which a list is not narrowed or sorted although its address asks for them. While
 * it is not known which fields there are (no `items`), none is taken for gone: the list would show too much.
 */
export function fieldsLeftOut(
  asked: readonly string[],
  items: readonly Pick<CustomField, 'key' | 'archivedAt'>[] | undefined,
  reads: (field: string) => boolean,
): AskedFields {
  const isOpen = (field: string) =>
    !items || items.some(({ key, archivedAt }) => `field.${key}` === field && archivedAt === null);
  const each = [...new Set(asked)];
  return {
    kept: each.filter((field) => !reads(field)),
    gone: each.filter((field) => reads(field) && !isOpen(field)),
  };
}
