import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Checkbox } from '#platform/ui/choice.tsx';
import { call } from '#platform/ui/client.ts';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { Field, Input } from '#platform/ui/field.tsx';
import { fieldProblems, problemText } from '#platform/ui/problem.ts';
import { Select } from '#platform/ui/select.tsx';
import { toast } from '#platform/ui/toast.tsx';
import {
  type BothTexts,
  type CustomField,
  type CustomFieldKind,
  customFieldsContract,
  type FieldGroup,
  type FieldOwner,
  kindsOfOwner,
} from '../custom-fields.contract.ts';
import { type CustomFieldType, customFieldType, uniqueTypes } from '../custom-value.contract.ts';
import { BothInputs, textsOf } from './both-inputs.tsx';
import { type ChoiceDraft, ChoicesEditor, choicesToSend } from './choices-editor.tsx';
import { useInLanguage, useKindName } from './use-custom-fields.ts';
import { showsFields } from './use-field-acts.ts';

const { createCustomField, updateCustomField } = customFieldsContract.endpoints;
const withoutGroup = 'none';

/** What a new field may be, from what is known of its values. */
export interface ProposedField {
  label: BothTexts;
  type: CustomFieldType;
  choices: ChoiceDraft[];
}

interface CustomFieldDialogProps {
  /** Of what a new one is. */
  of: FieldOwner;
  /** Null makes a new one. */
  field: CustomField | null;
  proposed?: ProposedField;
  groups: FieldGroup[];
  onMade?: (field: CustomField) => void;
  onClose: () => void;
}

/** Makes a custom field or changes one. */
export function CustomFieldDialog(props: CustomFieldDialogProps) {
  const { of, field, groups, onMade, onClose } = props;
  const start = field ?? props.proposed;
  const { t } = useTranslation('customers');
  const inLanguage = useInLanguage();
  const kindName = useKindName();
  const { refresh } = useKeptAnswers();
  const [label, setLabel] = useState(start?.label ?? { en: '', zh: '' });
  const [hint, setHint] = useState(field?.hint ?? { en: '', zh: '' });
  const [key, setKey] = useState('');
  const [type, setType] = useState<CustomFieldType>(start?.type ?? 'text');
  const [kinds, setKinds] = useState<CustomField['kinds']>(field?.kinds ?? [...kindsOfOwner[of]]);
  const offered: readonly CustomFieldKind[] = kindsOfOwner[of];
  const hasKinds = offered.length > 0;
  const lacksKinds = hasKinds && kinds.length === 0;
  const [groupId, setGroupId] = useState(field?.groupId ?? withoutGroup);
  const [choices, setChoices] = useState<ChoiceDraft[]>(start?.choices ?? []);
  const [required, setRequired] = useState(field?.required ?? false);
  const [unique, setUnique] = useState(field?.unique ?? false);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const texts = textsOf(label);
  const hasChoices = type === 'choice' || type === 'choices';
  const mayBeUnique = uniqueTypes.includes(type);
  const submit = async () => {
    if (!texts || lacksKinds) return;
    setBusy(true);
    const edit = {
      label: texts,
      hint: textsOf(hint) ?? null,
      ...(hasKinds ? { kinds } : {}),
      groupId: groupId === withoutGroup ? null : groupId,
      required,
      unique: mayBeUnique && unique,
      ...(hasChoices ? { choices: choicesToSend(choices) } : {}),
    };
    try {
      const written = await (field
        ? call(updateCustomField, { id: field.id, ...edit }, { version: field.version })
        : call(createCustomField, { of, type, key: key.trim() || undefined, ...edit }));
      await refresh(...showsFields);
      toast({ title: t(field ? 'fields.changedDone' : 'fields.addedDone', { label: texts.en ?? texts.zh }) });
      if (!field) onMade?.(written);
      onClose();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={field ? t('fields.edit', { label: inLanguage(field.label) }) : t('fields.add')}
      lead={t(field ? 'fields.editLead' : `fields.addLead.${of}`)}
      onSubmit={submit}
      footer={
        <>
          {error ? (
            <span className="cf-problem" role="alert">
              {problemText(error)}
            </span>
          ) : null}
          <Button onClick={onClose}>{t('new.cancel')}</Button>
          <Button type="submit" tone="main" busy={busy} disabled={!texts || lacksKinds}>
            {t(field ? 'contact.save' : 'fields.create')}
          </Button>
        </>
      }
    >
      <div className="cf-form">
        <BothInputs label={t('fields.label')} draft={label} onChange={setLabel} />
        {field ? null : (
          <>
            <Field label={t('fields.typeLabel')} hint={t(`fields.typeNote.${type}`)}>
              <Select
                value={type}
                onChange={(next) => setType(next as CustomFieldType)}
                options={customFieldType.options.map((each) => ({
                  value: each,
                  label: t(`fields.type.${each}`),
                }))}
              />
            </Field>
            <Field
              label={t('fields.key')}
              optional
              hint={t('fields.keyHint')}
              error={fieldProblems(error).key}
            >
              <Input autoComplete="off" spellCheck={false} maxLength={40} value={key} onChange={setKey} />
            </Field>
          </>
        )}
        {hasChoices ? <ChoicesEditor choices={choices} onChange={setChoices} /> : null}
        {hasKinds ? (
          <fieldset className="cf-boxes">
            <legend>{t('fields.of')}</legend>
            {offered.map((kind) => (
              <Checkbox
                key={kind}
                checked={kinds.includes(kind)}
                onChange={(checked) =>
                  setKinds(checked ? [...kinds, kind] : kinds.filter((each) => each !== kind))
                }
              >
                {kindName(kind)}
              </Checkbox>
            ))}
          </fieldset>
        ) : null}
        {groups.length > 0 ? (
          <Field label={t('fields.group')}>
            <Select
              value={groupId}
              onChange={setGroupId}
              options={[
                { value: withoutGroup, label: t('fields.noGroup') },
                ...groups.map(({ id, label: name }) => ({ value: id, label: inLanguage(name) })),
              ]}
            />
          </Field>
        ) : null}
        <BothInputs optional label={t('fields.hint')} draft={hint} onChange={setHint} />
        <div className="cf-rules">
          <Checkbox checked={required} onChange={setRequired} note={t(`fields.requiredNote.${of}`)}>
            {t('fields.required')}
          </Checkbox>
          {mayBeUnique ? (
            <Checkbox checked={unique} onChange={setUnique} note={t(`fields.uniqueNote.${of}`)}>
              {t('fields.unique')}
            </Checkbox>
          ) : null}
        </div>
      </div>
    </Dialog>
  );
}
