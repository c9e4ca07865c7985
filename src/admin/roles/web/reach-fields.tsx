import { useTranslation } from 'react-i18next';
import {
  type Extent,
  extents,
  isWithinExtent,
  type Reach,
  type RecordKind,
} from '#platform/access/reach.contract.ts';
import { Checkbox } from '#platform/ui/choice.tsx';
import { Field } from '#platform/ui/field.tsx';
import { Select } from '#platform/ui/select.tsx';

interface ReachFieldsProps {
  kind: RecordKind;
  value: Reach;
  disabled: boolean;
  onChange: (value: Reach) => void;
}

/** How far a role sees and changes one kind of record; it never changes further than it sees. */
export function ReachFields({ kind, value, disabled, onChange }: ReachFieldsProps) {
  const { t } = useTranslation('admin');
  const { see, change, unassigned } = value;
  const option = (extent: Extent) => ({ value: extent, label: t(`reach.extent.${extent}`) });
  const seeing = (next: Extent) =>
    onChange({ ...value, see: next, change: isWithinExtent(change, next) ? change : next });
  return (
    <fieldset className="ad-reach">
      <legend>{t(`reach.kind.${kind}`)}</legend>
      <div className="ad-reach-pair">
        <Field label={t('reach.see')}>
          <Select
            value={see}
            disabled={disabled}
            options={extents.map(option)}
            onChange={(next) => seeing(next as Extent)}
          />
        </Field>
        <Field label={t('reach.change')}>
          <Select
            value={change}
            disabled={disabled}
            options={extents.filter((extent) => isWithinExtent(extent, see)).map(option)}
            onChange={(next) => onChange({ ...value, change: next as Extent })}
          />
        </Field>
      </div>
      <Checkbox
        checked={unassigned}
        disabled={disabled || see === 'none'}
        onChange={(on) => onChange({ ...value, unassigned: on })}
        note={t(`reach.unassignedNote.${kind}`)}
      >
        {t(`reach.unassigned.${kind}`)}
      </Checkbox>
    </fieldset>
  );
}
