import { useTranslation } from 'react-i18next';
import { useEndpointPages } from '#platform/ui/endpoint-hooks.ts';
import { Link } from '#platform/ui/link.tsx';
import { Section } from '#platform/ui/page-header.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { Time } from '#platform/ui/time.tsx';
import { ordersContract } from '../orders.contract.ts';
import { Amount, kindIcons } from './order-kind.tsx';
import './orders.css';

/** The slot `customer.preview`: the latest documents of a customer in few words. */
export function Panel({ customerId }: { customerId: string }) {
  const { t } = useTranslation('commerce');
  const { rows, stale } = useEndpointPages(ordersContract.endpoints.ofCustomer, { id: customerId, limit: 5 });
  if (!rows || stale) return <SkeletonLines lines={4} />;
  if (rows.length === 0) return null;
  return (
    <Section title={t('ofCustomer.latest')}>
      <ul className="or-ties">
        {rows.slice(0, 5).map((row) => {
          const Icon = kindIcons[row.kind];
          return (
            <li key={row.id}>
              <Icon size={16} aria-label={t(`kind.${row.kind}`)} className="pn-faint" />
              <span className="or-tie-words">
                <Link to={`/orders/${row.id}`}>{row.number}</Link>
                {row.orderedAt ? (
                  <span className="pn-soft">
                    <Time value={row.orderedAt} />
                  </span>
                ) : null}
              </span>
              {row.amountMinor === null ? null : <Amount money={row} />}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
