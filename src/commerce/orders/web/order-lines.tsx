import { useTranslation } from 'react-i18next';
import { DataTable } from '#platform/ui/data-table.tsx';
import { useEndpointPages } from '#platform/ui/endpoint-hooks.ts';
import { Link } from '#platform/ui/link.tsx';
import { usePhone } from '#platform/ui/media.ts';
import { useFormat } from '#platform/ui/session.tsx';
import type { Column } from '#platform/ui/table-column.ts';
import { useOrderRights } from '../../fields/web/order-right.ts';
import { type Order, type OrderLine, ordersContract } from '../orders.contract.ts';
import { Amount } from './order-kind.tsx';

const shownInLists = 8;
const moneyKeys = ['price', 'amount'];

/** The name of a line: its product's, or what was written on it. */
export function LineName({ line }: { line: OrderLine }) {
  const { t } = useTranslation('commerce');
  const name = line.productName ?? line.description ?? line.productCode ?? t('line.unnamed');
  if (!line.productId) return name;
  return (
    <Link ink to={`/products/${line.productId}`}>
      {name}
    </Link>
  );
}

/** The first lines of an order, short, for previews and cards. */
export function LineList({ order }: { order: Order }) {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  const { reads } = useOrderRights();
  const lines = order.lines.items.slice(0, shownInLists);
  const rest = order.lineCount - lines.length;
  return (
    <ul className="or-lines">
      {lines.map((line) => (
        <li key={`${line.productId} ${line.productCode} ${line.occurrence}`}>
          <span className="or-line-name">
            <LineName line={line} />
          </span>
          <span className="pn-soft pn-num">
            {t(reads('amountMinor') ? 'line.times' : 'line.timesUnpriced', {
              quantity: format.number(line.quantity),
              price: priceText(line.unitPrice, format.number),
            })}
          </span>
          {reads('amountMinor') ? (
            <Amount money={{ amountMinor: line.amountMinor, currency: order.currency }} />
          ) : null}
        </li>
      ))}
      {rest > 0 ? (
        <li>
          <Link to={`/orders/${order.id}`}>
            {t('line.more', { count: rest, shown: format.number(rest) })}
          </Link>
        </li>
      ) : null}
    </ul>
  );
}

/** All lines of an order as a table that reads on by itself. */
export function OrderLines({ order }: { order: Order }) {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  const pages = useEndpointPages(ordersContract.endpoints.lines, { id: order.id });
  const phone = usePhone();
  const { reads } = useOrderRights();
  const partlyUndone = order.kind === 'sale' && order.undoneBy.length > 0;
  const columns: Column<OrderLine>[] = [
    {
      key: 'product',
      header: t('field.product'),
      width: 118,
      grow: 3,
      cell: (line) => <LineName line={line} />,
    },
    {
      key: 'code',
      header: t('field.code'),
      width: 96,
      grow: 0.5,
      optional: true,
      cell: (line) => <span className="pn-mono pn-soft">{line.productCode ?? '–'}</span>,
    },
    {
      key: 'quantity',
      header: t('field.quantity'),
      width: 76,
      grow: 0,
      align: 'end',
      cell: (line) => <span className="pn-num">{format.number(line.quantity)}</span>,
    },
    {
      key: 'price',
      header: t('field.unitPrice'),
      width: 84,
      optional: phone,
      grow: 0,
      align: 'end',
      cell: (line) => <span className="pn-num">{priceText(line.unitPrice, format.number)}</span>,
    },
    {
      key: 'amount',
      header: t('field.amount'),
      width: 108,
      grow: 0,
      align: 'end',
      cell: (line) => <Amount money={{ amountMinor: line.amountMinor, currency: order.currency }} />,
    },
  ];
  if (partlyUndone) {
    columns.splice(3, 0, {
      key: 'left',
      header: t('field.quantityLeft'),
      width: 60,
      optional: phone,
      grow: 0,
      align: 'end',
      cell: (line) => (
        <span className={Number(line.quantityLeft) === 0 ? 'pn-num or-back' : 'pn-num'}>
          {format.number(line.quantityLeft)}
        </span>
      ),
    });
  }
  return (
    <DataTable
      framed
      maxHeight={Math.max(120, Math.min(560, 44 + order.lineCount * 46))}
      label={t('line.title')}
      columns={columns.filter(({ key }) => !moneyKeys.includes(key) || reads('amountMinor'))}
      rows={pages.rows}
      rowKey={(line) => `${line.productId} ${line.productCode} ${line.description} ${line.occurrence}`}
      hasMore={pages.hasMore}
      loadingMore={pages.loadingMore}
      onMore={pages.loadMore}
      error={pages.error}
      onRetry={pages.retry}
      empty={<p className="pn-soft">{t('line.none')}</p>}
    />
  );
}

/** At least two places, more where the price has them. */
function priceText(price: string | null, number: (value: string, decimals?: number) => string): string {
  if (price === null) return '–';
  const places = price.replace(/0+$/, '').split('.')[1]?.length ?? 0;
  return number(price, Math.max(2, places));
}
