import { useTranslation } from 'react-i18next';
import { Figure, Figures } from '#platform/ui/figure.tsx';
import type { LinkTarget, Search } from '#platform/ui/link.tsx';
import { useFormat, useMay, useSession } from '#platform/ui/session.tsx';
import { useFieldRights } from '../../fields/web/field-right.ts';
import type { CustomerDetail } from '../profiles.contract.ts';

/** The list of this customer's orders. */
export function ordersSearch(customerId: string, search: Search = {}): LinkTarget {
  return { to: '/orders', search: { customer: customerId, ...search } };
}

/** What a customer has bought and when; every figure leads to the orders it counts. */
export function CustomerFigures({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const may = useMay();
  const { reads } = useFieldRights();
  const { currency } = useSession().organisation;
  const { id, orders, cancellations, spendMinor, firstOrderAt, lastOrderAt } = customer;
  const door = (search?: Search) => (may('commerce.read') && orders !== 0 ? ordersSearch(id, search) : {});
  const ofDay = (at: string | null) => {
    const day = at ? format.dayKey(at) : '';
    return door({ ordered: `${day}..${day}` });
  };
  const average = orders && spendMinor !== null ? BigInt(spendMinor) / BigInt(orders) : null;
  return (
    <Figures>
      {orders !== null ? (
        <Figure
          label={t('figure.orders')}
          value={format.number(orders)}
          note={
            cancellations !== null && cancellations > 0
              ? t('figure.cancellations', { count: cancellations, shown: format.number(cancellations) })
              : t('figure.allTime')
          }
          {...door({ kind: 'sale' })}
        />
      ) : null}
      {spendMinor !== null ? (
        <Figure
          label={t('figure.spend')}
          value={format.money({ amountMinor: spendMinor, currency })}
          note={cancellations ? t('figure.net') : t('figure.allTime')}
          {...door()}
        />
      ) : null}
      {orders !== null && spendMinor !== null ? (
        <Figure
          label={t('figure.average')}
          value={format.money(average === null ? null : { amountMinor: average, currency })}
          note={t('figure.averageNote')}
          {...door({ kind: 'sale' })}
        />
      ) : null}
      {reads('firstOrderAt') ? (
        <Figure
          label={t('figure.first')}
          value={format.date(firstOrderAt)}
          note={firstOrderAt ? format.time(firstOrderAt) : t('figure.none')}
          {...ofDay(firstOrderAt)}
        />
      ) : null}
      {reads('lastOrderAt') ? (
        <Figure
          label={t('figure.last')}
          value={format.date(lastOrderAt)}
          note={lastOrderAt ? format.time(lastOrderAt) : t('figure.none')}
          {...ofDay(lastOrderAt)}
        />
      ) : null}
    </Figures>
  );
}
