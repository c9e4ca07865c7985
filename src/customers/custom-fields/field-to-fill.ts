import type { CustomField } from './custom-fields.contract.ts';
import { longestUnique } from './custom-value.contract.ts';

/** A custom field as whoever reads files needs to know it. */
export interface FieldToFill
  extends Pick<CustomField, 'key' | 'of' | 'kinds' | 'type' | 'currency' | 'unique'> {
  /** Names in both languages. */
  names: string[];
  /** Of a field that names people: active users by their ids, with name and e-mail address. */
  choices: { key: string; archived: boolean; names: string[] }[];
  /** Characters that a unique value may have. */
  longest: number;
}

/** `users` are the active ones, needed where the field names people. */
export function fieldToFill(
  field: CustomField,
  users: readonly { id: string; name: string; email: string }[],
): FieldToFill {
  const { key, of, kinds, type, currency, unique, label, choices } = field;
  return {
    key,
    of,
    kinds,
    type,
    currency,
    unique,
    names: [label.en, label.zh],
    choices:
      type === 'person'
        ? users.map(({ id, name, email }) => ({ key: id, archived: false, names: [name, email] }))
        : choices.map((choice) => ({
            key: choice.key,
            archived: choice.archived,
            names: [choice.label.en, choice.label.zh],
          })),
    longest: longestUnique,
  };
}
