import { useTranslation } from 'react-i18next';
import { type OrderSummary, ordersContract } from '#commerce/orders/orders.contract.ts';
import { profilesContract } from '#customers/profiles/profiles.contract.ts';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Figure, Figures } from '#platform/ui/figure.tsx';
import { useFormat, useMay } from '#platform/ui/session.tsx';
import { latestMonths, monthDays } from './latest-months.ts';

const refreshMs = 30_000;

/** How many customers and orders there are, and what the latest month took beside the one before. */
export function HomeFigures() {
  const may = useMay();
  return (
    <div className="sh-home-figures">
      <Figures>
        {may('customers.read') ? <CustomersFigure /> : null}
        {may('commerce.read') ? <OrderFigures /> : null}
      </Figures>
    </div>
  );
}

function CustomersFigure() {
  const { t } = useTranslation('shell');
  const format = useFormat();
  const { data } = useEndpoint(profilesContract.endpoints.count, {}, { refreshMs });
  return (
    <Figure
      label={t('home.customers')}
      value={data && format.number(data.count)}
      note={data && t(data.exact ? 'home.inAll' : 'home.estimated')}
      to="/customers"
    />
  );
}

function OrderFigures() {
  const { t } = useTranslation('shell');
  const format = useFormat();
  const orders = useEndpoint(ordersContract.endpoints.count, {}, { refreshMs });
  const { data } = useEndpoint(ordersContract.endpoints.summary, {}, { refreshMs });
  const { latest, before } = latestMonths(data);
  return (
    <>
      <Figure
        label={t('home.orders')}
        value={orders.data && format.number(orders.data.count)}
        note={orders.data && t(orders.data.exact ? 'home.inAll' : 'home.estimated')}
        to="/orders"
      />
      {latest ? (
        <>
          <Figure
            label={t('home.revenue', { month: format.month(latest.month) })}
            value={format.moneyRound({ amountMinor: latest.netMinor, currency: data!.baseCurrency })}
            note={<MonthBefore summary={data!} />}
            to="/orders"
            search={monthDays(latest.month)}
          />
          <Figure
            label={t('home.ordersOf', { month: format.month(latest.month) })}
            value={format.number(latest.sales)}
            note={
              before
                ? t('home.compared', {
                    value: format.number(before.sales),
                    month: format.month(before.month),
                  })
                : undefined
            }
            to="/orders"
            search={{ kind: 'sale', ...monthDays(latest.month) }}
          />
        </>
      ) : null}
    </>
  );
}

function MonthBefore({ summary }: { summary: OrderSummary }) {
  const { t } = useTranslation('shell');
  const format = useFormat();
  const { before } = latestMonths(summary);
  if (!before) return null;
  const value = format.moneyRound({ amountMinor: before.netMinor, currency: summary.baseCurrency });
  return t('home.compared', { value, month: format.month(before.month) });
}
