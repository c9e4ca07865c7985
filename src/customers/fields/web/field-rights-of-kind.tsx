import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type FieldRight,
  type FieldRights,
  fieldRights,
  isWithinRight,
  type KindWithFields,
  rightIn,
} from '#platform/access/field-rights.contract.ts';
import { Button } from '#platform/ui/button.tsx';
import { Combobox } from '#platform/ui/combobox.tsx';
import { Select } from '#platform/ui/select.tsx';
import { useSession } from '#platform/ui/session.tsx';
import './fields.css';

/** The fields of a kind of record that have rights, and how people call them. */
export interface GuardedFieldNames {
  kind: KindWithFields;
  title: string;
  /** In the order in which pages name them. */
  known: readonly string[];
  nameOf: (field: string) => string;
}

interface FieldRightsOfKindProps {
  fields: GuardedFieldNames;
  value: FieldRights;
  disabled: boolean;
  onChange: (value: FieldRights) => void;
}

/** The fields of a kind of record that a role keeps people from; any other is found by its name and added. */
export function FieldRightsOfKind({ fields, value, disabled, onChange }: FieldRightsOfKindProps) {
  const { t } = useTranslation('customers');
  const { kind, title, known, nameOf } = fields;
  const own = useSession().fields[kind];
  const [adding, setAdding] = useState(false);
  const rights = value[kind];
  const kept = inOrder(Object.keys(rights), known);
  const others = known.filter((field) => rights[field] === undefined);
  const set = (field: string, right: FieldRight) => {
    const { [field]: _before, ...rest } = rights;
    onChange({ ...value, [kind]: right === 'write' ? rest : { ...rest, [field]: right } });
  };
  const add = (field: string | undefined) => {
    setAdding(false);
    if (field) set(field, 'hidden');
  };
  return (
    <fieldset className="fr-rights">
      <legend>{title}</legend>
      <p className="pn-soft">{t(kept.length === 0 ? 'fieldRights.none' : 'fieldRights.note')}</p>
      {kept.map((field) => (
        <div key={field} className="fr-right">
          <span>{nameOf(field)}</span>
          <Select
            label={t('fieldRights.of', { field: nameOf(field) })}
            value={rights[field] ?? 'write'}
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

/** The fields of a kind of record that are not plain to somebody, each with what they may do with it. */
export function FieldRightsList({ fields, value }: { fields: GuardedFieldNames; value: FieldRights }) {
  const { t } = useTranslation('customers');
  const { kind, title, known, nameOf } = fields;
  const kept = inOrder(Object.keys(value[kind]), known);
  return (
    <section className="fr-kind" aria-label={title}>
      <h3>{title}</h3>
      {kept.length === 0 ? (
        <p className="pn-soft">{t('fieldRights.plain')}</p>
      ) : (
        <ul className="fr-list">
          {kept.map((field) => (
            <li key={field}>
              <strong>{nameOf(field)}</strong>
              <span className="pn-soft">{t(`fieldRights.says.${value[kind][field] ?? 'write'}`)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** As pages name them, further columns of files behind all that is known. */
function inOrder(kept: string[], known: readonly string[]): string[] {
  const placeOf = (field: string) => {
    const place = known.indexOf(field);
    return place < 0 ? known.length : place;
  };
  return kept.toSorted((one, other) => placeOf(one) - placeOf(other));
}
