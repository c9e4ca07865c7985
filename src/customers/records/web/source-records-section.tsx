import { ChevronRight, Split } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '#platform/ui/button.tsx';
import { Facts, Section } from '#platform/ui/page-header.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { Time } from '#platform/ui/time.tsx';
import { ImportedRow } from '../../origins/web/origin-record.tsx';
import type { CustomerDetail } from '../../profiles/profiles.contract.ts';
import { sourceTitle } from '../../sources/web/source-title.ts';
import { payloadLabel } from './payload-label.ts';
import './records.css';
import { SplitDialog } from './split-dialog.tsx';

const shownAtFirst = 5;

/** What arrived about a customer, just as it arrived; the customer itself is computed from these. */
export function SourceRecordsSection({
  customer,
  readOnly,
}: {
  customer: CustomerDetail;
  readOnly: boolean;
}) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const [all, setAll] = useState(false);
  const [splitting, setSplitting] = useState(false);
  const { records } = customer;
  const shown = all ? records : records.slice(0, shownAtFirst);
  return (
    <Section
      title={t('records.title')}
      count={records.length > 0 ? format.number(records.length) : undefined}
      note={records.length === 0 ? t('records.none') : t('records.note')}
      actions={
        readOnly || customer.binnedAt || records.length < 2 ? null : (
          <IconButton icon={Split} size="small" label={t('split.title')} onClick={() => setSplitting(true)} />
        )
      }
    >
      {shown.map((record) => (
        <details key={record.id} className="cu-record">
          <summary>
            <ChevronRight size={14} aria-hidden />
            <span className="cu-record-name">
              {sourceTitle(record.sourceName, t)}
              {record.keyKind === 'content' ? null : (
                <span className="pn-mono pn-soft">{record.keyValue}</span>
              )}
            </span>
            <span className="pn-faint">
              <Time value={record.receivedAt} as="date" />
            </span>
          </summary>
          <div className="cu-record-body">
            {record.payload === null ? <p className="pn-faint">{t('records.kept')}</p> : null}
            <Facts
              items={fieldsOf(record.payload).map(([path, value]) => ({
                key: path,
                label: payloadLabel(path, t),
                value,
              }))}
            />
            <p className="pn-faint cu-record-from">
              {record.importId ? (
                <ImportedRow importId={record.importId} rowNo={record.rowNo} />
              ) : (
                t('records.byHand')
              )}
            </p>
            <p className="pn-faint">{t(`records.unified.${record.unifiedBy ?? 'none'}`)}</p>
          </div>
        </details>
      ))}
      {records.length > shown.length ? (
        <Button size="small" tone="quiet" onClick={() => setAll(true)}>
          {t('records.all', { count: records.length, shown: format.number(records.length) })}
        </Button>
      ) : null}
      {splitting ? <SplitDialog customer={customer} onClose={() => setSplitting(false)} /> : null}
    </Section>
  );
}

/** All fields that hold something, those within others by their path: `phones 1 number`. */
function fieldsOf(value: unknown, path = ''): [string, string][] {
  if (value === null || value === undefined || value === '') return [];
  if (typeof value !== 'object') return [[path, String(value)]];
  const ofList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, each]) =>
    fieldsOf(each, `${path} ${ofList ? Number(key) + 1 : key}`.trim()),
  );
}
