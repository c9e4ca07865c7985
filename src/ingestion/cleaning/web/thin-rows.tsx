import { useTranslation } from 'react-i18next';
import { Field } from '#platform/ui/field.tsx';
import { Select } from '#platform/ui/select.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import type { Mapping, Preview } from '../../imports/reading/reading.contract.ts';
import './cleaning.css';

export interface ThinRowsProps {
  mapping: Mapping;
  preview: Preview;
  onChange: (mapping: Mapping) => void;
}

const mostAsked = 10;

/** Whether rows with hardly anything in them are left out, and how many of those that were looked at. */
export function ThinRows({ mapping, preview, onChange }: ThinRowsProps) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const { leastFilled } = mapping;
  const most = Math.min(mostAsked, mapping.columns.length);
  if (most < 2) return null;
  const numbers = Array.from({ length: most - 1 }, (_, index) => index + 2);
  return (
    <div className="im-thin">
      <Field
        label={t('thin.label')}
        hint={
          leastFilled === undefined
            ? t('thin.hint')
            : t('thin.looked', {
                count: preview.lookedThin,
                shown: format.number(preview.lookedThin),
                looked: format.number(preview.looked),
              })
        }
      >
        <Select
          value={String(leastFilled ?? 0)}
          onChange={(value) => onChange({ ...mapping, leastFilled: Number(value) || undefined })}
          options={[
            { value: '0', label: t('thin.keepAll') },
            ...numbers.map((count) => ({ value: String(count), label: t('thin.below', { count }) })),
          ]}
        />
      </Field>
    </div>
  );
}
