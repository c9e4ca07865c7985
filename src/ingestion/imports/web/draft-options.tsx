import { useTranslation } from 'react-i18next';
import { Combobox } from '#platform/ui/combobox.tsx';
import { Field } from '#platform/ui/field.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import type { ImportDetail } from '../imports.contract.ts';
import { columnOf } from './mapping-edits.ts';
import { SourceField } from './source-field.tsx';
import { fileOptions } from './sums.ts';
import { TagOptions } from './tag-options.tsx';
import { TrustOptions } from './trust-options.tsx';
import type { DraftKeeping } from './use-draft.ts';

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
        <SourceField
          value={options.source}
          numbered={!orders && mapping !== null && columnOf(mapping, 'customer.external_id') !== null}
          onChange={(source) => change({ source })}
        />
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
