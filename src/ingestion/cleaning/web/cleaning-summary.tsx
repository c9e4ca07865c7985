import { Sparkles } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#platform/ui/session.tsx';
import type { Preview } from '../../imports/reading/reading.contract.ts';
import { reasonText } from '../../imports/web/import-words.ts';
import './cleaning.css';

/** What cleaning does to the rows that were looked at, in one line; follows every change. */
export function CleaningSummary({ preview, stale }: { preview: Preview; stale: boolean }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const { looked, lookedCleaned, lookedFailed, unread } = preview;
  if (looked === 0 && unread.rows === 0) return null;
  const all = preview.rows.exact && preview.rows.count === looked;
  const count = (key: string, value: number) => t(key, { count: value, shown: format.number(value) });
  return (
    <div className="im-tidy" role="status" data-stale={stale || undefined}>
      <Sparkles aria-hidden />
      <p>
        <strong>
          {lookedCleaned === 0 ? t('cleaning.summaryNone') : count('cleaning.summary', lookedCleaned)}
        </strong>
        {lookedFailed > 0 ? (
          <>
            {format.punctuation.comma}
            <strong data-tone="danger">{count('cleaning.summaryFailed', lookedFailed)}</strong>
          </>
        ) : null}
        {format.punctuation.stop}
        {unread.first ? (
          <>
            <strong data-tone="danger">{count('cleaning.unread', unread.rows)}</strong>
            {format.punctuation.comma}
            {t('cleaning.unreadFirst', {
              row: format.number(unread.first.row),
              reason: reasonText(unread.first.code),
            })}
            {format.punctuation.between}
          </>
        ) : null}
        <span className="pn-soft">
          {count(all ? 'cleaning.lookedAll' : 'cleaning.looked', looked)}
          {format.punctuation.stop}
          {t('cleaning.kept')}
        </span>
      </p>
    </div>
  );
}
