import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import '#platform/ui/field.css';
import '#platform/ui/floating.css';
import '#platform/ui/select.css';
import { type FieldKey, repeatable } from '../reading/fields.contract.ts';
import type { Mapping } from '../reading/reading.contract.ts';
import { offeredFields } from './field-groups.ts';
import { useFillableFields } from './fillable-fields.ts';
import { fieldName } from './import-words.ts';
import { columnOf } from './mapping-edits.ts';
import { useMayFill } from './use-may-fill.ts';

export interface FieldSelectProps {
  /** Spoken name: which column this is about. */
  label: string;
  column: number;
  field: FieldKey | null;
  mapping: Mapping;
  /** What another column is called that has a field now. */
  nameOf: (column: number) => string;
  /** With the key of the custom field, where it is one. */
  onChange: (field: FieldKey | null, customField?: string) => void;
}

const unread = 'unread';
/** What stands before the key of a custom field among the values of the choice. */
const custom = 'custom:';

/** The field that a column is read into, grouped by what the fields are about. */
export function FieldSelect({ label, column, field, mapping, nameOf, onChange }: FieldSelectProps) {
  const { t } = useTranslation('ingestion');
  const mayFill = useMayFill();
  const groups = offeredFields(mapping.as, (each) => mayFill({ field: each, name: nameOf(column) }), field);
  const own = useFillableFields(mapping);
  const chosen = mapping.columns.find((each) => each.column === column)?.customField;
  const items = [
    { value: unread, label: t('columns.unread') },
    ...groups.flatMap(({ fields }) => fields.map((each) => ({ value: each, label: fieldName(each) }))),
    ...own.map(({ key, label: name }) => ({ value: custom + key, label: name })),
  ];
  return (
    <Base.Root
      items={items}
      value={chosen ? custom + chosen : (field ?? unread)}
      modal={false}
      onValueChange={(next) => {
        if (next === null) return;
        const wanted = own.find(({ key }) => custom + key === next);
        if (wanted) onChange(wanted.field, wanted.key);
        else onChange(next === unread ? null : (next as FieldKey));
      }}
    >
      <Base.Trigger
        aria-label={label}
        className="pn-input pn-select im-field"
        data-unread={field === null || undefined}
      >
        <Base.Value className="pn-select-value" />
        <Base.Icon>
          <ChevronsUpDown size={14} aria-hidden className="pn-faint" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="pn-float">
          <Base.Popup className="pn-popup pn-menu pn-select-popup">
            <Base.List>
              <Choice value={unread} label={t('columns.unread')} />
              {groups.map(({ group, fields }) => (
                <Base.Group key={group} className="im-field-group">
                  <Base.GroupLabel className="im-field-heading">{t(`group.${group}`)}</Base.GroupLabel>
                  {fields.map((each) => {
                    const taken = repeatable.includes(each) ? null : columnOf(mapping, each);
                    const note = taken === null || taken === column ? undefined : nameOf(taken);
                    return (
                      <Choice
                        key={each}
                        value={each}
                        label={fieldName(each)}
                        note={note && t('columns.takenBy', { column: note })}
                      />
                    );
                  })}
                </Base.Group>
              ))}
              {own.length > 0 ? (
                <Base.Group className="im-field-group">
                  <Base.GroupLabel className="im-field-heading">{t('group.custom')}</Base.GroupLabel>
                  {own.map(({ key, label: name, taken }) => (
                    <Choice
                      key={key}
                      value={custom + key}
                      label={name}
                      note={
                        taken === undefined || taken === column
                          ? undefined
                          : t('columns.takenBy', { column: nameOf(taken) })
                      }
                    />
                  ))}
                </Base.Group>
              ) : null}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Choice({ value, label, note }: { value: string; label: string; note?: string }) {
  return (
    <Base.Item value={value} className="pn-item">
      <span className="pn-item-tick">
        <Base.ItemIndicator>
          <Check size={16} aria-hidden />
        </Base.ItemIndicator>
      </span>
      <span className="pn-item-text">
        <Base.ItemText>{label}</Base.ItemText>
        {note ? <span className="pn-item-note">{note}</span> : null}
      </span>
    </Base.Item>
  );
}
