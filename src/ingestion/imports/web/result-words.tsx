import { Ban, CircleAlert, CircleCheck, Equal, type LucideIcon, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#platform/ui/button.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import type { ImportDetail } from '../imports.contract.ts';
import { ImportAgain } from './import-again.tsx';
import { breakOffText, outcomeWords } from './import-words.ts';
import { mayGoOn, type Verdict, verdictOf } from './sums.ts';

type Tone = 'good' | 'attention' | 'danger' | 'info' | 'neutral';

const looks: Record<Verdict, { sign: LucideIcon; tone: Tone }> = {
  nothingNew: { sign: Equal, tone: 'info' },
  allIn: { sign: CircleCheck, tone: 'good' },
  someFailed: { sign: TriangleAlert, tone: 'attention' },
  allFailed: { sign: CircleAlert, tone: 'danger' },
  empty: { sign: TriangleAlert, tone: 'attention' },
};

/** What an import came to, in a sentence: what happened, what it means for the data, what to do. */
export function ResultWords({ row }: { row: ImportDetail }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const stored = row.created + row.updated + row.unchanged;
  const counts = {
    count: row.rowsIn,
    rows: format.number(row.rowsIn),
    stored: format.number(stored),
    failed: format.number(row.failed),
    outcomes: outcomeWords(row, t, format),
    unchanged: format.number(row.unchanged),
  };
  if (row.state === 'failed') {
    return (
      <Words sign={CircleAlert} tone="danger" title={breakOffText(row.error ?? { code: '' })}>
        <p>{t(stored === 0 ? 'verdict.failedEarly' : 'verdict.failedText', counts)}</p>
        {mayGoOn(row) ? (
          <ImportAgain id={row.id} />
        ) : (
          <ButtonLink to="/imports/new">{t('verdict.sendAgain')}</ButtonLink>
        )}
      </Words>
    );
  }
  if (row.state === 'cancelled') {
    return (
      <Words sign={Ban} tone="neutral" title={t('verdict.cancelled')}>
        <p>{row.rowsIn === 0 ? t('verdict.cancelledEarly') : t('verdict.cancelledText', counts)}</p>
        {mayGoOn(row) ? <ImportAgain id={row.id} /> : null}
      </Words>
    );
  }
  const verdict = verdictOf(row);
  const demo = row.kind === 'demo' && verdict === 'allIn';
  return (
    <Words {...looks[verdict]} title={t(demo ? 'verdict.demo' : `verdict.${verdict}`, counts)}>
      <p>{t(demo ? 'verdict.demoText' : `verdict.${verdict}Text`, counts)}</p>
      {verdict === 'allIn' || verdict === 'someFailed' ? (
        <ButtonLink to="/customers" search={{ metByImport: row.id }} tone="main">
          {t('verdict.seeCustomers')}
        </ButtonLink>
      ) : null}
    </Words>
  );
}

interface WordsProps {
  sign: LucideIcon;
  tone: Tone;
  title: string;
  children: React.ReactNode;
}

/** A verdict: a sign, a title, and what it means. */
export function Words({ sign: Sign, tone, title, children }: WordsProps) {
  return (
    <div className="im-verdict" data-tone={tone} role="status">
      <Sign aria-hidden />
      <div>
        <h2>{title}</h2>
        {children}
      </div>
    </div>
  );
}
