import { useTranslation } from 'react-i18next';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { ValueHistory } from '../../history/web/value-history.tsx';
import { originsContract } from '../origins.contract.ts';
import { Cleaning, OriginRecord } from './origin-record.tsx';

const { origins } = originsContract.endpoints;
const shownRecords = 5;

/** The records that brought a contact point, each with how it was written there. */
export function ContactOrigins({
  customerId,
  contactPointId,
  kind,
}: {
  customerId: string;
  contactPointId: string;
  kind: string;
}) {
  const { t } = useTranslation('customers');
  const { data, error, refetch, isPlaceholderData } = useEndpoint(origins, { id: customerId });
  if (error && !data) return <ErrorState inset error={error} onRetry={() => void refetch()} />;
  if (!data || isPlaceholderData) return <SkeletonLines lines={3} />;
  const found = data.contactPoints.find((each) => each.contactPointId === contactPointId);
  return (
    <div className="or-body">
      {!found || found.records.length === 0 ? (
        <p className="or-lead">{t('origin.byHand')}</p>
      ) : (
        <ul className="or-others">
          {found.records.slice(0, shownRecords).map((record) => (
            <li key={record.recordId}>
              <p>
                <OriginRecord record={record} />
              </p>
              <Cleaning {...record} before={record.before ?? record.entered} after="" />
            </li>
          ))}
        </ul>
      )}
      <ValueHistory below customerId={customerId} field={kind} />
    </div>
  );
}
