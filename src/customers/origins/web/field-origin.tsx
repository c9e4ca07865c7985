import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { useFormat, useSession } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { Time } from '#platform/ui/time.tsx';
import { useTextOfTold } from '../../custom-fields/web/field-text.ts';
import { ValueHistory } from '../../history/web/value-history.tsx';
import { type Claim, type Origin, originsContract } from '../origins.contract.ts';
import { Cleaning, OriginRecord } from './origin-record.tsx';
import { valueText } from './value-text.ts';

const { origins } = originsContract.endpoints;
const shownOthers = 5;

interface FieldOriginProps {
  customerId: string;
  field: string;
  onUse?: ((value: string) => Promise<void>) | undefined;
  onRelease?: (() => Promise<void>) | undefined;
}

/** Where the value of a field came from, what it was before cleaning, and what other records say. */
export function FieldOrigin({ customerId, field, onUse, onRelease }: FieldOriginProps) {
  const { t } = useTranslation('customers');
  const { data, error, refetch, isPlaceholderData } = useEndpoint(origins, { id: customerId });
  if (error && !data) return <ErrorState inset error={error} onRetry={() => void refetch()} />;
  if (!data || isPlaceholderData) return <SkeletonLines lines={3} />;
  const origin = data.fields.find((each) => each.field === field);
  const earlier = <ValueHistory below customerId={customerId} field={field} />;
  if (!origin)
    return (
      <div className="or-body">
        <p className="or-lead pn-soft">{t('origin.nothing')}</p>
        {earlier}
      </div>
    );
  return (
    <div className="or-body">
      <p className="or-lead">
        <From origin={origin} />
      </p>
      <Cleaning {...origin} after={origin.value} />
      {onRelease && origin.from === 'person' && origin.others.some(({ value }) => value !== null) ? (
        <Button size="small" onClick={() => void onRelease()}>
          {t('origin.release')}
        </Button>
      ) : null}
      {origin.others.length > 0 ? (
        <>
          <h3 className="or-heading">{t('origin.others')}</h3>
          <ul className="or-others">
            {origin.others.slice(0, shownOthers).map((claim) => (
              <Other key={claim.record.recordId} claim={claim} origin={origin} onUse={onUse} />
            ))}
          </ul>
        </>
      ) : null}
      {earlier}
    </div>
  );
}

function From({ origin }: { origin: Origin }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { user } = useSession();
  if (origin.record)
    return (
      <>
        <OriginRecord record={origin.record} />
        <span className="pn-faint or-trust">
          {t('origin.trust', { trust: format.number(origin.record.trust) })}
        </span>
      </>
    );
  if (!origin.person) return t('origin.unknown');
  const own = origin.person.actor === `user:${user.id}`;
  return (
    <>
      {t(own ? 'origin.byYou' : 'origin.byColleague')}
      {origin.person.at ? (
        <span className="pn-faint">
          <Time value={origin.person.at} />
        </span>
      ) : null}
    </>
  );
}

function Other({ claim, origin, onUse }: { claim: Claim; origin: Origin; onUse: FieldOriginProps['onUse'] }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const added = useTextOfTold();
  const { value } = claim;
  const same = value === origin.value;
  return (
    <li>
      <p className="or-value">
        {value === null ? (
          <q className="or-before">{claim.before}</q>
        ) : (
          <b>{added(origin.field, value) ?? valueText(origin.field, value, t, format)}</b>
        )}
        {onUse && value !== null && !same ? (
          <Button size="small" onClick={() => void onUse(value)}>
            {t('origin.use')}
          </Button>
        ) : null}
      </p>
      <p>
        <OriginRecord record={claim.record} />
      </p>
      <p className="pn-soft">
        {same
          ? t('origin.same')
          : t(`origin.lost.${claim.lostBy}`, { trust: format.number(claim.record.trust) })}
      </p>
      <Cleaning {...claim} before={value === null ? null : claim.before} after={value} />
    </li>
  );
}
