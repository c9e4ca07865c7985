import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#platform/ui/button.tsx';
import { useEndpoint, useEndpointPages } from '#platform/ui/endpoint-hooks.ts';
import { Link } from '#platform/ui/link.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '#platform/ui/state-view.tsx';
import { Time } from '#platform/ui/time.tsx';
import { useMayOrder } from '../../fields/web/order-right.ts';
import { type OrderRow, ordersContract } from '../orders.contract.ts';
import { OrderTotals } from './customer-order-totals.tsx';
import { Amount, kindIcons, kindTones } from './order-kind.tsx';
import { LineList } from './order-lines.tsx';
import './customer-orders.css';
import './orders.css';

const { ofCustomer, get } = ordersContract.endpoints;

/** The slot `customer.panels`: all documents of a customer with their lines, newest first, and what they come to. */
export function Panel({ customerId }: { customerId: string }) {
  const { t } = useTranslation('commerce');
  const mayOrder = useMayOrder();
  const pages = useEndpointPages(ofCustomer, { id: customerId });
  if (pages.error && !pages.rows) return <ErrorState inset error={pages.error} onRetry={pages.retry} />;
  if (!pages.rows) return <SkeletonLines lines={6} />;
  if (pages.rows.length === 0) {
    return (
      <EmptyState
        inset
        title={t('ofCustomer.emptyTitle')}
        text={t('ofCustomer.emptyText')}
        action={
          mayOrder ? (
            <ButtonLink to="/orders" search={{ new: '1', for: customerId }}>
              {t('orders.new')}
            </ButtonLink>
          ) : undefined
        }
      />
    );
  }
  return (
    <>
      <OrderTotals customerId={customerId} />
      <ul className="or-cards">
        {pages.rows.map((row) => (
          <OrderCard key={row.id} row={row} />
        ))}
      </ul>
      {pages.hasMore ? (
        <Button size="small" busy={pages.loadingMore} onClick={pages.loadMore}>
          {t('ofCustomer.more')}
        </Button>
      ) : null}
    </>
  );
}

/** One document that opens to show its lines. */
function OrderCard({ row }: { row: OrderRow }) {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const Icon = kindIcons[row.kind];
  return (
    <li className="or-card" data-kind={row.kind}>
      <div className="or-card-head">
        <button
          type="button"
          className="or-card-open"
          aria-expanded={open}
          aria-label={t('ofCustomer.open', { number: row.number })}
          onClick={() => setOpen(!open)}
        >
          <ChevronRight size={16} aria-hidden />
        </button>
        <span className="or-card-sign" data-tone={kindTones[row.kind]}>
          <Icon size={14} aria-hidden />
        </span>
        <span className="or-card-words">
          <span className="or-card-title">
            {row.kind === 'sale' ? null : <span>{t(`kind.${row.kind}`)} </span>}
            <Link ink to={`/orders/${row.id}`}>
              {row.number}
            </Link>
            <Undoes row={row} />
          </span>
          <span className="or-card-notes">
            {row.orderedAt ? <Time value={row.orderedAt} as="dateTime" /> : null}
            <span>{t('order.lineCount', { count: row.lineCount, shown: format.number(row.lineCount) })}</span>
            {row.store ? <span>{row.store}</span> : null}
          </span>
        </span>
        {row.amountMinor === null ? null : <Amount money={row} />}
      </div>
      {open ? <Lines id={row.id} /> : null}
    </li>
  );
}

function Undoes({ row }: { row: OrderRow }) {
  const { t } = useTranslation('commerce');
  if (row.kind === 'sale' || !row.originalNumber) return null;
  return (
    <span className="pn-soft">
      {t('ofCustomer.undoes')}{' '}
      {row.originalOrderId ? (
        <Link to={`/orders/${row.originalOrderId}`}>{row.originalNumber}</Link>
      ) : (
        row.originalNumber
      )}
    </span>
  );
}

function Lines({ id }: { id: string }) {
  const { data, error, refetch } = useEndpoint(get, { id });
  if (error && !data) return <ErrorState inset error={error} onRetry={() => void refetch()} />;
  return (
    <div className="or-card-lines">
      {data?.id === id ? <LineList order={data} /> : <SkeletonLines lines={3} />}
    </div>
  );
}
