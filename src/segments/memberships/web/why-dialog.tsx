import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#platform/ui/button.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import type { Rule } from '../../rules/rule-tree.contract.ts';
import { WhyTree } from '../../rules/web/why-tree.tsx';
import type { Segment } from '../../segments/segments.contract.ts';
import { membershipsContract } from '../memberships.contract.ts';
import './memberships.css';

interface WhyProps {
  segment: Pick<Segment, 'id' | 'name' | 'rule'>;
  customer: { customerId: string; displayName: string };
  onClose: () => void;
}

/** Why somebody is in a segment or is not, since when, and what moved them. */
export function WhyDialog({ segment, customer, onClose }: WhyProps) {
  const { t } = useTranslation('segments');
  const { customerId, displayName } = customer;
  return (
    <Dialog
      open
      shape="side"
      title={displayName}
      lead={t('why.inSegment', { name: segment.name })}
      onClose={onClose}
      footer={
        <ButtonLink tone="main" to={`/customers/${customerId}`}>
          {t('why.open')}
        </ButtonLink>
      }
    >
      <Membership segment={segment} customerId={customerId} />
    </Dialog>
  );
}

/** Whether a customer is in a segment, since when, by which facts, and what moved them. */
export function Membership({ segment, customerId }: { segment: WhyProps['segment']; customerId: string }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { membership } = membershipsContract.endpoints;
  const { data, error, refetch } = useEndpoint(membership, { id: segment.id, customerId });
  if (error) return <ErrorState inset error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines lines={6} />;
  return (
    <div className="ms-why">
      <p className="ms-verdict">
        {data.enteredAt === null
          ? t('why.isNoMember')
          : t('why.isMember', { time: format.dateTime(data.enteredAt) })}
      </p>
      {data.nodes && segment.rule ? (
        <WhyTree nodes={data.nodes} rule={segment.rule as unknown as Rule} />
      ) : null}
      {data.movements.length > 0 ? <h3 className="ms-title">{t('why.moves')}</h3> : null}
      <ul className="ms-moves">
        {data.movements.map(({ id, movedAt, entered, cause }) => (
          <li key={id}>
            <b>{t(entered ? 'moves.came' : 'moves.left')}</b> {format.dateTime(movedAt)}
            <span className="pn-soft">{t(`moves.cause.${cause}`)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
