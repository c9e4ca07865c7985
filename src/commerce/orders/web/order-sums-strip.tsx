import { useTranslation } from 'react-i18next';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Figure, Figures } from '#platform/ui/figure.tsx';
import { daysOf, periodOf } from '#platform/ui/period.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { useOrderRights } from '../../fields/web/order-right.ts';
import { ordersContract } from '../orders.contract.ts';
import { Unrated } from './customer-unrated.tsx';

/** What the orders of a period come to; the last twelve months where none is chosen. */
export function OrderSums({ ordered }: { ordered: string | undefined }) {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  const readsMoney = useOrderRights().reads('baseAmountMinor');
  const [from, to] = daysOf(periodOf(ordered));
  const { data, error } = useEndpoint(ordersContract.endpoints.summary, { from, to });
  if (error && !data) return null;
  const period = data ? `${data.from}..${data.to}` : undefined;
  const note = data ? t('sums.period', { from: format.date(data.from), to: format.date(data.to) }) : ' ';
  const money = (amountMinor: bigint) =>
    data ? format.moneyRound({ amountMinor, currency: data.baseCurrency }) : undefined;
  const { sale, return: back, cancellation } = data?.base ?? {};
  const undone = BigInt(back?.amountMinor ?? 0) + BigInt(cancellation?.amountMinor ?? 0);
  return (
    <section className="or-sums" aria-label={t('sums.label')}>
      <Figures>
        <Figure
          size="small"
          label={t('sums.sales')}
          value={sale && format.number(sale.documents)}
          note={note}
          to="/orders"
          search={{ kind: 'sale', ordered: period }}
        />
        {readsMoney ? (
          <Figure
            size="small"
            label={t('sums.revenue')}
            value={money(BigInt(sale?.amountMinor ?? 0) + undone)}
            note={t('sums.net')}
            to="/orders"
            search={{ ordered: period }}
          />
        ) : null}
        {(['return', 'cancellation'] as const).map((kind) => {
          const sums = data?.base[kind];
          const documents = sums?.documents ?? 0;
          const inDocuments = t('sums.documents', { count: documents, shown: format.number(documents) });
          return (
            <Figure
              key={kind}
              size="small"
              label={t(`sums.${kind}`)}
              value={readsMoney ? money(BigInt(sums?.amountMinor ?? 0)) : sums && format.number(documents)}
              note={readsMoney ? inDocuments : undefined}
              to="/orders"
              search={{ kind, ordered: period }}
            />
          );
        })}
        <Figure
          size="small"
          label={t('sums.guests')}
          value={sale && format.number(sale.guests)}
          note={t('sums.guestsNote')}
          to="/orders"
          search={{ kind: 'sale', guests: 'true', ordered: period }}
        />
      </Figures>
      {data ? <Unrated count={data.unrated} /> : null}
    </section>
  );
}
