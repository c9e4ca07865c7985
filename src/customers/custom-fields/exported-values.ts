import { majorText } from '../profiles/major-text.ts';
import type { CustomField } from './custom-fields.contract.ts';
import type { CustomValue } from './custom-value.contract.ts';

/** Compiles a field into the cell of a value, as spreadsheets and our own imports read it. */
export function cellOfField(
  { type, currency, choices }: CustomField,
  language: 'en' | 'zh',
  users: ReadonlyMap<string, string>,
): (value: CustomValue | undefined) => string | null {
  const names = new Map(choices.map(({ key, label }) => [key, label[language]]));
  return (value) => {
    if (value === undefined) return null;
    if (type === 'money') return majorText(String(value), currency ?? '');
    if (type === 'person') return users.get(String(value)) ?? String(value);
    if (type !== 'choice' && type !== 'choices') return String(value);
    return [value]
      .flat()
      .map((key) => names.get(String(key)) ?? String(key))
      .join('; ');
  };
}

/** The same for several fields, in their order, of the values of one record. */
export function cellsOfFields(
  fields: readonly CustomField[],
  language: 'en' | 'zh',
  users: ReadonlyMap<string, string>,
): (values: Record<string, CustomValue>) => (string | null)[] {
  const cells = fields.map((field) => ({ key: field.key, cellOf: cellOfField(field, language, users) }));
  return (values) => cells.map(({ key, cellOf }) => cellOf(valueIn(values, key)));
}

/** Keys may be words that every object knows, as `constructor`. */
export function valueIn(values: Record<string, CustomValue>, key: string): CustomValue | undefined {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}
