import { useTranslation } from 'react-i18next';
import { type Fact, Facts, Section } from '#platform/ui/page-header.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { toast } from '#platform/ui/toast.tsx';
import { useFieldRights } from '../../fields/web/field-right.ts';
import { OriginButton } from '../../origins/web/origin-button.tsx';
import type { CustomerDetail } from '../../profiles/profiles.contract.ts';
import type { CustomField } from '../custom-fields.contract.ts';
import type { CustomValue } from '../custom-value.contract.ts';
import { CustomValueEdit } from './custom-value-edit.tsx';
import { valueOfTold } from './field-text.ts';
import { useSaveCustomField } from './save-custom-field.ts';
import { openFieldsOf, sectionsOf, useCustomFields, useInLanguage } from './use-custom-fields.ts';

/** The custom fields of a customer under their headings, edited where they stand. */
export function CustomerFieldsSection({
  customer,
  readOnly,
}: {
  customer: CustomerDetail;
  readOnly: boolean;
}) {
  const { t } = useTranslation('customers');
  const inLanguage = useInLanguage();
  const { groups, items } = useCustomFields();
  const { sees, writes } = useFieldRights();
  const shown = items.filter(
    (field) =>
      sees(`field.${field.key}`) &&
      (openFieldsOf([field], customer.kind).length > 0 || Object.hasOwn(customer.customFields, field.key)),
  );
  return sectionsOf(groups, shown).map(({ group, fields }) => (
    <Section key={group?.id ?? 'none'} title={group ? inLanguage(group.label) : t('fields.section')}>
      <Facts
        items={fields.map(
          (field): Fact => ({
            key: field.key,
            label: inLanguage(field.label),
            value: (
              <FieldValue
                customer={customer}
                field={field}
                readOnly={readOnly || !writes(`field.${field.key}`)}
              />
            ),
          }),
        )}
      />
    </Section>
  ));
}

interface FieldValueProps {
  customer: CustomerDetail;
  field: CustomField;
  readOnly: boolean;
}

function FieldValue({ customer, field, readOnly }: FieldValueProps) {
  const { reads } = useFieldRights();
  const { t } = useTranslation('customers');
  const inLanguage = useInLanguage();
  const save = useSaveCustomField(customer);
  const label = inLanguage(field.label);
  const value = Object.hasOwn(customer.customFields, field.key)
    ? customer.customFields[field.key]
    : undefined;
  const marked = customer.marks.includes(`field.${field.key}`);
  const use = async (told: CustomValue) => {
    try {
      await save(field.key, told);
    } catch (error) {
      toast({ tone: 'danger', title: t('fields.failed', { label }), note: problemText(error) });
    }
  };
  return (
    <div className="or-fact">
      <CustomValueEdit
        field={field}
        value={value}
        readOnly={readOnly}
        onSave={(next) => save(field.key, next)}
      />
      {reads(`field.${field.key}`) && (value !== undefined || marked) ? (
        <OriginButton
          customerId={customer.id}
          of={{ field: `field.${field.key}` }}
          label={label}
          marked={marked}
          onUse={readOnly ? undefined : (told) => use(valueOfTold(field, told))}
        />
      ) : null}
    </div>
  );
}
