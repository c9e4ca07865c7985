import { useTranslation } from 'react-i18next';
import { type OrderSummary, ordersContract } from '#commerce/orders/orders.contract.ts';
import { useOrderRights } from '#commerce/public.web.ts';
import { profilesContract } from '#customers/profiles/profiles.contract.ts';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Figure, Figures } from '#platform/ui/figure.tsx';
import { Link } from '#platform/ui/link.tsx';
import { useFormat, useMay } from '#platform/ui/session.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import './home.css';
import { latestMonths, type MonthSum, monthDays } from './latest-months.ts';

const refreshMs = 30_000;

interface Counted {
  count: number;
  exact: boolean;
}

/** How many customers and orders there are, and what the latest month took beside the one before. */
export function HomeFigures() {
  const { t } = useTranslation('shell');
  const may = useMay();
  const mayCustomers = may('customers.read');
  const mayOrders = may('commerce.read');
  const customers = useEndpoint(profilesContract.endpoints.count, {}, { enabled: mayCustomers, refreshMs });
  const orders = useEndpoint(ordersContract.endpoints.count, {}, { enabled: mayOrders, refreshMs });
  const { reads } = useOrderRights();
  const maySum = mayOrders && reads('orderedAt');
  const summary = useEndpoint(ordersContract.endpoints.summary, {}, { enabled: maySum, refreshMs });
  const all = [customers, orders, summary];
  const failed = all.find(({ error, data }) => error && !data);
  if (failed) {
    return (
      <ErrorState inset error={failed.error} onRetry={() => all.forEach((each) => void each.refetch())} />
    );
  }
  return (
    <div className="sh-home-figures">
      <Figures>
        {mayCustomers ? (
          <CountFigure label={t('home.customers')} counted={customers.data} to="/customers" />
        ) : null}
        {mayOrders ? <CountFigure label={t('home.orders')} counted={orders.data} to="/orders" /> : null}
        {summary.data ? <MonthFigures summary={summary.data} /> : null}
      </Figures>
      <Unrated count={summary.data?.unrated ?? 0} />
    </div>
  );
}

function CountFigure({ label, counted, to }: { label: string; counted: Counted | undefined; to: string }) {
  const { t } = useTranslation('shell');
  const format = useFormat();
  return (
    <Figure
      label={label}
      value={counted && format.number(counted.count)}
      note={counted ? t(counted.exact ? 'home.inAll' : 'home.estimated') : '\u00a0'}
      to={to}
    />
  );
}

function MonthFigures({ summary }: { summary: OrderSummary }) {
  const { t } = useTranslation('shell');
  const format = useFormat();
  const { latest, before } = latestMonths(summary);
  if (!latest) return null;
  const month = format.month(latest.month);
  const revenue = ({ netMinor }: MonthSum) =>
    format.moneyRound({ amountMinor: netMinor, currency: summary.baseCurrency });
  const sales = ({ sales: count }: MonthSum) => format.number(count);
  const compared = (write: (sum: MonthSum) => string) =>
    before && t('home.compared', { value: write(before), month: format.month(before.month) });
  return (
    <>
      {latest.netMinor === null ? null : (
        <Figure
          label={t('home.revenue', { month })}
          value={revenue(latest)}
          note={compared(revenue)}
          to="/orders"
          search={monthDays(latest.month)}
        />
      )}
      <Figure
        label={t('home.ordersOf', { month })}
        value={sales(latest)}
        note={compared(sales)}
        to="/orders"
        search={{ kind: 'sale', ...monthDays(latest.month) }}
      />
    </>
  );
}

/** Revenue leaves out what cannot be converted; that must not go unsaid. */
function Unrated({ count }: { count: number }) {
  const { t } = useTranslation('shell');
  const format = useFormat();
  if (count === 0) return null;
  return (
    <p className="sh-home-unrated">
      {t('home.unrated', { count, shown: format.number(count) })}{' '}
      <Link to="/settings/currencies">{t('home.setRates')}</Link>
    </p>
  );
}
