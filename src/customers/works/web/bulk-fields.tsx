import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Checkbox } from '#platform/ui/choice.tsx';
import { Combobox } from '#platform/ui/combobox.tsx';
import { Field, Input } from '#platform/ui/field.tsx';
import { type Option, Select } from '#platform/ui/select.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { FieldControl } from '../../custom-fields/web/field-control.tsx';
import { useCustomFields, useInLanguage } from '../../custom-fields/web/use-custom-fields.ts';
import { useFieldRights } from '../../fields/web/field-right.ts';
import { gender } from '../../profiles/customer-edit.contract.ts';
import { namedOptions, timeZoneOptions } from '../../profiles/web/customer-places.ts';
import { nobody, useNewOwners } from '../../profiles/web/owner-choices.ts';
import { TagPicker } from '../../tags/web/tag-picker.tsx';
import { useTags } from '../../tags/web/use-tags.ts';
import { type BulkAct, type BulkField, bulkFields } from '../works.contract.ts';
import { editOf, editOfCustom } from './bulk-edit.ts';
import '../../custom-fields/web/custom-fields.css';
import '../../profiles/web/form.css';

export type ActKind = BulkAct['kind'];

interface FieldsProps {
  kind: ActKind;
  /** Null until it is known what is to be done. */
  act: BulkAct | null;
  onChange: (act: BulkAct | null) => void;
}

/** What has to be said before a bulk act can begin: which tag, whom to, which value. */
export function BulkFields({ kind, act, onChange }: FieldsProps) {
  if (kind === 'tag') return <TagField act={act} onChange={onChange} />;
  if (kind === 'untag') return <UntagField act={act} onChange={onChange} />;
  if (kind === 'assign') return <OwnerField act={act} onChange={onChange} />;
  return kind === 'edit' ? <ValueFields onChange={onChange} /> : null;
}

type PartProps = Omit<FieldsProps, 'kind'>;

function TagField({ act, onChange }: PartProps) {
  const { t } = useTranslation('customers');
  const name = act?.kind === 'tag' ? act.name : undefined;
  return (
    <>
      <TagPicker except={[]} onPick={(picked) => onChange({ kind: 'tag', name: picked })} />
      {name ? <p>{t('bulk.tagPicked', { name })}</p> : null}
    </>
  );
}

function UntagField({ act, onChange }: PartProps) {
  const { t } = useTranslation('customers');
  const { items = [] } = useTags();
  const options = items.map(({ id, name }) => ({ value: id, label: name }));
  const tagId = act?.kind === 'untag' ? act.tagId : null;
  return (
    <Field label={t('filter.tag')}>
      <Combobox
        value={options.find(({ value }) => value === tagId) ?? null}
        onChange={(option) => onChange(option ? { kind: 'untag', tagId: option.value } : null)}
        options={options}
        placeholder={t('tags.findOne')}
      />
    </Field>
  );
}

function OwnerField({ act, onChange }: PartProps) {
  const { t } = useTranslation('customers');
  const options = useNewOwners();
  const chosen = act?.kind === 'assign' ? (act.ownerId ?? nobody) : null;
  return (
    <Field label={t('field.ownerId')}>
      <Combobox
        value={options.find(({ value }) => value === chosen) ?? null}
        onChange={(option) =>
          onChange(option ? { kind: 'assign', ownerId: option.value === nobody ? null : option.value } : null)
        }
        options={options}
        placeholder={t('owner.find')}
      />
    </Field>
  );
}

function ValueFields({ onChange }: { onChange: (act: BulkAct | null) => void }) {
  const { t } = useTranslation('customers');
  const inLanguage = useInLanguage();
  const { writes } = useFieldRights();
  const { items } = useCustomFields();
  const given = bulkFields.filter(writes);
  const own = items.filter(
    ({ key, archivedAt, unique }) => archivedAt === null && !unique && writes(`field.${key}`),
  );
  const [field, setField] = useState<string>(given.includes('region') ? 'region' : (given[0] ?? 'region'));
  const [value, setValue] = useState('');
  const [isClearing, setClearing] = useState(false);
  const customNamed = (name: string) => own.find(({ key }) => name === `field.${key}`);
  const change = (nextField: string, next: string, clears: boolean) => {
    setField(nextField);
    setValue(next);
    setClearing(clears);
    const custom = customNamed(nextField);
    onChange(custom ? editOfCustom(custom, next, clears) : editOf(nextField as BulkField, next, clears));
  };
  const custom = customNamed(field);
  return (
    <div className="cu-form">
      <Field label={t('bulk.field')}>
        <Select
          value={field}
          onChange={(next) => change(next, '', false)}
          options={[
            ...given.map((each) => ({ value: each as string, label: t(`field.${each}`) })),
            ...own.map(({ key, label }) => ({ value: `field.${key}`, label: inLanguage(label) })),
          ]}
        />
      </Field>
      {isClearing ? null : (
        <Field label={t('bulk.value')}>
          {custom ? (
            <FieldControl field={custom} draft={value} onChange={(next) => change(field, next, false)} />
          ) : (
            <ValueInput
              field={field as BulkField}
              value={value}
              onChange={(next) => change(field, next, false)}
            />
          )}
        </Field>
      )}
      {custom?.required ? null : (
        <Checkbox checked={isClearing} onChange={(clears) => change(field, '', clears)}>
          {t('bulk.clear')}
        </Checkbox>
      )}
    </div>
  );
}

interface ValueProps {
  field: BulkField;
  value: string;
  onChange: (value: string) => void;
}

function ValueInput({ field, value, onChange }: ValueProps) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const options = useMemo((): Option[] | undefined => {
    if (field === 'country') return namedOptions('region', null, format);
    if (field === 'language') return namedOptions('language', null, format);
    if (field === 'timeZone') return timeZoneOptions();
    if (field === 'gender')
      return gender.options.map((each) => ({ value: each, label: t(`gender.${each}`) }));
    return undefined;
  }, [field, format, t]);
  if (!options) return <Input autoComplete="off" maxLength={300} value={value} onChange={onChange} />;
  return (
    <Combobox
      value={options.find((option) => option.value === value) ?? null}
      onChange={(option) => onChange(option?.value ?? '')}
      options={options}
    />
  );
}
