import { majorText } from '../profiles/major-text.ts';
import type { CustomField } from './custom-fields.contract.ts';
import type { CustomValue } from './custom-value.contract.ts';

/** Compiles fields into the cells of a customer's values, as spreadsheets and our own imports read them. */
export function cellsOfFields(
  fields: readonly CustomField[],
  language: 'en' | 'zh',
): (values: Record<string, CustomValue>) => (string | null)[] {
  const names = new Map(
    fields.map(({ key, choices }) => [
      key,
      new Map(choices.map((choice) => [choice.key, choice.label[language]])),
    ]),
  );
  return (values) => {
    const told = new Map(Object.entries(values));
    return fields.map((field) => {
      const value = told.get(field.key);
      if (value === undefined) return null;
      if (field.type === 'money') return majorText(String(value), field.currency ?? '');
      if (field.type !== 'choice' && field.type !== 'choices') return String(value);
      const named = [value].flat().map((key) => names.get(field.key)?.get(String(key)) ?? String(key));
      return named.join('; ');
    });
  };
}
