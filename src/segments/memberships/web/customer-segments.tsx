import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#platform/ui/button.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Link } from '#platform/ui/link.tsx';
import { Section } from '#platform/ui/page-header.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { Time } from '#platform/ui/time.tsx';
import { segmentsContract } from '../../segments/segments.contract.ts';
import { membershipsContract } from '../memberships.contract.ts';
import { Membership } from './why-dialog.tsx';

/** The segments that a customer is in, since when, and why. */
export function CustomerSegments({ customerId }: { customerId: string }) {
  const { t } = useTranslation('segments');
  const { segmentsOfCustomer } = membershipsContract.endpoints;
  const { data, error, refetch } = useEndpoint(segmentsOfCustomer, { id: customerId });
  const [asked, setAsked] = useState<{ segmentId: string; name: string } | null>(null);
  return (
    <Section title={t('nav.segments')}>
      {error && !data ? <ErrorState inset error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonLines lines={3} /> : null}
      {data?.items.length === 0 ? <p className="pn-soft">{t('why.inNone')}</p> : null}
      <ul className="cs-changes cs-segments">
        {data?.items.map(({ segmentId, name, enteredAt }) => (
          <li key={segmentId}>
            <Link ink to={`/segments/${segmentId}`}>
              {name}
            </Link>
            <span className="pn-soft">
              {t('lifecycle.since')} <Time value={enteredAt} />
            </span>
            <Button
              tone="quiet"
              size="small"
              aria-label={t('why.whyIn', { name })}
              onClick={() => setAsked({ segmentId, name })}
            >
              {t('why.tab')}
            </Button>
          </li>
        ))}
      </ul>
      {asked ? (
        <Dialog
          open
          shape="side"
          title={t('why.whyIn', { name: asked.name })}
          onClose={() => setAsked(null)}
          footer={
            <ButtonLink tone="main" to={`/segments/${asked.segmentId}`}>
              {t('why.openSegment')}
            </ButtonLink>
          }
        >
          <Why segmentId={asked.segmentId} customerId={customerId} />
        </Dialog>
      ) : null}
    </Section>
  );
}

function Why({ segmentId, customerId }: { segmentId: string; customerId: string }) {
  const { data, error, refetch } = useEndpoint(segmentsContract.endpoints.segment, { id: segmentId });
  if (error) return <ErrorState inset error={error} onRetry={() => void refetch()} />;
  return data ? <Membership segment={data} customerId={customerId} /> : <SkeletonLines lines={6} />;
}
