import { useTranslation } from 'react-i18next';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { previewPauseMs, useAsked } from '../../rules/web/use-asked.ts';
import { type RfmDefinition, rfmContract } from '../rfm.contract.ts';

const { previewRfm } = rfmContract.endpoints;

interface RfmPreviewProps {
  /** Undefined while what is typed cannot be saved. */
  definition: RfmDefinition | undefined;
  /** What is missing may be among the limits. */
  limits: boolean;
}

/** What saving would do, worked out on everybody: how many get another group, and how the groups would grow or shrink. */
export function RfmPreview({ definition, limits }: RfmPreviewProps) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { data, error, fresh } = useAsked(previewRfm, definition, { pauseMs: previewPauseMs });
  if (!definition)
    return <p className="rf-preview-lead">{t(limits ? 'rfm.limitsAscend' : 'rfm.daysMissing')}</p>;
  if (error) return <p className="rf-preview-lead">{problemText(error)}</p>;
  if (!data) return <SkeletonLines lines={4} />;
  const shown = (count: number) => ({ count, shown: format.number(count) });
  const changed = data.groups.filter(({ before: had, after }) => had !== after);
  return (
    <section className="rf-preview" data-stale={!fresh || undefined} aria-live="polite">
      <p className="rf-preview-lead">
        {t('rfm.wouldMove', shown(data.moved))}
        {data.scored > 0 ? ` ${t('rfm.wouldGain', shown(data.scored))}` : ''}
        {data.unscored > 0 ? ` ${t('rfm.wouldLose', shown(data.unscored))}` : ''}
      </p>
      {changed.length > 0 ? (
        <table className="rf-moves">
          <thead>
            <tr>
              <th scope="col">{t('rfm.groupHead')}</th>
              <th scope="col">{t('rfm.now')}</th>
              <th scope="col">{t('rfm.then')}</th>
              <th scope="col">{t('rfm.difference')}</th>
            </tr>
          </thead>
          <tbody>
            {changed.map(({ key, before: had, after }) => (
              <tr key={key}>
                <th scope="row">{t(`rfm.group.${key}`)}</th>
                <td className="pn-num">{format.number(had)}</td>
                <td className="pn-num">{format.number(after)}</td>
                <td className="pn-num">
                  {after > had ? '+' : '−'}
                  {format.number(Math.abs(after - had))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      <p className="pn-faint">{t('lifecycle.countedAt', { time: format.dateTime(data.asOf) })}</p>
    </section>
  );
}
