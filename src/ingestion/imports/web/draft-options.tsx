import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Combobox } from '#platform/ui/combobox.tsx';
import { Field, Input } from '#platform/ui/field.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import type { ImportDetail } from '../imports.contract.ts';
import { columnOf } from './mapping-edits.ts';
import { fileOptions } from './sums.ts';
import { TagOptions } from './tag-options.tsx';
import { TrustOptions } from './trust-options.tsx';
import type { DraftKeeping } from './use-draft.ts';

const typingPauseMs = 500;

/** What holds for all rows: where they come from and how far that is believed, tags, the currency of rows that name none. */
export function DraftOptions({ draft, keep }: { draft: ImportDetail; keep: DraftKeeping['keep'] }) {
  const { t } = useTranslation('ingestion');
  const { mapping } = draft;
  const options = fileOptions(draft);
  const named = mapping !== null && columnOf(mapping, 'order.currency') !== null;
  const change = (some: Partial<typeof options>) => keep({ options: { ...options, ...some } });
  const orders = mapping?.as === 'orders';
  return (
    <>
      <div className="im-options">
        <SourceField value={options.source ?? unnamed} onChange={(source) => change({ source })} />
        {orders ? (
          <Field
            label={t('options.currency')}
            hint={named ? t('options.currencyNamed') : t('options.currencyHint')}
          >
            <CurrencyBox value={options.currency} onChange={(currency) => change({ currency })} />
          </Field>
        ) : (
          <TagOptions
            tags={options.tags ?? []}
            onChange={(tags) => change({ tags: tags.length > 0 ? tags : undefined })}
          />
        )}
      </div>
      {orders || mapping === null ? null : (
        <TrustOptions mapping={mapping} options={options} onChange={change} />
      )}
    </>
  );
}

/** The source that files have unless somebody names another; shown as an empty field. */
const unnamed = 'default';

function SourceField({ value, onChange }: { value: string; onChange: (source: string) => void }) {
  const { t } = useTranslation('ingestion');
  const [text, setText] = useState(value === unnamed ? '' : value);
  const wanted = text.trim() || unnamed;
  useEffect(() => {
    if (wanted === value) return undefined;
    const timer = setTimeout(() => onChange(wanted), typingPauseMs);
    return () => clearTimeout(timer);
  }, [wanted, value, onChange]);
  return (
    <Field label={t('options.source')} hint={t('options.sourceHint')} optional>
      <Input
        value={text}
        maxLength={100}
        placeholder={t('options.sourcePlaceholder')}
        onChange={setText}
        onBlur={() => {
          if (wanted !== value) onChange(wanted);
        }}
      />
    </Field>
  );
}

function CurrencyBox(props: { value: string | undefined; onChange: (currency: string) => void }) {
  const format = useFormat();
  const option = (code: string) => ({ value: code, label: `${code} · ${format.nameOf('currency', code)}` });
  return (
    <Combobox
      value={props.value ? option(props.value) : null}
      options={Intl.supportedValuesOf('currency').map(option)}
      onChange={(chosen) => {
        if (chosen) props.onChange(chosen.value);
      }}
    />
  );
}
