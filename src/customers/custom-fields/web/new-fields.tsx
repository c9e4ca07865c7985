import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '#platform/ui/field.tsx';
import { useFieldRights } from '../../fields/web/field-right.ts';
import {
  type CustomField,
  type CustomFieldKind,
  type FieldOwner,
  guardedAs,
} from '../custom-fields.contract.ts';
import type { CustomEdits } from '../custom-value.contract.ts';
import './custom-fields.css';
import { FieldControl } from './field-control.tsx';
import { valueOfDraft } from './field-text.ts';
import { useCustomFields, useInLanguage } from './use-custom-fields.ts';

interface NewFieldsProps {
  fields: CustomField[];
  /** By key. */
  drafts: Record<string, string>;
  /** By path of the input. */
  problems: Record<string, string>;
  /** Required ones that are empty. */
  lacks: CustomField[];
  onChange: (key: string, draft: string) => void;
}

/** The custom fields in the form of something new. */
export function NewFields({ fields, drafts, problems, lacks, onChange }: NewFieldsProps) {
  const { t } = useTranslation('customers');
  const inLanguage = useInLanguage();
  return fields.map((field) => (
    <Field
      key={field.key}
      label={inLanguage(field.label)}
      optional={!field.required}
      hint={field.hint ? inLanguage(field.hint) : undefined}
      error={lacks.includes(field) ? t('fields.missing') : problems[`customFields.${field.key}`]}
    >
      <FieldControl
        field={field}
        draft={drafts[field.key] ?? ''}
        onChange={(draft) => onChange(field.key, draft)}
      />
    </Field>
  ));
}

/** What a form of something new asks for of its custom fields: those in use, of its kind, that the reader may write. */
export function useNewFields(of: FieldOwner, kind?: CustomFieldKind) {
  const { items, coming } = useCustomFields(of);
  const { writes } = useFieldRights(guardedAs(of));
  const [drafts, setDrafts] = useState<Record<string, string>>({});
  const fields = items.filter(
    ({ key, kinds, archivedAt }) =>
      archivedAt === null && (kind === undefined || kinds.includes(kind)) && writes(`field.${key}`),
  );
  return {
    fields,
    coming,
    drafts,
    /** Required ones that are empty. */
    lacks: fields.filter(({ key, required }) => required && !drafts[key]?.trim()),
    values: valuesOf(fields, drafts),
    clear: () => setDrafts({}),
    onChange: (key: string, draft: string) => setDrafts((before) => ({ ...before, [key]: draft })),
  };
}

/** What was filled in, by key. */
export function valuesOf(fields: readonly CustomField[], drafts: Record<string, string>): CustomEdits {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = valueOfDraft(field, drafts[field.key] ?? '');
      return value === null ? [] : [[field.key, value]];
    }),
  );
}
