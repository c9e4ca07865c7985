import { useTranslation } from 'react-i18next';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Link } from '#platform/ui/link.tsx';
import { Section } from '#platform/ui/page-header.tsx';
import { ProgressBar } from '#platform/ui/progress.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { Time } from '#platform/ui/time.tsx';
import { type ImportRow, importsContract } from '../imports.contract.ts';
import { ImportState } from './import-state.tsx';
import { outcomeWords, titleOf } from './import-words.ts';
import './home.css';
import { isActive } from './sums.ts';

const shown = 5;

/** What came in lately, with its sums, and what is coming in right now. */
export function Panel() {
  const { t } = useTranslation('ingestion');
  const { data, error, refetch } = useEndpoint(
    importsContract.endpoints.list,
    { limit: shown },
    { refreshMs: (latest) => (latest?.items.some(isActive) ? 1_500 : 30_000) },
  );
  if (data?.items.length === 0) return null;
  return (
    <Section
      title={t('recent.title')}
      actions={
        <Link to="/imports" className="im-recent-all">
          {t('recent.all')}
        </Link>
      }
    >
      {error && !data ? <ErrorState inset error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <ul className="im-recent">
          {data.items.map((row) => (
            <RecentImport key={row.id} row={row} />
          ))}
        </ul>
      ) : error ? null : (
        <SkeletonLines lines={4} />
      )}
    </Section>
  );
}

function RecentImport({ row }: { row: ImportRow }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const title = titleOf(row, t, format);
  return (
    <li>
      <Link bare to={`/imports/${row.id}`} className="im-recent-row">
        <span className="im-recent-top">
          <strong className="pn-clip">{title}</strong>
          <ImportState row={row} />
        </span>
        {isActive(row) ? (
          <ProgressBar label={title} value={row.progress === 0 ? null : row.progress} />
        ) : null}
        <span className="im-recent-note">
          <span>{row.state === 'draft' ? t('recent.draft') : <RecentSums row={row} />}</span>
          <Time value={row.finishedAt ?? row.startedAt ?? row.createdAt} />
        </span>
      </Link>
    </li>
  );
}

function RecentSums({ row }: { row: ImportRow }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const rows = t('recent.rows', { count: row.rowsIn, shown: format.number(row.rowsIn) });
  const parts = outcomeWords(row, t, format);
  return parts ? `${rows}${format.punctuation.colon}${parts}` : rows;
}
