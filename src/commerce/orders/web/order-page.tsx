import { CircleSlash } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CustomerLink } from '#customers/public.web.ts';
import { Badge } from '#platform/ui/badge.tsx';
import { Button, ButtonLink } from '#platform/ui/button.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Figure, Figures } from '#platform/ui/figure.tsx';
import { Link, usePageParams } from '#platform/ui/link.tsx';
import { Page as PageBody, PageHeader, Section } from '#platform/ui/page-header.tsx';
import { ProblemError } from '#platform/ui/problem.ts';
import { RecordPage, RecordSkeleton } from '#platform/ui/record-page.tsx';
import { useFormat, useMay } from '#platform/ui/session.tsx';
import { EmptyState, ErrorState } from '#platform/ui/state-view.tsx';
import { Time } from '#platform/ui/time.tsx';
import { useOrderRights } from '../../fields/web/order-right.ts';
import { OrderHistory } from '../../history/web/order-history.tsx';
import { type Order, ordersContract } from '../orders.contract.ts';
import { CancelOrderDialog } from './cancel-order-dialog.tsx';
import { OrderFacts } from './order-facts.tsx';
import { Amount, KindBadge, kindIcons } from './order-kind.tsx';
import { OrderLines } from './order-lines.tsx';
import './orders.css';

/** One document: what was bought, what undoes it, and where it came from. */
export function Page() {
  const { t } = useTranslation('commerce');
  const { id } = usePageParams<{ id: string }>();
  const answer = useEndpoint(ordersContract.endpoints.get, { id });
  const order = answer.data?.id === id ? answer.data : undefined;
  if (order) return <OrderRecord order={order} key={id} />;
  if (!answer.error || answer.isFetching) return <RecordSkeleton />;
  if (answer.error instanceof ProblemError && [400, 404].includes(answer.error.status)) {
    return (
      <PageBody>
        <EmptyState
          page
          title={t('order.missingTitle')}
          text={t('order.missingText')}
          action={<ButtonLink to="/orders">{t('order.toList')}</ButtonLink>}
        />
      </PageBody>
    );
  }
  return (
    <PageBody>
      <PageHeader title={t('orders.title')} />
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    </PageBody>
  );
}

function OrderRecord({ order }: { order: Order }) {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  const may = useMay();
  const [cancelling, setCancelling] = useState(false);
  const left = useWhatIsLeft(order);
  return (
    <RecordPage
      name={t('order.name', { number: order.number })}
      title={<span className="pn-num">{order.number}</span>}
      status={
        <>
          <KindBadge kind={order.kind} />
          {left === 'nothing' ? <Badge tone="danger">{t('order.allUndone')}</Badge> : null}
          {may('commerce.write') && !order.mayChange ? <Badge>{t('order.seenOnly')}</Badge> : null}
          {left === 'some' ? <Badge tone="attention">{t('order.partlyUndone')}</Badge> : null}
        </>
      }
      note={
        <>
          {order.customerId ? (
            <CustomerLink plain customerId={order.customerId}>
              {order.customerName ?? t('customer.unknown')}
            </CustomerLink>
          ) : (
            t('customer.guest')
          )}
          {order.orderedAt ? (
            <>
              {' '}
              <Time value={order.orderedAt} as="dateTime" />
            </>
          ) : null}
        </>
      }
      actions={
        order.mayChange && order.kind === 'sale' && left !== 'nothing' ? (
          <Button icon={CircleSlash} onClick={() => setCancelling(true)}>
            {t('cancel.open')}
          </Button>
        ) : undefined
      }
      figures={<OrderFigures order={order} />}
      trail={[{ label: t('orders.title'), to: '/orders' }]}
      facts={<OrderFacts order={order} readOnly={!order.mayChange} />}
      timeline={
        <Section title={t('line.title')} count={format.number(order.lineCount)}>
          <OrderLines order={order} />
        </Section>
      }
      related={
        <>
          <Ties order={order} />
          <OrderHistory orderId={order.id} />
          {cancelling ? <CancelOrderDialog order={order} onClose={() => setCancelling(false)} /> : null}
        </>
      }
    />
  );
}

/** Told from the first page of lines and the documents that undo; undefined for what is no sale. */
function useWhatIsLeft(order: Order): 'all' | 'some' | 'nothing' | undefined {
  if (order.kind !== 'sale') return undefined;
  if (order.undoneBy.length === 0) return 'all';
  const sold = order.lines.items.filter(
    (line) => !line.quantity.startsWith('-') && Number(line.quantity) > 0,
  );
  return sold.every((line) => Number(line.quantityLeft) <= 0) ? 'nothing' : 'some';
}

function OrderFigures({ order }: { order: Order }) {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  const { baseCurrency, amountMinor, baseAmountMinor, currency } = order;
  const readsWorth = useOrderRights().reads('baseAmountMinor');
  if (amountMinor === null)
    return (
      <Figures>
        <Figure label={t('field.lines')} value={format.number(order.lineCount)} />
      </Figures>
    );
  const undone = order.undoneBy.reduce((sum, each) => sum + BigInt(each.amountMinor ?? 0), 0n);
  return (
    <Figures>
      <Figure
        label={t('field.amount')}
        value={format.money(order)}
        note={t('order.lineCount', { count: order.lineCount, shown: format.number(order.lineCount) })}
      />
      {currency === baseCurrency || !readsWorth ? null : (
        <Figure
          label={t('order.inBase', { currency: baseCurrency })}
          value={
            baseAmountMinor === null
              ? '–'
              : format.money({ amountMinor: baseAmountMinor, currency: baseCurrency })
          }
          note={baseAmountMinor === null ? t('order.noRate') : t('order.rateOfDay')}
          to="/settings/currencies"
        />
      )}
      {order.undoneBy.length > 0 ? (
        <Figure
          label={t('order.undoneAmount')}
          value={format.money({ amountMinor: undone, currency })}
          note={t('order.leaves', {
            amount: format.money({ amountMinor: BigInt(amountMinor) + undone, currency }),
          })}
        />
      ) : null}
    </Figures>
  );
}

/** What this document undoes, and what undoes it. */
function Ties({ order }: { order: Order }) {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  if (order.kind === 'sale') {
    return (
      <Section
        title={t('order.undoneBy')}
        count={order.undoneBy.length > 0 ? format.number(order.undoneBy.length) : undefined}
        note={order.undoneBy.length === 0 ? t('order.notUndone') : undefined}
      >
        <TieList orders={order.undoneBy} />
      </Section>
    );
  }
  return (
    <Section
      title={t('order.undoes')}
      note={
        order.original
          ? undefined
          : order.originalNumber
            ? t('order.originalMissing', { number: order.originalNumber })
            : t('order.originalUnknown')
      }
    >
      {order.original ? <TieList orders={[order.original]} /> : null}
    </Section>
  );
}

function TieList({ orders }: { orders: Order['undoneBy'] }) {
  const { t } = useTranslation('commerce');
  return (
    <ul className="or-ties">
      {orders.map((each) => {
        const Icon = kindIcons[each.kind];
        return (
          <li key={each.id}>
            <Icon size={16} aria-label={t(`kind.${each.kind}`)} className="pn-faint" />
            <span className="or-tie-words">
              <Link to={`/orders/${each.id}`}>{each.number}</Link>
              {each.orderedAt ? (
                <span className="pn-soft">
                  <Time value={each.orderedAt} as="dateTime" />
                </span>
              ) : null}
            </span>
            {each.amountMinor === null ? null : <Amount money={each} />}
          </li>
        );
      })}
    </ul>
  );
}
