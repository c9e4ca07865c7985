import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '#platform/ui/button.tsx';
import { InlineEdit, type InlineEditProps } from '#platform/ui/inline-edit.tsx';
import { type Fact, Facts, Section } from '#platform/ui/page-header.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { toast } from '#platform/ui/toast.tsx';
import { useFieldRights } from '../../fields/web/field-right.ts';
import { OriginButton } from '../../origins/web/origin-button.tsx';
import type { CustomerDetail } from '../../profiles/profiles.contract.ts';
import type { CustomField } from '../custom-fields.contract.ts';
import type { CustomValue } from '../custom-value.contract.ts';
import './custom-fields.css';
import { ChoiceBoxes, useFieldOptions } from './field-control.tsx';
import { draftOf, useValueText, valueOfDraft, valueOfTold } from './field-text.ts';
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
  const valueText = useValueText();
  const optionsOf = useFieldOptions();
  const save = useSaveCustomField(customer);
  const label = inLanguage(field.label);
  const value = Object.hasOwn(customer.customFields, field.key)
    ? customer.customFields[field.key]
    : undefined;
  const draft = draftOf(field, value);
  const marked = customer.marks.includes(`field.${field.key}`);
  const words = value === undefined ? undefined : valueText(field, value);
  const chooses = field.type === 'choice' || field.type === 'flag' || field.type === 'person';
  const kind: InlineEditProps['kind'] = chooses
    ? 'combobox'
    : field.type === 'date' || field.type === 'url'
      ? field.type
      : 'text';
  const use = async (told: CustomValue) => {
    try {
      await save(field.key, told);
    } catch (error) {
      toast({ tone: 'danger', title: t('fields.failed', { label }), note: problemText(error) });
    }
  };
  return (
    <div className="or-fact">
      {field.type === 'choices' ? (
        <SeveralChoices
          {...{ field, draft, words, readOnly, label }}
          onSave={(next) => save(field.key, valueOfDraft(field, next))}
        />
      ) : (
        <InlineEdit
          label={label}
          value={draft}
          kind={kind}
          options={chooses ? optionsOf(field, draft) : undefined}
          readOnly={readOnly}
          onSave={(next) => save(field.key, valueOfDraft(field, next))}
        >
          {words}
        </InlineEdit>
      )}
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

interface SeveralChoicesProps {
  field: CustomField;
  draft: string;
  words: string | undefined;
  readOnly: boolean;
  label: string;
  onSave: (draft: string) => Promise<void>;
}

function SeveralChoices({ field, draft, words, readOnly, label, onSave }: SeveralChoicesProps) {
  const { t } = useTranslation('customers');
  const [edited, setEdited] = useState<string | null>(null);
  const save = async () => {
    if (edited === null) return;
    try {
      if (edited !== draft) await onSave(edited);
      setEdited(null);
    } catch (error) {
      toast({ tone: 'danger', title: t('fields.failed', { label }), note: problemText(error) });
    }
  };
  if (edited === null)
    return (
      <span className="cf-several">
        <span>{words ?? <span className="pn-faint">–</span>}</span>
        {readOnly ? null : (
          <IconButton
            icon={Pencil}
            size="small"
            label={t('fields.choose', { label })}
            onClick={() => setEdited(draft)}
          />
        )}
      </span>
    );
  return (
    <div className="cf-choosing">
      <ChoiceBoxes field={field} draft={edited} onChange={setEdited} />
      <span className="cf-acts">
        <Button size="small" tone="main" onClick={() => void save()}>
          {t('contact.save')}
        </Button>
        <Button size="small" tone="quiet" onClick={() => setEdited(null)}>
          {t('new.cancel')}
        </Button>
      </span>
    </div>
  );
}
