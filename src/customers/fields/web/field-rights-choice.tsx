import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type FieldRight,
  fieldRights,
  isWithinRight,
  type RightsToFields,
  rightIn,
} from '#platform/access/field-rights.contract.ts';
import { Button } from '#platform/ui/button.tsx';
import { Combobox } from '#platform/ui/combobox.tsx';
import { Select } from '#platform/ui/select.tsx';
import { useSession } from '#platform/ui/session.tsx';
import { useAllCustomFields, useInLanguage } from '../../custom-fields/web/use-custom-fields.ts';
import { guardedFields } from '../customer-fields.contract.ts';
import './fields.css';

interface FieldRightsChoiceProps {
  value: RightsToFields;
  disabled: boolean;
  onChange: (value: RightsToFields) => void;
}

/** The fields of customers that a role keeps people from; any other is found by its name and added. */
export function Panel({ value, disabled, onChange }: FieldRightsChoiceProps) {
  const { t } = useTranslation('customers');
  const own = useSession().fields.customers;
  const [adding, setAdding] = useState(false);
  const nameOf = useFieldName();
  const kept = Object.keys(value).toSorted(byPlace);
  const items = useAllCustomFields();
  const known = [...guardedFields, ...items.map(({ key }) => `field.${key}`)];
  const others = known.filter((field) => value[field] === undefined);
  const set = (field: string, right: FieldRight) => {
    const { [field]: _before, ...rest } = value;
    onChange(right === 'write' ? rest : { ...rest, [field]: right });
  };
  const add = (field: string | undefined) => {
    setAdding(false);
    if (field) set(field, 'hidden');
  };
  return (
    <fieldset className="fr-rights">
      <legend>{t('fieldRights.customers')}</legend>
      <p className="pn-soft">{t(kept.length === 0 ? 'fieldRights.none' : 'fieldRights.note')}</p>
      {kept.map((field) => (
        <div key={field} className="fr-right">
          <span>{nameOf(field)}</span>
          <Select
            label={t('fieldRights.of', { field: nameOf(field) })}
            value={value[field] ?? 'write'}
            disabled={disabled}
            options={fieldRights
              .filter((right) => isWithinRight(right, rightIn(own, field)))
              .map((right) => ({ value: right, label: t(`fieldRights.right.${right}`) }))}
            onChange={(right) => set(field, right as FieldRight)}
          />
        </div>
      ))}
      {disabled || others.length === 0 ? null : adding ? (
        <Combobox
          autoFocus
          openAtOnce
          label={t('fieldRights.which')}
          placeholder={t('fieldRights.which')}
          value={null}
          options={others.map((field) => ({ value: field, label: nameOf(field) }))}
          onChange={(chosen) => add(chosen?.value)}
        />
      ) : (
        <span>
          <Button size="small" tone="quiet" onClick={() => setAdding(true)}>
            {t('fieldRights.add')}
          </Button>
        </span>
      )}
    </fieldset>
  );
}

/** How people call a field; what the organisation added has names of its own. */
export function useFieldName(): (field: string) => string {
  const { t } = useTranslation('customers');
  const items = useAllCustomFields();
  const inLanguage = useInLanguage();
  return (field) => {
    const [, group, name = ''] = /^(field|custom)\.(.+)$/s.exec(field) ?? [];
    if (group === undefined) return t(`field.${field as 'displayName'}`, { defaultValue: field });
    const added = group === 'field' ? items.find(({ key }) => key === name) : undefined;
    return added ? inLanguage(added.label) : name;
  };
}

export function byPlace(one: string, other: string): number {
  const placeOf = (field: string) => guardedFields.indexOf(field.split('.', 1)[0] ?? field);
  return placeOf(one) - placeOf(other);
}
