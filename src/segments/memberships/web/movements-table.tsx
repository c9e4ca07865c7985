import { ArrowLeftRight, CircleHelp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CustomerLink } from '#customers/public.web.ts';
import type { OutputOf } from '#platform/http/contract.ts';
import { Badge } from '#platform/ui/badge.tsx';
import { Button } from '#platform/ui/button.tsx';
import { DataTable } from '#platform/ui/data-table.tsx';
import { useEndpointPages } from '#platform/ui/endpoint-hooks.ts';
import { usePhone } from '#platform/ui/media.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { EmptyState } from '#platform/ui/state-view.tsx';
import { Time } from '#platform/ui/time.tsx';
import type { Segment } from '../../segments/segments.contract.ts';
import { membershipsContract } from '../memberships.contract.ts';
import { WhyDialog } from './why-dialog.tsx';

const { movements } = membershipsContract.endpoints;
type Movement = OutputOf<typeof movements>['items'][number];

/** Who came into a segment and who left it, with what decided. */
export function MovementsTable({ segment }: { segment: Segment }) {
  const { t } = useTranslation('segments');
  const { language } = useFormat();
  const phone = usePhone();
  const pages = useEndpointPages(movements, { id: segment.id });
  const [asked, setAsked] = useState<Movement | null>(null);
  const whyText = ({ cause, because }: Movement) =>
    [t(`moves.cause.${cause}`), ...(because ?? []).map(({ sentence }) => sentence[language])].join(' · ');
  return (
    <>
      <DataTable
        framed
        cards
        maxHeight={560}
        label={t('page.tab.movements')}
        rows={pages.rows}
        rowKey={({ id }: Movement) => id}
        onPreview={phone ? setAsked : undefined}
        columns={[
          {
            key: 'moved',
            header: t('moves.what'),
            width: 80,
            grow: 0,
            card: 'end',
            cell: ({ entered }) => (
              <Badge tone={entered ? 'good' : 'attention'}>{t(entered ? 'moves.came' : 'moves.left')}</Badge>
            ),
          },
          {
            key: 'name',
            header: t('members.name'),
            width: 150,
            grow: 2,
            card: 'title',
            // A card as a whole asks why now, and the answer leads to the customer.
            cell: ({ customerId, displayName }) =>
              phone ? displayName : <CustomerLink customerId={customerId}>{displayName}</CustomerLink>,
          },
          {
            key: 'at',
            header: t('moves.at'),
            width: 120,
            grow: 0,
            cell: ({ movedAt }) => <Time value={movedAt} />,
          },
          {
            key: 'why',
            header: t('why.tab'),
            width: 260,
            grow: 3,
            cell: (row) => (phone ? whyText(row) : <span className="pn-clip">{whyText(row)}</span>),
          },
          {
            key: 'ask',
            header: '',
            width: 110,
            grow: 0,
            align: 'end',
            card: 'none',
            cell: (row) => (
              <Button size="small" tone="quiet" icon={CircleHelp} onClick={() => setAsked(row)}>
                {t('why.now')}
              </Button>
            ),
          },
        ]}
        hasMore={pages.hasMore}
        loadingMore={pages.loadingMore}
        onMore={pages.loadMore}
        stale={pages.stale}
        error={pages.error}
        onRetry={pages.retry}
        empty={
          <EmptyState inset icon={ArrowLeftRight} title={t('moves.noneTitle')} text={t('moves.noneText')} />
        }
      />
      {asked ? <WhyDialog segment={segment} customer={asked} onClose={() => setAsked(null)} /> : null}
    </>
  );
}
