import { useTranslation } from 'react-i18next';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Link } from '#platform/ui/link.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { ordersContract } from '../orders.contract.ts';
import './orders.css';

/** The slot `customer.notices`: says when orders are missing from the spend since their currency has no rate. */
export function Panel({ customerId }: { customerId: string }) {
  const { data } = useEndpoint(ordersContract.endpoints.totalsOfCustomer, { id: customerId });
  return data ? <Unrated count={data.unrated} /> : null;
}

/** How many documents a sum leaves out for want of a rate; nothing where there are none, or the reader may not know. */
export function Unrated({ count }: { count: number | null }) {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  if (!count) return null;
  return (
    <p className="or-unrated">
      {t('sums.unrated', { count, shown: format.number(count) })}{' '}
      <Link to="/settings/currencies">{t('sums.addRates')}</Link>
    </p>
  );
}
