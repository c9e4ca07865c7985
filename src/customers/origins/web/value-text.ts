import type { TFunction } from 'i18next';
import type { Format } from '#platform/ui/format.ts';

/** A stored value as people read it: codes by their names, days as they are written. */
export function valueText(field: string, value: string, t: TFunction<'customers'>, format: Format): string {
  if (field === 'kind' || field === 'gender') return t(`${field}.${value}`, { defaultValue: value });
  if (field === 'birthday') return format.date(value);
  if (field === 'country') return format.nameOf('region', value);
  if (field === 'language') return format.nameOf('language', value);
  return value;
}
