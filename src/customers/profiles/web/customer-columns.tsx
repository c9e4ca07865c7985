import { useTranslation } from 'react-i18next';
import { Avatar } from '#platform/ui/avatar.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { useFormat } from '#platform/ui/session.tsx';
import type { Column } from '#platform/ui/table-column.ts';
import { type CustomerField, type FieldKind, givenFieldList } from '../../fields/customer-fields.contract.ts';
import { fieldsContract } from '../../fields/fields.contract.ts';
import { nameOfField } from '../../fields/web/field-name.ts';
import { useFieldRights } from '../../fields/web/field-right.ts';
import { TagBadge } from '../../tags/web/tag-badge.tsx';
import type { CustomerRow } from '../customer-row.contract.ts';
import { phoneText } from './contact-value.tsx';
import { placeText } from './customer-places.ts';
import { useFieldCell } from './field-cell.tsx';
import {
  composedKeys,
  fieldsOfColumn,
  nameColumn,
  type ShownColumns,
  wordOfColumns,
} from './list-columns.ts';

type CustomerColumn = Column<CustomerRow>;

const dash = <span className="pn-faint pn-none">–</span>;

const widthOf: Record<FieldKind, number> = {
  text: 140,
  name: 120,
  phone: 150,
  email: 190,
  url: 180,
  number: 96,
  money: 124,
  date: 116,
  time: 124,
  choice: 120,
  flag: 80,
  person: 112,
  list: 132,
};
const figures: ReadonlySet<FieldKind> = new Set(['number', 'money']);
const latestFirst: ReadonlySet<FieldKind> = new Set(['number', 'money', 'date', 'time']);

/**
 * Every column that the reader may have, by key; those that a list shows, and the rest. What is masked may be looked at,
 * but nothing is sorted by it.
 */
export function useCustomerColumns(chosen: ShownColumns): {
  shown: CustomerColumn[];
  others: CustomerColumn[];
} {
  const { keys, widths } = chosen;
  const { t } = useTranslation('customers');
  const { language } = useFormat();
  const rights = useFieldRights();
  const cellOf = useFieldCell();
  const special = useSpecialColumns();
  const { data } = useEndpoint(fieldsContract.endpoints.fields, {});
  const fields: readonly CustomerField[] = (data?.items ?? givenFieldList).filter(({ listed }) => listed);
  const columnOf = (field: CustomerField): CustomerColumn => ({
    key: field.key,
    header: nameOfField(field, t, language),
    width: widthOf[field.kind],
    grow: figures.has(field.kind) ? 0.5 : 0.8,
    ...(figures.has(field.kind) ? { align: 'end' } : {}),
    ...(field.kind === 'list' ? {} : { sort: latestFirst.has(field.kind) ? 'desc' : 'asc' }),
    labelled: true,
    cell: cellOf(field),
    ...special[field.key],
  });
  const composed = composedKeys.map(
    (key): CustomerColumn => ({ key, header: t(`field.${key}`), cell: () => null, ...special[key] }),
  );
  const all = new Map([...composed, ...fields.map(columnOf)].map((column) => [column.key, column]));
  const offered = (key: string) => key === nameColumn || fieldsOfColumn(key).some(rights.sees);
  const finished = (column: CustomerColumn): CustomerColumn => {
    const { sort, optional, ...plain } = column;
    const width = widths[column.key];
    return {
      ...plain,
      ...(sort && fieldsOfColumn(column.key).every(rights.reads) ? { sort } : {}),
      // What somebody chose stays, however narrow the list is.
      ...(optional && wordOfColumns(chosen) === undefined ? { optional } : {}),
      ...(width === undefined ? {} : { width, grow: 0 }),
    };
  };
  const on = [nameColumn, ...keys].filter((key) => all.has(key) && offered(key));
  const off = [...all.keys()].filter((key) => !on.includes(key) && offered(key));
  return {
    shown: on.map((key) => finished(all.get(key)!)),
    others: off.map((key) => finished(all.get(key)!)),
  };
}

/** What of some columns is not as their field alone would have it. */
function useSpecialColumns(): Record<string, Partial<CustomerColumn>> {
  const format = useFormat();
  return {
    [nameColumn]: {
      width: 200,
      grow: 2,
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
    contact: {
      width: 170,
      grow: 1.4,
      cell: (row) => <span className="pn-num">{row.phone ? phoneText(row.phone) : (row.email ?? dash)}</span>,
    },
    place: {
      width: 140,
      grow: 1.2,
      sort: 'asc',
      sortKey: 'region',
      optional: true,
      cell: (row) => placeText(row, format) || dash,
    },
    tags: {
      sort: 'asc',
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
    orders: { width: 88, grow: 0, card: 'none' },
    spendMinor: { card: 'end', labelled: false },
    ownerId: { optional: true },
    phone: { labelled: false },
    email: { labelled: false },
    createdAt: { optional: true, card: 'none' },
  };
}
