import { useTranslation } from 'react-i18next';
import { call } from '#platform/ui/client.ts';
import { Link } from '#platform/ui/link.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import type { TimelineEntry } from '#platform/ui/timeline.tsx';
import { type OrderEntry, ordersContract } from '../orders.contract.ts';
import './customer-orders.css';
import { Amount, kindIcons, kindTones } from './order-kind.tsx';

/** Orders, returns and cancellations as entries of their customer's timeline. */
export async function readFeed(
  customerId: string,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<{ entries: TimelineEntry[]; next: string | null }> {
  const { items, next } = await call(
    ordersContract.endpoints.entriesOfCustomer,
    { id: customerId, cursor, limit: 30 },
    { signal },
  );
  return {
    entries: items.map((entry) => ({
      key: `order-${entry.orderId}`,
      at: entry.at,
      icon: kindIcons[entry.kind],
      tone: kindTones[entry.kind],
      title: <Title entry={entry} />,
      body: <Body entry={entry} />,
    })),
    next,
  };
}

function Title({ entry }: { entry: OrderEntry }) {
  const { t } = useTranslation('commerce');
  return (
    <>
      {t(`entry.${entry.kind}`)} <Link to={`/orders/${entry.orderId}`}>{entry.number}</Link>
    </>
  );
}

function Body({ entry }: { entry: OrderEntry }) {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  const lines = t('order.lineCount', { count: entry.lineCount, shown: format.number(entry.lineCount) });
  return (
    <span className="or-entry">
      {entry.amountMinor === null ? null : <Amount money={entry} />}
      <span>{lines}</span>
      {entry.store ? <span>{entry.store}</span> : null}
    </span>
  );
}
