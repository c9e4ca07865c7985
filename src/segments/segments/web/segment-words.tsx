import { useTranslation } from 'react-i18next';
import { Badge, Status } from '#platform/ui/badge.tsx';
import type { Format } from '#platform/ui/format.ts';
import type { Segment } from '../segments.contract.ts';

/** Whether members follow a rule, were taken once, or are put in by hand. */
export function KindBadge({ segment }: { segment: Pick<Segment, 'kind'> }) {
  const { t } = useTranslation('segments');
  return <Badge>{t(`kind.${segment.kind}`)}</Badge>;
}

/** What is to be known of a segment before one relies on it. */
export function SegmentState({ segment }: { segment: Segment }) {
  const { t } = useTranslation('segments');
  if (segment.archivedAt) return <Status tone="neutral">{t('state.archived')}</Status>;
  if (!segment.readable) return <Status tone="neutral">{t('state.unreadable')}</Status>;
  if (segment.state === 'broken') return <Status tone="danger">{t('state.broken')}</Status>;
  if (segment.filling) return <Status tone="info">{t('state.filling')}</Status>;
  return <Status tone="good">{t(segment.kind === 'dynamic' ? 'state.follows' : 'state.stands')}</Status>;
}

const least = 0.001;

/** A share of people; one that is there is never said to be nothing. */
export function shareText(share: number | null, format: Format): string {
  return share !== null && share > 0 && share < least ? `<${format.percent(least)}` : format.percent(share);
}
