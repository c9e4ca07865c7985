import { useTranslation } from 'react-i18next';
import { Avatar } from '#platform/ui/avatar.tsx';
import { useColleagueName } from '#platform/ui/colleagues.tsx';
import { useFormat, useSession } from '#platform/ui/session.tsx';
import type { Column } from '#platform/ui/table-column.ts';
import { Time } from '#platform/ui/time.tsx';
import { useFieldRights } from '../../fields/web/field-right.ts';
import { TagBadge } from '../../tags/web/tag-badge.tsx';
import type { CustomerRow } from '../profiles.contract.ts';
import { phoneText } from './contact-value.tsx';
import { placeText } from './customer-places.ts';

/** The columns of every list of customers; keys of sortable ones are the sorts of the API. */
export function useCustomerColumns(): Column<CustomerRow>[] {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { currency } = useSession().organisation;
  const nameOf = useColleagueName();
  const rights = useFieldRights();
  const dash = <span className="pn-faint">–</span>;
  const columns: Column<CustomerRow>[] = [
    {
      key: 'name',
      header: t('field.name'),
      width: 200,
      grow: 2,
      sort: 'asc',
      cell: (row) => (
        <span className="pn-cell-name">
          <Avatar name={row.displayName} kind={row.kind} />
          <span>
            {row.displayName}
            {row.company && row.company !== row.displayName ? (
              <span className="pn-faint cu-company">{row.company}</span>
            ) : null}
          </span>
        </span>
      ),
    },
    {
      key: 'contact',
      header: t('field.contact'),
      width: 170,
      grow: 1.4,
      cell: (row) => <span className="pn-num">{row.phone ? phoneText(row.phone) : (row.email ?? dash)}</span>,
    },
    {
      key: 'place',
      header: t('field.place'),
      width: 140,
      grow: 1.2,
      optional: true,
      cell: (row) => placeText(row, format) || dash,
    },
    {
      key: 'owner',
      header: t('field.ownerId'),
      width: 112,
      grow: 0.5,
      optional: true,
      cell: (row) => (row.ownerId ? nameOf(row.ownerId) : dash),
    },
    {
      key: 'tags',
      header: t('tags.title'),
      width: 132,
      grow: 0.8,
      optional: true,
      card: 'none',
      cell: (row) =>
        row.tags.length === 0 ? (
          dash
        ) : (
          <span className="tg-row" title={format.list(row.tags.map(({ name }) => name))}>
            {row.tags.map((tag) => (
              <TagBadge key={tag.id} tag={tag} />
            ))}
          </span>
        ),
    },
    {
      key: 'orders',
      header: t('field.orders'),
      width: 80,
      grow: 0,
      align: 'end',
      sort: 'desc',
      card: 'none',
      cell: (row) => (!row.orders ? dash : <span className="pn-num">{format.number(row.orders)}</span>),
    },
    {
      key: 'spend',
      header: t('field.spend'),
      width: 124,
      grow: 0.5,
      align: 'end',
      sort: 'desc',
      card: 'end',
      cell: (row) =>
        row.spendMinor === null || (row.orders === 0 && row.spendMinor === '0') ? (
          dash
        ) : (
          <span className="pn-num">{format.money({ amountMinor: row.spendMinor, currency })}</span>
        ),
    },
    {
      key: 'lastOrder',
      header: t('field.lastOrder'),
      width: 124,
      grow: 0.4,
      sort: 'desc',
      cell: (row) => <Time value={row.lastOrderAt} />,
    },
    {
      key: 'recent',
      header: t('field.added'),
      width: 112,
      grow: 0.4,
      sort: 'desc',
      optional: true,
      card: 'none',
      cell: (row) => <Time value={row.createdAt} />,
    },
  ];
  // What is masked may be looked at, but nothing is sorted by it.
  return columns
    .filter(({ key }) => key === 'name' || fieldsOfColumn(key).some(rights.sees))
    .map(({ sort, ...column }) => ({
      ...column,
      ...(sort && fieldsOfColumn(column.key).every(rights.reads) ? { sort } : {}),
    }));
}

const fieldsOf: Record<string, string[]> = {
  name: ['displayName'],
  contact: ['phone', 'email'],
  place: ['country', 'region', 'city'],
  owner: ['ownerId'],
  spend: ['spendMinor'],
  lastOrder: ['lastOrderAt'],
  recent: ['createdAt'],
};

/** The fields that a column shows. */
function fieldsOfColumn(key: string): string[] {
  return fieldsOf[key] ?? [key];
}
