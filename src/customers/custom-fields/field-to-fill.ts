import type { CustomField } from './custom-fields.contract.ts';
import { longestUnique } from './custom-value.contract.ts';

/** A custom field as whoever reads files needs to know it. */
export interface FieldToFill extends Pick<CustomField, 'key' | 'of' | 'type' | 'currency' | 'unique'> {
  /** Names in both languages. */
  names: string[];
  choices: { key: string; archived: boolean; names: string[] }[];
  /** Characters that a unique value may have. */
  longest: number;
}

/** What a file can fill: people are not told by a file. */
export function fieldToFill({
  key,
  of,
  type,
  currency,
  unique,
  label,
  choices,
}: CustomField): FieldToFill | null {
  if (type === 'person') return null;
  return {
    key,
    of,
    type,
    currency,
    unique,
    names: [label.en, label.zh],
    choices: choices.map((choice) => ({
      key: choice.key,
      archived: choice.archived,
      names: [choice.label.en, choice.label.zh],
    })),
    longest: longestUnique,
  };
}
