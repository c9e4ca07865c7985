import type { TFunction } from 'i18next';
import type { Format } from '#platform/ui/format.ts';
import { majorOf } from '#platform/ui/format.ts';
import type { Option } from '#platform/ui/select.tsx';
import type { ListedField } from '../../fields/web/field-name.ts';
import { type Condition, where } from '../conditions.contract.ts';

/** The conditions in the address; none where they are not understood. */
export function conditionsIn(text: string | undefined): Condition[] {
  const read = text ? where.safeParse(text) : undefined;
  return read?.success ? read.data : [];
}

/** Conditions as the address has them; undefined for none. */
export function textOfConditions(conditions: readonly Condition[]): string | undefined {
  return conditions.length > 0 ? JSON.stringify(conditions) : undefined;
}

/** The value of a condition as people read it; `options` are those of a field that is chosen from a list. */
export function valueWords(
  field: ListedField,
  values: readonly string[],
  options: readonly Option[] | undefined,
  words: { t: TFunction<'customers'>; format: Format; currency: string },
): string {
  const { t, format, currency } = words;
  const one = (value: string): string => {
    const found = options?.find((option) => option.value === value);
    if (found) return found.label;
    if (field.kind === 'money')
      return format.money({ amountMinor: value, currency: field.currency ?? currency });
    if (field.kind === 'number') return format.number(value);
    if (field.kind === 'date' || field.kind === 'time') return format.date(value);
    return value;
  };
  return values.map(one).join(t('conditions.or'));
}

/** An amount of a condition as a control holds it. */
export const majorValue = (value: string, currency: string) =>
  value === '' ? '' : majorOf({ amountMinor: value, currency });
