import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '#platform/ui/button.tsx';
import { InlineEdit, type InlineEditProps } from '#platform/ui/inline-edit.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { toast } from '#platform/ui/toast.tsx';
import type { CustomField } from '../custom-fields.contract.ts';
import type { CustomValue } from '../custom-value.contract.ts';
import './custom-fields.css';
import { ChoiceBoxes, useFieldOptions } from './field-control.tsx';
import { draftOf, useValueText, valueOfDraft } from './field-text.ts';
import { useInLanguage } from './use-custom-fields.ts';

interface CustomValueEditProps {
  field: CustomField;
  value: CustomValue | undefined;
  readOnly: boolean;
  /** Null clears it. */
  onSave: (value: CustomValue | null) => Promise<void>;
}

/** The value of a custom field, edited where it stands. */
export function CustomValueEdit({ field, value, readOnly, onSave }: CustomValueEditProps) {
  const inLanguage = useInLanguage();
  const valueText = useValueText();
  const optionsOf = useFieldOptions();
  const label = inLanguage(field.label);
  const draft = draftOf(field, value);
  const words = value === undefined ? undefined : valueText(field, value);
  const chooses = field.type === 'choice' || field.type === 'flag' || field.type === 'person';
  const kind: InlineEditProps['kind'] = chooses
    ? 'combobox'
    : field.type === 'date' || field.type === 'url'
      ? field.type
      : 'text';
  const save = (next: string) => onSave(valueOfDraft(field, next));
  if (field.type === 'choices')
    return <SeveralChoices {...{ field, draft, words, readOnly, label }} onSave={save} />;
  return (
    <InlineEdit
      label={label}
      value={draft}
      kind={kind}
      options={chooses ? optionsOf(field, draft) : undefined}
      readOnly={readOnly}
      onSave={save}
    >
      {words}
    </InlineEdit>
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
