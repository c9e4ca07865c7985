import { useTranslation } from 'react-i18next';
import { Badge } from '#platform/ui/badge.tsx';
import { useColleagueName } from '#platform/ui/colleagues.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Figure, Figures } from '#platform/ui/figure.tsx';
import { Facts } from '#platform/ui/page-header.tsx';
import { useFormat, useSession } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { Slot } from '#platform/ui/slots.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { Time } from '#platform/ui/time.tsx';
import { useFieldRights } from '../../fields/web/field-right.ts';
import type { CustomerSummary } from '../customer-row.contract.ts';
import { profilesContract } from '../profiles.contract.ts';
import { ContactValue } from './contact-value.tsx';
import './customers.css';
import { ordersSearch } from './customer-figures.tsx';
import { placeText } from './customer-places.ts';

/** What one wants to know before opening: how to reach them, what they are worth, what came last. */
export function CustomerPreview({ row }: { row: CustomerSummary }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { currency } = useSession().organisation;
  const nameOf = useColleagueName();
  const { reads } = useFieldRights();
  const detail = useEndpoint(profilesContract.endpoints.get, { id: row.id });
  const customer = detail.data?.id === row.id ? detail.data : undefined;
  return (
    <div className="cu-preview">
      <div className="cu-badges">
        <Badge>{t(`kind.${row.kind}`)}</Badge>
        {row.binnedAt ? <Badge tone="attention">{t('bin.inBin')}</Badge> : null}
      </div>
      <Figures>
        {row.orders === null ? null : (
          <Figure
            size="small"
            label={t('figure.orders')}
            value={format.number(row.orders)}
            {...ordersSearch(row.id, { kind: 'sale' })}
          />
        )}
        {row.spendMinor === null ? null : (
          <Figure
            size="small"
            label={t('figure.spend')}
            value={format.money({ amountMinor: row.spendMinor, currency })}
            {...ordersSearch(row.id)}
          />
        )}
      </Figures>
      {detail.error && !customer ? (
        <ErrorState inset error={detail.error} onRetry={() => void detail.refetch()} />
      ) : null}
      <Facts
        items={[
          ...(customer?.contactPoints ?? []).map((point) => ({
            key: point.id,
            label: point.label ?? t(`contact.${point.kind}`),
            value: <ContactValue point={point} />,
          })),
          { key: 'place', label: t('field.place'), value: placeText(row, format) || null },
          { key: 'company', label: t('field.company'), value: row.company },
          {
            key: 'owner',
            label: t('field.ownerId'),
            value: !reads('ownerId') ? null : row.ownerId ? nameOf(row.ownerId) : t('owner.nobody'),
          },
          {
            key: 'last',
            label: t('field.lastOrder'),
            value: reads('lastOrderAt') ? <Time value={row.lastOrderAt} /> : null,
          },
          { key: 'added', label: t('field.added'), value: <Time value={row.createdAt} /> },
        ].filter((fact) => fact.value !== null)}
      />
      {customer || detail.error ? null : <SkeletonLines lines={3} />}
      <Slot name="customer.preview" props={{ customerId: row.id }} />
    </div>
  );
}
