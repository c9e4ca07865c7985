import { useTranslation } from 'react-i18next';
import { Field } from '#platform/ui/field.tsx';
import type { CustomField } from '../custom-fields.contract.ts';
import type { CustomEdits } from '../custom-value.contract.ts';
import './custom-fields.css';
import { FieldControl } from './field-control.tsx';
import { valueOfDraft } from './field-text.ts';
import { useInLanguage } from './use-custom-fields.ts';

interface NewCustomerFieldsProps {
  fields: CustomField[];
  /** By key. */
  drafts: Record<string, string>;
  /** By path of the input. */
  problems: Record<string, string>;
  /** Required ones that are empty. */
  lacks: CustomField[];
  onChange: (key: string, draft: string) => void;
}

/** The custom fields in the form of a new customer. */
export function NewCustomerFields({ fields, drafts, problems, lacks, onChange }: NewCustomerFieldsProps) {
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

/** What was filled in, by key. */
export function valuesOf(fields: readonly CustomField[], drafts: Record<string, string>): CustomEdits {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = valueOfDraft(field, drafts[field.key] ?? '');
      return value === null ? [] : [[field.key, value]];
    }),
  );
}
