import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '#platform/ui/link.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import type { ImportDetail, RowOutcome } from '../imports.contract.ts';
import { barShares, outcomes } from './sums.ts';

/** Rows in = created + updated + unchanged + skipped + failed: every count a door to its rows. */
export function RowSums({ row }: { row: ImportDetail }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  return (
    <div className="im-sums">
      <div className="im-bar" aria-hidden>
        {barShares(row).map(({ outcome, share }) => (
          <span key={outcome} data-outcome={outcome} style={{ width: `${share * 100}%` }} />
        ))}
      </div>
      <div className="im-equation">
        <div className="im-sum">
          <strong>{format.number(row.rowsIn)}</strong>
          <span>{t('sums.rowsIn')}</span>
        </div>
        {outcomes.map((outcome, index) => (
          <Fragment key={outcome}>
            <span className="im-sign" aria-hidden>
              {index === 0 ? '=' : '+'}
            </span>
            <OutcomeSum row={row} outcome={outcome} />
          </Fragment>
        ))}
      </div>
    </div>
  );
}

function OutcomeSum({ row, outcome }: { row: ImportDetail; outcome: RowOutcome }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const inner = (
    <>
      <strong>{format.number(row[outcome])}</strong>
      <span>
        <i data-outcome={outcome} aria-hidden />
        {t(`sums.${outcome}`)}
      </span>
    </>
  );
  const closed = row[outcome] === 0 || row.fileName === null;
  if (closed) {
    return (
      <div className="im-sum" data-none={row[outcome] === 0 || undefined}>
        {inner}
      </div>
    );
  }
  return (
    <Link bare to={`/imports/${row.id}/rows`} search={{ outcome }} className="im-sum">
      {inner}
    </Link>
  );
}
