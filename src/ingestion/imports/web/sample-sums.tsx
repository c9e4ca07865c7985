import { CircleAlert, CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#platform/ui/session.tsx';
import type { Preview } from '../reading/reading.contract.ts';
import './columns.css';
import { countSample } from './sample-rows.ts';

/** What the first rows come to, in one line: how many are read, fail, are guests, are taken back. */
export function SampleSums({ preview }: { preview: Preview }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const sums = countSample(preview.sample);
  if (sums.rows === 0)
    return (
      <p className="pn-soft">
        {t('check.noneRead')}
        {format.punctuation.stop}
      </p>
    );
  const words = (['guests', 'reversed', 'blank', 'thin'] as const)
    .filter((key) => sums[key] > 0)
    .map((key) => t(`check.${key}`, { count: sums[key] }));
  const failed = sums.failed > 0;
  const Sign = failed ? CircleAlert : CircleCheck;
  return (
    <div className="im-sample" data-tone={failed ? 'attention' : 'good'} role="status">
      <Sign aria-hidden />
      <p>
        <strong>
          {failed
            ? t('check.someFail', { count: sums.failed, rows: sums.rows })
            : t('check.allRead', { count: sums.rows })}
        </strong>
        {words.length > 0
          ? `${format.punctuation.stop}${t('check.among', { words: format.list(words) })}`
          : null}
        {format.punctuation.stop}
        {failed ? t('check.failedNote') : t('check.note')}
      </p>
    </div>
  );
}
