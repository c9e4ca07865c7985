import { useTranslation } from 'react-i18next';
import { visitsContract } from '#admin/visits/visits.contract.ts';
import { ordersContract } from '#commerce/orders/orders.contract.ts';
import { useOrderRights } from '#commerce/public.web.ts';
import { profilesContract } from '#customers/profiles/profiles.contract.ts';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Figure, Figures } from '#platform/ui/figure.tsx';
import { Section } from '#platform/ui/page-header.tsx';
import { useFormat, useMay } from '#platform/ui/session.tsx';
import './home.css';

const refreshMs = 60_000;
const dayMs = 86_400_000;

/** What came in within the last week and today; every number opens those that it counts. */
export function HomeChanges() {
  const { t } = useTranslation('shell');
  const may = useMay();
  const { dayKey } = useFormat();
  const today = dayKey(new Date());
  const weekAgo = dayKey(new Date(Date.now() - 6 * dayMs));
  const mayCustomers = may('customers.read');
  const { reads } = useOrderRights();
  const mayOrders = may('commerce.read') && reads('orderedAt');
  const added = profilesContract.endpoints.count;
  const ordered = ordersContract.endpoints.count;
  const customers = { enabled: mayCustomers, refreshMs };
  const orders = { enabled: mayOrders, refreshMs };
  const customersOfWeek = useEndpoint(added, { addedFrom: weekAgo, addedTo: today }, customers);
  const customersToday = useEndpoint(added, { addedFrom: today, addedTo: today }, customers);
  const ordersOfWeek = useEndpoint(ordered, { orderedFrom: weekAgo, orderedTo: today }, orders);
  const ordersToday = useEndpoint(ordered, { orderedFrom: today, orderedTo: today }, orders);
  if (!mayCustomers && !mayOrders) return null;
  const week = `${weekAgo}..${today}`;
  const day = `${today}..${today}`;
  return (
    <Section title={t('home.changes')}>
      <Figures>
        {mayCustomers ? (
          <>
            <Change
              label={t('home.newToday')}
              counted={customersToday.data}
              to="/customers"
              search={{ added: day }}
            />
            <Change
              label={t('home.newWeek')}
              counted={customersOfWeek.data}
              to="/customers"
              search={{ added: week }}
            />
          </>
        ) : null}
        {mayOrders ? (
          <>
            <Change
              label={t('home.ordersToday')}
              counted={ordersToday.data}
              to="/orders"
              search={{ ordered: day }}
            />
            <Change
              label={t('home.ordersWeek')}
              counted={ordersOfWeek.data}
              to="/orders"
              search={{ ordered: week }}
            />
          </>
        ) : null}
      </Figures>
    </Section>
  );
}

/** What came in since the reader was here before; nothing on a first visit. */
export function HomeSince() {
  const { t } = useTranslation('shell');
  const may = useMay();
  const format = useFormat();
  const { data } = useEndpoint(visitsContract.endpoints.visit, {});
  const since = data?.since ?? undefined;
  const mayCustomers = may('customers.read');
  const { reads } = useOrderRights();
  const mayOrders = may('commerce.read') && reads('orderedAt');
  const customers = useEndpoint(
    profilesContract.endpoints.count,
    { addedFrom: since },
    { enabled: mayCustomers && since !== undefined, refreshMs },
  );
  const orders = useEndpoint(
    ordersContract.endpoints.count,
    { orderedFrom: since },
    { enabled: mayOrders && since !== undefined, refreshMs },
  );
  if (since === undefined || (!mayCustomers && !mayOrders)) return null;
  return (
    <Section title={t('home.sinceVisit', { at: format.dateTime(since) })}>
      <Figures>
        {mayCustomers ? (
          <Change
            label={t('home.newSince')}
            counted={customers.data}
            to="/customers"
            search={{ added: `${since}..` }}
          />
        ) : null}
        {mayOrders ? (
          <Change
            label={t('home.ordersSince')}
            counted={orders.data}
            to="/orders"
            search={{ ordered: `${since}..` }}
          />
        ) : null}
      </Figures>
    </Section>
  );
}

interface ChangeProps {
  label: string;
  counted: { count: number; exact: boolean } | undefined;
  to: string;
  search: Record<string, string>;
}

function Change({ label, counted, to, search }: ChangeProps) {
  const { t } = useTranslation('shell');
  const format = useFormat();
  const note = counted && !counted.exact ? t('home.estimate') : undefined;
  return (
    <Figure
      size="small"
      label={label}
      value={counted && format.number(counted.count)}
      note={note}
      to={to}
      search={search}
    />
  );
}
