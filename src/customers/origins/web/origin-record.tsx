import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '#platform/ui/link.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { useSlot } from '#platform/ui/slots.tsx';
import { Time } from '#platform/ui/time.tsx';
import { sourceTitle } from '../../sources/web/source-title.ts';
import type { RecordRef } from '../origins.contract.ts';
import './origins.css';

/** Where a record came from: source, file and row, day. */
export function OriginRecord({ record }: { record: RecordRef }) {
  const { t } = useTranslation('customers');
  return (
    <span className="or-record">
      <Link to="/customers" search={{ source: record.sourceId }}>
        {sourceTitle(record.sourceName, t)}
      </Link>
      <ImportedRow importId={record.importId} rowNo={record.rowNo} />
      <span className="pn-faint">
        <Time value={record.receivedAt} as="date" />
      </span>
    </span>
  );
}

/** File and row of a record: the file by its name where the domain of imports can tell it. */
export function ImportedRow({ importId, rowNo }: { importId: string | null; rowNo: string | null }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const parts = useSlot('import.name');
  if (!importId) return null;
  const plain = <Link to={`/imports/${importId}`}>{t('origin.import', { id: importId })}</Link>;
  return (
    <span className="or-row">
      {parts.length > 0
        ? parts.map(({ key, Panel }) => (
            <Suspense key={key} fallback={plain}>
              <Panel importId={importId} />
            </Suspense>
          ))
        : plain}
      {rowNo ? <span className="pn-num">{t('origin.row', { row: format.number(rowNo) })}</span> : null}
    </span>
  );
}

interface CleaningProps {
  before: string | null;
  after: string | null;
  rules: string[];
  problem: string | null;
  suggestion: string | null;
}

/** What cleaning made of a value: what stood there, why it was changed, and what could not be read. */
export function Cleaning({ before, after, rules, problem, suggestion }: CleaningProps) {
  const { t } = useTranslation('customers');
  const words = useSlot('cleaning.words');
  const codes = problem ? [...rules, problem] : rules;
  if (before === null && codes.length === 0 && !suggestion) return null;
  return (
    <div className="or-cleaning" data-problem={problem !== null || undefined}>
      {before === null ? null : (
        <p>
          <span className="pn-soft">{t(after === null ? 'origin.arrived' : 'origin.before')}</span>
          <q className="or-before">{before}</q>
        </p>
      )}
      {codes.length === 0 ? null : words.length > 0 ? (
        words.map(({ key, Panel }) => (
          <Suspense key={key} fallback={null}>
            <Panel rules={rules} problem={problem} />
          </Suspense>
        ))
      ) : (
        <p className="pn-mono pn-soft">{codes.join(' · ')}</p>
      )}
      {suggestion ? <p>{t('origin.suggestion', { value: suggestion })}</p> : null}
    </div>
  );
}
