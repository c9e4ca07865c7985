import { useTranslation } from 'react-i18next';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Link } from '#platform/ui/link.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { useOrderRights } from '../../fields/web/order-right.ts';
import { ordersContract } from '../orders.contract.ts';
import { Amount } from './order-kind.tsx';

const kinds = ['sale', 'return', 'cancellation'] as const;

/** What the documents of a customer come to, by kind and currency, each figure a door to them. */
export function OrderTotals({ customerId }: { customerId: string }) {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  const { reads } = useOrderRights();
  const { data } = useEndpoint(ordersContract.endpoints.totalsOfCustomer, { id: customerId });
  if (!data || !reads('amountMinor')) return null;
  const shown = kinds.filter((kind) => data.currencies.some((each) => each[kind].documents > 0));
  return (
    <div className="or-totals-frame pn-scroll">
      <table className="or-totals">
        <caption className="pn-hidden">{t('ofCustomer.totals')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('field.currency')}</th>
            {shown.map((kind) => (
              <th key={kind} scope="col">
                {t(`kinds.${kind}`)}
              </th>
            ))}
            <th scope="col">{t('ofCustomer.sum')}</th>
          </tr>
        </thead>
        <tbody>
          {data.currencies.map((row) => (
            <tr key={row.currency}>
              <th scope="row">{format.nameOf('currency', row.currency)}</th>
              {shown.map((kind) => (
                <td key={kind}>
                  <Link
                    ink
                    to="/orders"
                    search={{
                      customer: customerId,
                      kind,
                      currency: data.currencies.length > 1 ? row.currency : undefined,
                    }}
                  >
                    <Amount money={{ amountMinor: row[kind].amountMinor, currency: row.currency }} />
                  </Link>
                  <span className="pn-faint pn-num"> × {format.number(row[kind].documents)}</span>
                </td>
              ))}
              <td>
                <Amount
                  money={{
                    amountMinor: kinds.reduce((sum, kind) => sum + BigInt(row[kind].amountMinor ?? 0), 0n),
                    currency: row.currency,
                  }}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
