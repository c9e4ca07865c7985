import { useTranslation } from 'react-i18next';
import { useColleagueName } from '#platform/ui/colleagues.tsx';
import { majorOf } from '#platform/ui/format.ts';
import { minorOf } from '#platform/ui/minor-of.ts';
import { useFormat } from '#platform/ui/session.tsx';
import type { CustomField } from '../custom-fields.contract.ts';
import type { CustomValue } from '../custom-value.contract.ts';
import { useAllCustomFields, useInLanguage } from './use-custom-fields.ts';

/** How a value reads, by its field. */
export function useValueText(): (field: CustomField, value: CustomValue) => string {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const inLanguage = useInLanguage();
  const colleague = useColleagueName();
  return (field, value) => {
    const nameOf = (key: string) => {
      const found = field.choices.find((choice) => choice.key === key);
      return found ? inLanguage(found.label) : key;
    };
    if (typeof value === 'boolean') return t(value ? 'fields.yes' : 'fields.no');
    if (typeof value !== 'string') return value.map(nameOf).join(t('fields.comma'));
    if (field.type === 'choice') return nameOf(value);
    if (field.type === 'number') return format.number(value);
    if (field.type === 'money') return format.money({ amountMinor: value, currency: field.currency! });
    // A year alone is a mask.
    if (field.type === 'date') return value.includes('-') ? format.date(value) : value;
    return field.type === 'person' ? colleague(value) : value;
  };
}

/** A value as a control holds it: an amount in whole units, a flag as a word. */
export function draftOf(field: CustomField, value: CustomValue | undefined): string {
  if (value === undefined) return '';
  if (field.type === 'money') return majorOf({ amountMinor: String(value), currency: field.currency! });
  return String(value);
}

/** What a control holds as a value to be sent; null for nothing. What fits no value is left to the server to refuse. */
export function valueOfDraft(field: CustomField, draft: string): CustomValue | null {
  const text = draft.trim();
  if (text === '') return null;
  if (field.type === 'flag') return text === 'true';
  if (field.type === 'choices') return text.split(',');
  if (field.type === 'money') return minorOf(text, field.currency!) ?? text;
  return text;
}

/** How a value reads that a record told of a custom field (`field.<key>`); undefined for other fields. */
export function useTextOfTold(): (field: string, told: string) => string | undefined {
  const items = useAllCustomFields();
  const valueText = useValueText();
  return (field, told) => {
    const found = items.find(({ key }) => `field.${key}` === field);
    return found && valueText(found, valueOfTold(found, told));
  };
}

/** What a record told as a value: origins have it as text. */
export function valueOfTold({ type }: CustomField, told: string): CustomValue {
  if (type === 'flag') return told === 'true';
  return type === 'choices' ? told.split(',') : told;
}
