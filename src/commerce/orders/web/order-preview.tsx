import { useTranslation } from 'react-i18next';
import { useFilledFacts } from '#customers/public.web.ts';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Figure, Figures } from '#platform/ui/figure.tsx';
import { Link } from '#platform/ui/link.tsx';
import { Facts } from '#platform/ui/page-header.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { Time } from '#platform/ui/time.tsx';
import { type OrderRow, ordersContract } from '../orders.contract.ts';
import { KindBadge } from './order-kind.tsx';
import { LineList } from './order-lines.tsx';

/** An order at a glance: who, when, where, and what was in it. */
export function OrderPreview({ row }: { row: OrderRow }) {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  const detail = useEndpoint(ordersContract.endpoints.get, { id: row.id });
  const order = detail.data?.id === row.id ? detail.data : undefined;
  const filledFacts = useFilledFacts('order');
  return (
    <div className="or-preview">
      <div>
        <KindBadge kind={row.kind} />
      </div>
      <Figures>
        {row.amountMinor === null ? null : (
          <Figure size="small" label={t('field.amount')} value={format.money(row)} />
        )}
        <Figure size="small" label={t('field.lines')} value={format.number(row.lineCount)} />
      </Figures>
      <Facts
        items={[
          {
            key: 'customer',
            label: t('field.customer'),
            value: row.customerId ? (
              <Link to={`/customers/${row.customerId}`}>{row.customerName ?? t('customer.unknown')}</Link>
            ) : (
              t('customer.guest')
            ),
          },
          {
            key: 'at',
            label: t('field.orderedAt'),
            value: row.orderedAt && <Time value={row.orderedAt} as="dateTime" />,
          },
          { key: 'store', label: t('field.store'), value: row.store },
          { key: 'channel', label: t('field.channel'), value: row.channel },
          { key: 'seller', label: t('field.seller'), value: row.seller },
          {
            key: 'original',
            label: t('field.original'),
            value: row.originalOrderId ? (
              <Link to={`/orders/${row.originalOrderId}`}>{row.originalNumber}</Link>
            ) : (
              row.originalNumber
            ),
          },
          ...filledFacts(row.customFields),
        ].filter(({ value }) => value !== null)}
      />
      {order ? <LineList order={order} /> : null}
      {detail.error && !order ? (
        <ErrorState inset error={detail.error} onRetry={() => void detail.refetch()} />
      ) : null}
      {order || detail.error ? null : <SkeletonLines lines={Math.min(6, row.lineCount + 1)} />}
    </div>
  );
}
