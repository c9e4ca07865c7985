import { useTranslation } from 'react-i18next';
import { useColleagueName } from '#platform/ui/colleagues.tsx';
import { Figure, Figures } from '#platform/ui/figure.tsx';
import { Facts } from '#platform/ui/page-header.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { Time } from '#platform/ui/time.tsx';
import type { Segment } from '../segments.contract.ts';
import { SegmentFindings } from './segment-findings.tsx';
import { KindBadge, SegmentState, shareText } from './segment-words.tsx';

/** What one wants to know of a segment before opening it. */
export function SegmentPreview({ segment }: { segment: Segment }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const nameOf = useColleagueName();
  const { description, sentence, members, share, shared, ownerId } = segment;
  return (
    <div className="sg-preview">
      <div className="sg-badges">
        <KindBadge segment={segment} />
        <SegmentState segment={segment} />
      </div>
      {description ? <p>{description}</p> : null}
      {sentence ? <p className="sg-sentence">{sentence[format.language]}</p> : null}
      <SegmentFindings segment={segment} />
      <Figures>
        <Figure
          size="small"
          label={t('list.members')}
          value={members === null ? '–' : format.number(members)}
          to={`/segments/${segment.id}`}
        />
        <Figure size="small" label={t('list.share')} value={shareText(share, format)} />
      </Figures>
      <Facts
        items={[
          { key: 'owner', label: t('list.owner'), value: ownerId === null ? null : nameOf(ownerId) },
          { key: 'shared', label: t('save.shared'), value: t(`save.sharing.${shared}`) },
          { key: 'filled', label: t('list.filled'), value: <Time value={segment.filledAt} /> },
          { key: 'changed', label: t('list.changed'), value: <Time value={segment.updatedAt} /> },
        ]}
      />
    </div>
  );
}
