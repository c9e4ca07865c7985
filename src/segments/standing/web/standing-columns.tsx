import { useTranslation } from 'react-i18next';
import { Avatar } from '#platform/ui/avatar.tsx';
import { useFormat, useSession } from '#platform/ui/session.tsx';
import type { Column } from '#platform/ui/table-column.ts';
import { Time } from '#platform/ui/time.tsx';
import type { StandingCustomer } from '../standing.contract.ts';

const dash = <span className="pn-faint pn-none">–</span>;

/** The columns of a list of customers around those that tell where they stand. */
export function useStandingColumns<Row extends StandingCustomer>(own: readonly Column<Row>[]): Column<Row>[] {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { currency } = useSession().organisation;
  return [
    {
      key: 'name',
      header: t('rfm.customer'),
      width: 240,
      grow: 3,
      cell: ({ name, kind, id }) => (
        <span className="pn-cell-name">
          <Avatar name={name ?? id} kind={kind} />
          <span className="pn-clip">{name ?? id}</span>
        </span>
      ),
    },
    ...own,
    {
      key: 'since',
      header: t('lifecycle.since'),
      width: 140,
      labelled: true,
      cell: ({ since }) => <Time value={since} as="date" />,
    },
    {
      key: 'orders',
      header: t('rfm.purchases'),
      width: 90,
      labelled: true,
      align: 'end',
      cell: ({ orders }) =>
        orders === null ? dash : <span className="pn-num">{format.number(orders)}</span>,
    },
    {
      key: 'lastOrderAt',
      header: t('rfm.lastDay'),
      width: 140,
      labelled: true,
      cell: ({ lastOrderAt }) => (lastOrderAt === null ? dash : <Time value={lastOrderAt} as="date" />),
    },
    {
      key: 'spend',
      header: t('rfm.spent'),
      width: 130,
      align: 'end',
      card: 'end',
      cell: ({ spendMinor }) =>
        spendMinor === null ? (
          dash
        ) : (
          <span className="pn-num">{format.money({ amountMinor: spendMinor, currency })}</span>
        ),
    },
  ];
}
