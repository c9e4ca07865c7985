import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { Dialog } from '#platform/ui/dialog.tsx';
import { Field, NumberField } from '#platform/ui/field.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { Select } from '#platform/ui/select.tsx';
import { type ImportDetail, importsContract } from '../imports.contract.ts';
import type { Dialect } from '../reading/reading.contract.ts';
import { delimiterNames, encodingNames } from './format-names.ts';
import type { DraftKeeping } from './use-draft.ts';

export interface FormatDialogProps {
  draft: ImportDetail;
  keep: DraftKeeping['keep'];
  onClose: () => void;
}

/** Says otherwise than was recognised. Another format means other columns, so these are recognised anew. */
export function FormatDialog({ draft, keep, onClose }: FormatDialogProps) {
  const { t } = useTranslation('ingestion');
  const [dialect, setDialect] = useState(draft.dialect!);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const apply = async () => {
    setBusy(true);
    try {
      const as = draft.mapping!.as;
      const fresh = await call(importsContract.endpoints.preview, { id: draft.id, dialect, as });
      keep({ dialect: fresh.dialect, mapping: fresh.proposal.mapping });
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('format.title')}
      lead={t('format.lead')}
      onSubmit={apply}
      footer={
        <>
          <Button onClick={onClose}>{t('format.leave')}</Button>
          <Button type="submit" tone="main" busy={busy}>
            {t('format.apply')}
          </Button>
        </>
      }
    >
      <FormatFields dialect={dialect} onChange={(change) => setDialect({ ...dialect, ...change })} />
      {error ? (
        <p className="im-dialog-error" role="alert">
          {problemText(error)}
        </p>
      ) : null}
    </Dialog>
  );
}

interface FormatFieldsProps {
  dialect: Dialect;
  onChange: (change: Partial<Dialect>) => void;
}

function FormatFields({ dialect, onChange }: FormatFieldsProps) {
  const { t } = useTranslation('ingestion');
  const delimiters = Object.entries(delimiterNames).map(([value, name]) => ({
    value,
    label: t(`format.delimiterName.${name}`),
  }));
  const encodings = Object.entries(encodingNames).map(([value, label]) => ({ value, label }));
  const quotes = [
    { value: '"', label: t('format.quoteDouble') },
    { value: "'", label: t('format.quoteSingle') },
  ];
  const upTo = (most: number, text: string) => Math.min(most, Number(text || 0));
  return (
    <div className="im-dialog-fields">
      <Field label={t('format.delimiter')}>
        <Select
          value={dialect.delimiter}
          options={delimiters}
          onChange={(value) => onChange({ delimiter: value as Dialect['delimiter'] })}
        />
      </Field>
      <Field label={t('format.encoding')} hint={t('format.encodingHint')}>
        <Select
          value={dialect.encoding}
          options={encodings}
          onChange={(value) => onChange({ encoding: value as Dialect['encoding'] })}
        />
      </Field>
      <Field label={t('format.quote')}>
        <Select
          value={dialect.quote}
          options={quotes}
          onChange={(value) => onChange({ quote: value as Dialect['quote'] })}
        />
      </Field>
      <Field label={t('format.headerRows')} hint={t('format.headerRowsHint')}>
        <NumberField
          value={String(dialect.headerRows)}
          onChange={(text) => onChange({ headerRows: upTo(5, text) })}
        />
      </Field>
      <Field label={t('format.skipRows')} hint={t('format.skipRowsHint')}>
        <NumberField
          value={String(dialect.skipRows)}
          onChange={(text) => onChange({ skipRows: upTo(50, text) })}
        />
      </Field>
    </div>
  );
}
