import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Checkbox } from '#platform/ui/choice.tsx';
import type { ImportOptions } from '../import-options.contract.ts';
import type { Mapping } from '../reading/reading.contract.ts';
import { goldenName, trustedFields } from './golden-names.ts';

export interface TrustOptionsProps {
  mapping: Mapping;
  options: ImportOptions;
  onChange: (change: Pick<ImportOptions, 'trust' | 'fieldTrust'>) => void;
}

/** What sources have until somebody says otherwise. */
const usualTrust = 50;

/** How much the source is believed where another says something else; for all fields, and for single ones. */
export function TrustOptions({ mapping, options, onChange }: TrustOptionsProps) {
  const { t } = useTranslation('ingestion');
  const { trust, fieldTrust = {} } = options;
  const [open, setOpen] = useState(Object.keys(fieldTrust).length > 0);
  const change = (next: number | undefined, fields = fieldTrust) =>
    onChange({ trust: next, fieldTrust: Object.keys(fields).length > 0 ? fields : undefined });
  return (
    <div className="im-trust">
      <Checkbox
        checked={trust !== undefined}
        note={t('trust.note')}
        onChange={(on) => change(on ? usualTrust : undefined, on ? fieldTrust : {})}
      >
        {t('trust.set')}
      </Checkbox>
      {trust === undefined ? null : (
        <div className="im-trust-scales">
          <Scale label={t('trust.label')} value={trust} onChange={(value) => change(value)} />
          <p className="im-trust-words">{t(`trust.means.${levelOf(trust)}`)}</p>
          {open ? (
            trustedFields(mapping).map((field) => (
              <FieldScale
                key={field}
                name={goldenName(field)}
                trust={trust}
                own={fieldTrust[field]}
                onChange={(value) => change(trust, withField(fieldTrust, field, value))}
              />
            ))
          ) : (
            <Button size="small" tone="quiet" onClick={() => setOpen(true)}>
              {t('trust.byField')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function levelOf(trust: number): 'low' | 'usual' | 'high' {
  if (trust < 40) return 'low';
  return trust > 60 ? 'high' : 'usual';
}

function withField(fields: Record<string, number>, field: string, value: number | undefined) {
  const { [field]: _before, ...others } = fields;
  return value === undefined ? others : { ...others, [field]: value };
}

interface FieldScaleProps {
  name: string;
  trust: number;
  own: number | undefined;
  onChange: (value: number | undefined) => void;
}

function FieldScale({ name, trust, own, onChange }: FieldScaleProps) {
  const { t } = useTranslation('ingestion');
  return (
    <div className="im-trust-field">
      <Scale label={name} value={own ?? trust} faint={own === undefined} onChange={onChange} />
      {own === undefined ? null : (
        <Button
          size="small"
          tone="quiet"
          aria-label={t('trust.likeSourceFor', { field: name })}
          onClick={() => onChange(undefined)}
        >
          {t('trust.likeSource')}
        </Button>
      )}
    </div>
  );
}

interface ScaleProps {
  label: string;
  value: number;
  faint?: boolean;
  onChange: (value: number) => void;
}

/** 0 to 100 in steps of five. */
function Scale({ label, value, faint, onChange }: ScaleProps) {
  return (
    <label className="im-scale" data-faint={faint || undefined}>
      <span>{label}</span>
      <input
        type="range"
        min={0}
        max={100}
        step={5}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      <output>{value}</output>
    </label>
  );
}
