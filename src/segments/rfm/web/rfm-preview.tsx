import { useTranslation } from 'react-i18next';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { type RfmDefinition, type RfmSettings, rfmContract } from '../rfm.contract.ts';

const { previewRfm } = rfmContract.endpoints;

interface RfmPreviewProps {
  /** Undefined while what is typed cannot be saved. */
  definition: RfmDefinition | undefined;
  before: RfmSettings;
}

/** What saving would do, worked out on everybody: how many get another group, and how the groups would grow or shrink. */
export function RfmPreview({ definition, before }: RfmPreviewProps) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { version: _version, ...unchanged } = before;
  const { data, error, isPlaceholderData } = useEndpoint(previewRfm, definition ?? unchanged, {
    enabled: definition !== undefined,
  });
  if (!definition) return <p className="rf-preview-lead">{t('rfm.limitsAscend')}</p>;
  if (error) return <p className="rf-preview-lead">{problemText(error)}</p>;
  if (!data) return <SkeletonLines lines={4} />;
  const shown = (count: number) => ({ count, shown: format.number(count) });
  const changed = data.groups.filter(({ before: had, after }) => had !== after);
  return (
    <section className="rf-preview" data-stale={isPlaceholderData || undefined} aria-live="polite">
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
    </section>
  );
}
