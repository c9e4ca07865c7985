import { useTranslation } from 'react-i18next';
import { CustomerLink } from '#customers/public.web.ts';
import { useFormat } from '#platform/ui/session.tsx';
import type { Column } from '#platform/ui/table-column.ts';
import { Time } from '#platform/ui/time.tsx';
import { useOrderRights } from '../../fields/web/order-right.ts';
import type { OrderRow } from '../orders.contract.ts';
import { Amount, KindStatus } from './order-kind.tsx';

/** The columns of lists of orders that the reader may see; keys of sortable ones are the sorts of the API. */
export function useOrderColumns(without: ('customer' | 'store' | 'seller')[] = []): Column<OrderRow>[] {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  const { sees, reads } = useOrderRights();
  const columns: Column<OrderRow>[] = [
    {
      key: 'number',
      header: t('field.number'),
      width: 140,
      grow: 1.2,
      cell: (row) => <span className="pn-num">{row.number}</span>,
    },
    {
      key: 'orderedAt',
      header: t('field.orderedAt'),
      width: 158,
      grow: 0.3,
      sort: 'desc',
      cell: (row) => (
        <>
          <Time value={row.orderedAt} as="date" />{' '}
          <span className="pn-faint pn-num">{row.orderedAt && format.time(row.orderedAt)}</span>
        </>
      ),
    },
    {
      key: 'kind',
      header: t('field.kind'),
      width: 108,
      grow: 0.3,
      optional: true,
      cell: (row) => <KindStatus kind={row.kind} />,
    },
    {
      key: 'customer',
      header: t('field.customer'),
      width: 150,
      grow: 1.4,
      optional: true,
      cell: (row) =>
        row.customerId ? (
          <CustomerLink customerId={row.customerId}>{row.customerName ?? t('customer.unknown')}</CustomerLink>
        ) : (
          <span className="pn-soft">{t('customer.guest')}</span>
        ),
    },
    {
      key: 'store',
      header: t('field.store'),
      width: 130,
      optional: true,
      card: 'none',
      cell: (row) => row.store ?? row.channel ?? <span className="pn-faint">–</span>,
    },
    {
      key: 'seller',
      header: t('field.seller'),
      width: 110,
      optional: true,
      card: 'none',
      cell: (row) => row.seller ?? <span className="pn-faint">–</span>,
    },
    {
      key: 'lineCount',
      header: t('field.lines'),
      width: 72,
      grow: 0,
      align: 'end',
      optional: true,
      card: 'none',
      cell: (row) => <span className="pn-num">{format.number(row.lineCount)}</span>,
    },
    {
      key: 'amount',
      header: t('field.amount'),
      width: 124,
      grow: 0.5,
      align: 'end',
      sort: reads('baseAmountMinor') ? 'desc' : undefined,
      card: 'end',
      cell: (row) => <Amount money={row} />,
    },
  ];
  const seen: Partial<Record<string, boolean>> = {
    orderedAt: reads('orderedAt'),
    store: sees('store') || sees('channel'),
    seller: sees('seller'),
    amount: reads('amountMinor'),
  };
  return columns.filter(({ key }) => !(without as string[]).includes(key) && seen[key] !== false);
}
