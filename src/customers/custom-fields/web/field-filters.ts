import { useTranslation } from 'react-i18next';
import type { FilterDefinition } from '#platform/ui/filter.ts';
import type { Search } from '#platform/ui/link.tsx';
import { minorOf } from '#platform/ui/minor-of.ts';
import { periodOf } from '#platform/ui/period.ts';
import { useFieldRights } from '../../fields/web/field-right.ts';
import { type CustomField, type FieldOwner, guardedAs } from '../custom-fields.contract.ts';
import type { FieldConditions } from '../field-filters.contract.ts';
import { fieldsLeftOut } from './asked-fields.ts';
import { useFieldOptions } from './field-control.tsx';
import { useCustomFieldName, useCustomFields, useInLanguage } from './use-custom-fields.ts';

const prefix = 'field.';

/** The words of an address that narrow by custom fields. */
export function fieldWordsOf(search: Search): string[] {
  return Object.keys(search).filter((key) => key.startsWith(prefix) && search[key]);
}

/** Filters by custom fields: what a list offers, and what its address asks for, as the API takes it. */
export function useFieldFilters(of: FieldOwner, search: Search) {
  const { t } = useTranslation('customers');
  const { items, ready, error, retry } = useCustomFields(of);
  const { reads } = useFieldRights(guardedAs(of));
  const inLanguage = useInLanguage();
  const nameOf = useCustomFieldName();
  const optionsOf = useFieldOptions();
  const fields = items.filter(({ key, archivedAt }) => archivedAt === null && reads(prefix + key));
  const definitions = fields.map((field): FilterDefinition => {
    const about = { key: prefix + field.key, label: inLanguage(field.label) };
    const { type } = field;
    if (type === 'text' || type === 'url')
      return { ...about, kind: 'text', placeholder: t('fields.contains') };
    if (type === 'date') return { ...about, kind: 'dates' };
    if (type === 'number' || type === 'money')
      return { ...about, kind: 'range', unit: field.currency ?? undefined };
    return { ...about, kind: 'choice', options: optionsOf(field, ''), several: type !== 'flag' };
  });
  const conditions = Object.fromEntries(
    fields.flatMap((field) => {
      const condition = conditionOf(field, search[prefix + field.key]);
      return condition === undefined ? [] : [[field.key, condition]];
    }),
  );
  const words = fieldWordsOf(search);
  const { kept, gone } = fieldsLeftOut(words, ready ? items : undefined, reads);
  const isUnknown = !ready && words.length > kept.length;
  return {
    definitions,
    conditions: Object.keys(conditions).length > 0 ? JSON.stringify(conditions) : undefined,
    /** Of what the address asks for: fields that are not in use any more, by their names. */
    gone: gone.map(nameOf),
    /** And those that the reader may not read. */
    kept: kept.map(nameOf),
    /** False while the address asks for fields of which nothing is known: a list would show too much. */
    ready: !isUnknown,
    /** Why nothing is known of them. */
    error: isUnknown ? error : null,
    retry,
  };
}

function conditionOf(field: CustomField, text: string | undefined): FieldConditions[string] | undefined {
  if (!text) return undefined;
  if (field.type === 'text' || field.type === 'url') return { contains: text };
  if (field.type === 'flag') return text === 'true';
  if (field.type === 'choice' || field.type === 'choices' || field.type === 'person') return text.split(',');
  const { from, to } = field.type === 'date' ? periodOf(text) : amountsOf(field, text);
  return from || to ? { from, to } : undefined;
}

function amountsOf({ type, currency }: CustomField, text: string) {
  const [from, to] = text
    .split('..')
    .map((end) => (type === 'money' ? minorOf(end, currency!) : end || undefined));
  return { from, to };
}
