import { useTranslation } from 'react-i18next';
import { type Fact, Facts, Section } from '#platform/ui/page-header.tsx';
import { useFieldRights } from '../../fields/web/field-right.ts';
import { type CustomField, type FieldOwner, guardedAs } from '../custom-fields.contract.ts';
import type { CustomValue } from '../custom-value.contract.ts';
import { CustomValueEdit } from './custom-value-edit.tsx';
import { useValueText } from './field-text.ts';
import { sectionsOf, useCustomFields, useInLanguage } from './use-custom-fields.ts';

interface FieldSectionsProps {
  of: FieldOwner;
  /** By key of the field. */
  values: Record<string, CustomValue>;
  readOnly: boolean;
  /** Null clears a value. */
  onSave: (key: string, value: CustomValue | null) => Promise<void>;
}

/** The custom fields of something that is no customer under their headings, edited where they stand. */
export function FieldSections({ of, values, readOnly, onSave }: FieldSectionsProps) {
  const { t } = useTranslation('customers');
  const inLanguage = useInLanguage();
  const { groups, items } = useCustomFields(of);
  const { sees, writes } = useFieldRights(guardedAs(of));
  const shown = items.filter(({ key, archivedAt }) => archivedAt === null && sees(`field.${key}`));
  return sectionsOf(groups, shown).map(({ group, fields }) => (
    <Section key={group?.id ?? 'none'} title={group ? inLanguage(group.label) : t('fields.section')}>
      <Facts
        items={fields.map(
          (field): Fact => ({
            key: field.key,
            label: inLanguage(field.label),
            value: (
              <CustomValueEdit
                field={field}
                value={valueAt(values, field)}
                readOnly={readOnly || !writes(`field.${field.key}`)}
                onSave={(value) => onSave(field.key, value)}
              />
            ),
          }),
        )}
      />
    </Section>
  ));
}

/** The filled custom fields as facts, to be read at a glance. */
export function useFilledFacts(of: FieldOwner): (values: Record<string, CustomValue>) => Fact[] {
  const { items } = useCustomFields(of);
  const inLanguage = useInLanguage();
  const valueText = useValueText();
  return (values) =>
    items.flatMap((field) => {
      const value = valueAt(values, field);
      if (value === undefined) return [];
      return [{ key: field.key, label: inLanguage(field.label), value: valueText(field, value) }];
    });
}

function valueAt(values: Record<string, CustomValue>, { key }: CustomField): CustomValue | undefined {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}
