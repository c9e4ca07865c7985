import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useColleagueName } from '#platform/ui/colleagues.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import type { Column } from '#platform/ui/table-column.ts';
import { Time } from '#platform/ui/time.tsx';
import type { Segment } from '../segments.contract.ts';
import { KindBadge, SegmentState, shareText } from './segment-words.tsx';
import { Sparkline } from './sparkline.tsx';

const none = <span className="pn-faint pn-none">–</span>;

export function useSegmentColumns(): Column<Segment>[] {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const nameOf = useColleagueName();
  return useMemo(
    () => [
      {
        key: 'name',
        header: t('list.name'),
        width: 200,
        grow: 2,
        card: 'title',
        cell: ({ name }) => <span className="pn-clip">{name}</span>,
      },
      {
        key: 'kind',
        header: t('list.kind'),
        width: 92,
        grow: 0,
        optional: true,
        cell: (segment) => <KindBadge segment={segment} />,
      },
      {
        key: 'members',
        header: t('list.members'),
        width: 96,
        grow: 0,
        align: 'end',
        card: 'end',
        cell: ({ members }) => (members === null ? none : format.number(members)),
      },
      {
        key: 'share',
        header: t('list.share'),
        width: 132,
        grow: 0,
        cell: ({ share }) =>
          share === null ? (
            none
          ) : (
            <span className="sg-share">
              <span className="sg-share-bar" aria-hidden>
                {share > 0 ? <span style={{ width: `${Math.min(share, 1) * 100}%` }} /> : null}
              </span>
              {shareText(share, format)}
            </span>
          ),
      },
      {
        key: 'trend',
        header: t('list.trend'),
        width: 108,
        grow: 0,
        optional: true,
        card: 'none',
        cell: ({ trend }) => (
          <Sparkline
            values={trend?.map(({ members }) => members) ?? []}
            label={t('list.trendText', {
              from: format.number(trend?.[0]?.members),
              to: format.number(trend?.at(-1)?.members),
            })}
          />
        ),
      },
      {
        key: 'state',
        header: t('list.state'),
        width: 140,
        grow: 0,
        cell: (segment) => <SegmentState segment={segment} />,
      },
      {
        key: 'owner',
        header: t('list.owner'),
        width: 110,
        optional: true,
        cell: ({ ownerId }) => (ownerId === null ? none : nameOf(ownerId)),
      },
      {
        key: 'updatedAt',
        header: t('list.changed'),
        width: 124,
        grow: 0,
        optional: true,
        labelled: true,
        cell: ({ updatedAt }) => <Time value={updatedAt} />,
      },
    ],
    [t, format, nameOf],
  );
}
